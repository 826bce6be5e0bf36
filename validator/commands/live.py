"""One run over live accounts: who reads which regions, how far it is, and how it ends."""

import time
from collections.abc import Callable, Iterator, Sequence

from validator.commands.exits import Exit
from validator.commands.live_options import LiveOptions
from validator.commands.progress import LiveProgress
from validator.model.inventory import Gap
from validator.sources.aws.accounts import Arrival, Task, accounts_of_organization, own_account, regions_of
from validator.sources.aws.fleet import Ledger, read_fleet, read_on_dask
from validator.sources.aws.reading import Global, RegionReading, Regions, Wanted
from validator.sources.aws.sessions import SignIn, session_of
from validator.sources.aws.watch import INTERRUPTED, TIME_UP, Watch


class Run:
    """One run over live accounts.

    Attributes:
        accounts: The ids of the accounts that are read.
        regions: The regions that are read of each; empty: all that are enabled.
        gaps: What could not be read at all: accounts and regions.
        calls: For each account, the calls that belong to none of its regions, by their IAM action.
        interrupted: Whether the user ended it.
    """

    def __init__(self, options: LiveOptions, wanted: Wanted, regions: Sequence[str] = ()) -> None:
        """Sign in, and settle which accounts and regions are read.

        Args:
            options: Which accounts and regions.
            wanted: What is read of each region.
            regions: The regions to read where they name none; empty: the configured one.

        Raises:
            ConfigError: Options contradict each other, or nobody is signed in.
        """
        options.check()
        self._deadline = None if options.timeout is None else time.time() + options.timeout
        self._dask = options.dask
        self._tasks = _tasks(options, wanted, regions, self._deadline)
        self.accounts = [task.account for task in self._tasks]
        self.regions = self._tasks[0].regions if self._tasks else ()
        self.gaps: list[Gap] = []
        self.calls: dict[str, dict[str, int]] = {}
        self.interrupted = False

    def read(self, take: Callable[[RegionReading], None]) -> None:
        """Hand over every region as soon as it is read, until all are, the time is up, or Ctrl-C is pressed."""
        progress = LiveProgress(len(self._tasks))
        watch = Watch(self._deadline, progress.call)
        ledger = Ledger(self._tasks)
        why = TIME_UP
        try:
            for arrival in self._arrivals(watch):
                ledger.note(arrival)
                match arrival:
                    case RegionReading():
                        progress.read += 1
                        take(arrival)
                    case Regions():
                        progress.regions += len(arrival.names)
                    case Global():
                        self.gaps += arrival.gaps
                        self.calls[arrival.account] = arrival.calls
                    case Gap():
                        self.gaps.append(arrival)
        except KeyboardInterrupt:
            watch.stop()
            self.interrupted, why = True, INTERRUPTED
        finally:
            progress.end()
        self.gaps += ledger.missing(why)

    def ending(self, status: Exit, *, whole: bool, empty: bool) -> Exit:
        """The exit status: what was found, and else whether everything could be read.

        Args:
            status: What the findings earn.
            whole: Whether nothing was left out.
            empty: Whether nothing at all could be read.
        """
        if self.interrupted:
            return Exit.INTERRUPTED
        if empty:
            return Exit.WRONG
        return Exit.UNDECIDED if status is Exit.CLEAN and not whole else status

    def _arrivals(self, watch: Watch) -> Iterator[Arrival]:
        if self._dask is not None:
            return read_on_dask(self._tasks, self._dask, self._deadline)
        return read_fleet(self._tasks, watch)


def _tasks(options: LiveOptions, wanted: Wanted, regions: Sequence[str], deadline: float | None) -> list[Task]:
    """One task for each account."""
    sign_in = SignIn(options.profile, options.role_arn, options.external_id)
    session = session_of(sign_in)
    names = () if options.all_regions else regions_of(options.regions or regions, session)
    own, partition = own_account(session)
    accounts = options.accounts or (accounts_of_organization(session) if options.organization else [own])
    return [
        Task(
            account=account,
            sign_in=sign_in,
            # In one's own account one is signed in already.
            role_arn=None if account == own else f"arn:{partition}:iam::{account}:role/{options.role_name}",
            regions=names,
            wanted=wanted,
            deadline=deadline,
        )
        for account in accounts
    ]
