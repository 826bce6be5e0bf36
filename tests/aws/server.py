"""The server: start it, reach it, tell it how to behave, ask what it was called for."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

import boto3
from botocore.config import Config
from moto.moto_api._internal.models import moto_api_backend

from tests.aws import accounts
from tests.aws.accounts import ACCOUNT, REGION
from tests.aws.calls import Call
from tests.aws.faults import DENIED, THROTTLED, UNSUPPORTED, Fault
from tests.aws.http import HOST, HttpServer
from tests.aws.mended import mend
from tests.aws.middleware import Endpoint
from tests.aws.settings import Settings

__all__ = ["ACCOUNT", "REGION", "Server", "running"]

_QUICK = 0.02


class Server:
    """A running server. moto's state is the process's: two servers in one process share it.

    Attributes:
        settings: How it behaves; change it at any time.
        url: Where it listens.
    """

    def __init__(self, settings: Settings, port: int = 0) -> None:
        mend()
        self.settings = settings
        self._started_with = deepcopy(settings)
        self._endpoint = Endpoint(settings)
        self._http = HttpServer(self._endpoint, port)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(_QUICK,), daemon=True)
        self._clients: dict[tuple[str, str, str], Any] = {}
        self.url = f"http://{HOST}:{self._http.server_address[1]}"

    @property
    def calls(self) -> list[Call]:
        """The calls that were answered so far, in that order."""
        return list(self._endpoint.calls)

    @property
    def actions(self) -> set[str]:
        """The IAM actions of those calls."""
        return {call.action for call in self._endpoint.calls}

    def environment(self, account: str | None = None, region: str = REGION) -> dict[str, str]:
        """The environment variables that lead the SDK and Terraform here, past all that a user has configured."""
        return {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": accounts.access_key(account or ACCOUNT),
            "AWS_SECRET_ACCESS_KEY": "not-a-key",
            "AWS_REGION": region,
            "AWS_DEFAULT_REGION": region,
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "NO_PROXY": HOST,
        }

    def client(self, service: str, region: str = REGION, account: str = ACCOUNT) -> Any:
        """A client of the SDK, closed with the server. It tries once: a test sees each answer."""
        key = (service, region, account)
        if key not in self._clients:
            self._clients[key] = boto3.client(
                service,
                region_name=region,
                endpoint_url=self.url,
                aws_access_key_id=accounts.access_key(account),
                aws_secret_access_key="not-a-key",
                config=Config(retries={"total_max_attempts": 1}),
            )
        return self._clients[key]

    def deny(self, *actions: str, account: str | None = None, region: str | None = None) -> None:
        """Refuse calls of some IAM actions; ``*`` stands for anything."""
        self._endpoint.faults.add(Fault(DENIED, action, account, region) for action in actions)

    def throttle(
        self, *actions: str, times: int | None = None, account: str | None = None, region: str | None = None
    ) -> None:
        """Throttle calls of some IAM actions: each action so many times, or always."""
        self._endpoint.faults.add(Fault(THROTTLED, action, account, region, times) for action in actions)

    def unsupport(self, *actions: str, account: str | None = None, region: str | None = None) -> None:
        """Say that some operations don't exist here."""
        self._endpoint.faults.add(Fault(UNSUPPORTED, action, account, region) for action in actions)

    def heal(self) -> None:
        """Take back what was denied, throttled and unsupported."""
        self._endpoint.faults.clear()

    def forget_calls(self) -> None:
        """Start a new list of calls; those that are under way are in the old one."""
        self._endpoint.calls = []

    def reset(self) -> None:
        """Empty every account, forget calls and faults, and go back to the settings of the start."""
        moto_api_backend.reset()
        accounts.forget()
        self.heal()
        self.forget_calls()
        vars(self.settings).update(vars(deepcopy(self._started_with)))

    def start(self) -> None:
        """Listen."""
        self._thread.start()

    def stop(self) -> None:
        """End, with all connections."""
        for client in self._clients.values():
            client.close()
        self._http.shutdown()
        self._http.end_connections()
        self._http.server_close()
        self._thread.join()


@contextmanager
def running(port: int = 0, **settings: Any) -> Iterator[Server]:
    """An empty server for as long as the block runs; the keywords are the fields of ``Settings``."""
    server = Server(Settings(**settings), port)
    server.reset()
    server.start()
    try:
        yield server
    finally:
        server.stop()
