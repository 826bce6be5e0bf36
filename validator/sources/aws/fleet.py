"""Many accounts side by side: on this machine's threads, or on the workers of a Dask cluster."""

import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import Any

from validator.errors import ConfigError
from validator.model.inventory import Gap
from validator.model.value import Unknown
from validator.sources.aws.accounts import Arrival, Task, read_account, read_remotely
from validator.sources.aws.failures import remedy_for
from validator.sources.aws.reading import RegionReading, Regions
from validator.sources.aws.watch import Watch

ACCOUNTS_AT_ONCE = 4
# Readings that wait to be judged are memory.
_WAITING = 8
# How long calls that are under way may take once the time is up, and how often an interrupt is looked for, in seconds.
_GRACE = 5.0
_GLANCE = 0.5


def read_fleet(tasks: Sequence[Task], watch: Watch) -> Iterator[Arrival]:
    """What is read of all accounts, as it comes, with threads on this machine.

    It ends early where the time is up; calls that are under way then are left alone.
    """
    arrived: queue.Queue[Arrival | BaseException | None] = queue.Queue(_WAITING)
    threading.Thread(target=_read_all, args=(tasks, watch, arrived), daemon=True).start()
    while not _too_late(watch.deadline):
        try:
            arrival = arrived.get(timeout=_GLANCE)
        except queue.Empty:
            continue
        if arrival is None:
            return
        if isinstance(arrival, BaseException):
            raise arrival
        yield arrival


def read_on_dask(tasks: Sequence[Task], address: str, deadline: float | None) -> Iterator[Arrival]:
    """What is read of all accounts, account by account as they are done, on the workers of a Dask cluster.

    The workers sign in by themselves: no key is sent to them. They end at the deadlines of their tasks, and so does
    the wait for them.

    Raises:
        ConfigError: Dask is not installed, or there is no cluster at the address.
    """
    with _dask(address) as client:
        futures = [client.get_executor(pure=False).submit(read_remotely, task) for task in tasks]
        left = None if deadline is None else max(0.0, deadline - time.time()) + _GRACE
        try:
            for future in as_completed(futures, timeout=left):
                yield from future.result()
        except TimeoutError:
            return


class Ledger:
    """Which accounts and regions were to be read, and which arrived."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        self._open: dict[str, set[str] | None] = {task.account: set(task.regions) or None for task in tasks}

    def note(self, arrival: Arrival) -> None:
        """Cross off what arrived."""
        match arrival:
            case Regions():
                self._open[arrival.account] = set(arrival.names)
            case RegionReading():
                account, _, region = arrival.registry.partition("/")
                self._close(account, region)
            case Gap() if arrival.place.startswith("account "):
                self._open.pop(arrival.place.removeprefix("account "), None)

    def _close(self, account: str, region: str) -> None:
        names = self._open.get(account)
        if names is not None:
            names.discard(region)
            if not names:
                del self._open[account]

    def missing(self, why: Unknown) -> list[Gap]:
        """A gap for each region, or account, that did not arrive."""
        places = [place for account, regions in sorted(self._open.items()) for place in _places(account, regions)]
        return [Gap(place, str(why), remedy_for(why)) for place in places]


def _places(account: str, regions: set[str] | None) -> list[str]:
    return [f"account {account}"] if regions is None else [f"{account}/{region}" for region in sorted(regions)]


def _read_all(tasks: Sequence[Task], watch: Watch, arrived: "queue.Queue[Arrival | BaseException | None]") -> None:
    with ThreadPoolExecutor(ACCOUNTS_AT_ONCE) as executor:
        for future in as_completed([executor.submit(read_account, task, watch, arrived.put) for task in tasks]):
            error = future.exception()
            if error is not None:
                arrived.put(error)
    arrived.put(None)


def _too_late(deadline: float | None) -> bool:
    return deadline is not None and time.time() > deadline + _GRACE


def _dask(address: str) -> Any:
    try:
        import distributed  # noqa: PLC0415 - an extra, and slow to import
    except ImportError:
        raise ConfigError("Dask is not installed", place="--dask", remedy="pip install 'pullguard[dask]'") from None
    try:
        connect: Callable[..., Any] = distributed.Client
        return connect(address, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ConfigError(f"no Dask scheduler answers ({type(error).__name__})", place=f"--dask {address}") from None
