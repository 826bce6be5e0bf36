"""How far a run is, shown on a terminal while it reads many modules."""

import sys
import threading
import time

import click

# Fewer are read before anybody wonders.
_MANY = 10
_WIDTH = 30
_WIPED = "\r\033[K"
# In seconds between two pictures of a line that changes with every call.
_PAUSE = 0.1


def show_progress(done: int, total: int) -> None:
    """Draw a bar of the modules that are read, on standard error where that is a terminal."""
    if total < _MANY or not sys.stderr.isatty():
        return
    # At the end the line is wiped, so that nothing of it stays among the findings.
    line = f"\rreading modules {_bar(done, total)} {done}/{total}" if done < total else _WIPED
    click.echo(line, nl=False, err=True)


class LiveProgress:
    """A bar of the regions that are read, with the accounts and calls, on standard error where that is a terminal.

    Attributes:
        accounts: How many accounts are to be read.
        regions: How many regions of those whose regions are known.
        read: How many of these are read.
    """

    def __init__(self, accounts: int) -> None:
        self.accounts = accounts
        self.regions = 0
        self.read = 0
        self._calls = 0
        self._drawn = 0.0
        self._drawing = threading.Lock()
        self._shown = sys.stderr.isatty()

    def call(self) -> None:
        """Count a call; any thread may."""
        with self._drawing:
            self._calls += 1
            if self._shown and time.monotonic() - self._drawn > _PAUSE:
                self._drawn = time.monotonic()
                click.echo(f"\r{self._line()}\033[K", nl=False, err=True)

    def end(self) -> None:
        """Wipe the line, so that nothing of it stays among the findings."""
        with self._drawing:
            if self._shown:
                click.echo(_WIPED, nl=False, err=True)
            self._shown = False

    def _line(self) -> str:
        bar = _bar(self.read, self.regions or 1)
        return f"{bar} accounts: {self.accounts}, regions: {self.read}/{self.regions}, calls: {self._calls:,}"


def _bar(done: int, total: int) -> str:
    filled = _WIDTH * done // total
    return f"[{'#' * filled}{'-' * (_WIDTH - filled)}]"
