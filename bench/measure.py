"""What one command costs: a child process, its CPU time and its peak memory as the kernel counted them."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

# How many runs there are, by the seconds of the first: the longer, the fewer must do.
_RUNS = ((5.0, 5), (15.0, 3))
# Linux counts in KiB, macOS in bytes.
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
# An installed package has its bytecode; without it each run would compile all sources anew.
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class Usage(NamedTuple):
    """What a run used.

    Attributes:
        cpu: User and system time, in seconds.
        peak: The most memory it had at once, in MiB; of the largest process where there were several.
        wall: How long it took, in seconds.
    """

    cpu: float
    peak: float
    wall: float


def measure(command: Sequence[str | Path], statuses: frozenset[int] = frozenset({0, 1})) -> Usage:
    """The medians of several runs, after one that does not count; of a long run only that one.

    A child begins with the peak memory of the process that starts it, so this process must stay small: whatever makes
    large inputs does it in a process of its own.

    Raises:
        RuntimeError: It ended with an unexpected status.
    """
    warm_up = run(command, statuses)
    wanted = next((runs for limit, runs in _RUNS if warm_up.cpu < limit), 0)
    runs = [run(command, statuses) for _ in range(wanted)] or [warm_up]
    return Usage(*(statistics.median(values) for values in zip(*runs, strict=True)))


def run(command: Sequence[str | Path], statuses: frozenset[int], environment: Mapping[str, str] | None = None) -> Usage:
    """One run, its output thrown away.

    Args:
        command: What is run.
        statuses: The exit statuses that are expected.
        environment: Further environment variables.

    Raises:
        RuntimeError: It ended with an unexpected status.
    """
    with tempfile.TemporaryFile() as errors:
        # Not waited for by subprocess: only wait4 tells what this one child used.
        began = time.monotonic()
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=errors,
            env=_ENVIRONMENT | dict(environment or {}),
        )
        _, status, used = os.wait4(child.pid, 0)
        wall = time.monotonic() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in statuses:
            errors.seek(0)
            said = errors.read().decode(errors="replace")
            raise RuntimeError(f"{' '.join(map(str, command))} ended with {child.returncode}: {said}")
    return Usage(used.ru_utime + used.ru_stime, used.ru_maxrss * _MAXRSS_UNIT / 2**20, wall)
