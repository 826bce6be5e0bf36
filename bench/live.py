"""Auditing an organization over HTTP: how long it takes beside the ideal, and how its memory grows.

Every call waits as long as it does for a near region of AWS. The ideal is what these waits add up to with as many calls
under way as pullguard allows itself.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from bench.measure import Usage, run
from bench.table import against, print_cells

# Numbers of accounts. Fewer than four are not read four at once, and need less memory for that. The many take six
# minutes, so they are measured on request only.
FEW, MANY = (4, 8), (5, 10, 20, 40)

IDEAL = "calls x latency / calls at once"

_PULLGUARD = Path(sys.executable).with_name("pullguard")
_ROOT = Path(__file__).parents[1]
_LATENCY = 0.05
_TARGET = 3.0
# It has findings. Where something could not be read there is another status, and nothing to compare.
_STATUSES = frozenset({1})


class Audit(NamedTuple):
    """One audit of an organization.

    Attributes:
        accounts: How many accounts it has.
        calls: How many calls were made.
        ideal: How long these take at best, in seconds.
        used: What the audit used.
        report: The size of its report in JSON, in bytes.
    """

    accounts: int
    calls: int
    ideal: float
    used: Usage
    report: int

    def as_json(self) -> dict[str, Any]:
        """The row for a program."""
        return self._asdict() | {"used": self.used._asdict(), "target": {"wall": _TARGET}}


class Fleet(NamedTuple):
    """An organization that is served by a process of its own.

    Attributes:
        process: Its process.
        environment: What leads there.
        options: The role and the regions.
        at_once: How many calls may be under way.
    """

    process: "subprocess.Popen[str]"
    environment: dict[str, str]
    options: list[str]
    at_once: int

    def calls(self) -> int:
        """How many calls there were since the last time, or the beginning."""
        assert self.process.stdin
        assert self.process.stdout
        print(file=self.process.stdin, flush=True)
        return int(self.process.stdout.readline())


def audits(scratch: Path, sizes: Sequence[int]) -> Iterator[Audit]:
    """Audits of organizations of growing size."""
    for accounts in sizes:
        file = scratch / f"report-{accounts}.json"
        with fleet(accounts) as served:
            command = [_PULLGUARD, "audit", "--organization", *served.options, "--format", "json", "--output", file]
            used = run(command, _STATUSES, served.environment)
            calls = served.calls()
        yield Audit(accounts, calls, calls * _LATENCY / served.at_once, used, file.stat().st_size)


@contextmanager
def fleet(accounts: int) -> Iterator[Fleet]:
    """An organization of so many accounts, for as long as the block runs."""
    command = [sys.executable, "-m", "bench.fleet", str(accounts), str(_LATENCY)]
    with subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield Fleet(process, **json.loads(process.stdout.readline()))


def show(title: str, baseline: str, rows: Sequence[Audit]) -> None:
    """Print a table of audits."""
    head = ("accounts", "calls", "ideal s", "wall s", "CPU s", "peak MiB", "report MB", "wall ratio")
    print(f"{title}; ideal: {baseline}")
    print_cells([head, *(_cells(row) for row in rows)])
    first, last = rows[0], rows[-1]
    grown, said = last.used.peak - first.used.peak, (last.report - first.report) / 2**20
    print(f"from {first.accounts} to {last.accounts} accounts: {grown:.0f} MiB more memory, {said:.1f} MiB more report")
    print()


def _cells(row: Audit) -> tuple[str, ...]:
    used = row.used
    figures = (f"{row.ideal:.1f}", f"{used.wall:.1f}", f"{used.cpu:.1f}", f"{used.peak:.0f}", f"{row.report / 1e6:.2f}")
    return (str(row.accounts), f"{row.calls:,}", *figures, against(used.wall / row.ideal, _TARGET))
