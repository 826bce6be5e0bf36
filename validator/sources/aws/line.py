"""What the regions of one account share: who is signed in, and how much may be under way."""

import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, NamedTuple

import boto3
from botocore.config import Config

from validator.sources.aws.watch import Watch

CALLS_AT_ONCE = 8
"""How many calls are under way in one account."""


class Line(NamedTuple):
    """The way to one account.

    Attributes:
        session: The account's session; making a client of it is not safe in two threads at once.
        account: The 12-digit account id.
        watch: Tells when to end.
        pool: Runs calls side by side.
        slots: Bounds the calls that are under way.
        making: Held while a client is made.
    """

    session: boto3.Session
    account: str
    watch: Watch
    pool: Executor
    slots: threading.Semaphore
    making: threading.Lock

    def client(self, service: str, region: str) -> Any:
        """A new client of a service in a region."""
        with self.making:
            return self.session.client(service, region_name=region, config=_config(self.session))


@contextmanager
def line_to(session: boto3.Session, account: str, watch: Watch) -> Iterator[Line]:
    """The way to the account that a session is signed in to, for as long as the block runs."""
    with ThreadPoolExecutor(CALLS_AT_ONCE) as pool:
        yield Line(session, account, watch, pool, threading.Semaphore(CALLS_AT_ONCE), threading.Lock())


def _config(session: boto3.Session) -> Config:
    """Adaptive retries, as often as the user's own AWS settings say, and time limits that let a run end."""
    attempts = {} if session._session.get_config_variable("max_attempts") else {"total_max_attempts": 8}  # noqa: SLF001
    return Config(
        retries={"mode": "adaptive", **attempts},
        max_pool_connections=CALLS_AT_ONCE,
        connect_timeout=5,
        read_timeout=30,
    )
