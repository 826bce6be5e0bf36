"""How far a run is, shown on a terminal while it reads many modules."""

import sys

import click

# Fewer are read before anybody wonders.
_MANY = 10
_WIDTH = 30


def show_progress(done: int, total: int) -> None:
    """Draw a bar of the modules that are read, on standard error where that is a terminal."""
    if total < _MANY or not sys.stderr.isatty():
        return
    filled = _WIDTH * done // total
    bar = "#" * filled + "-" * (_WIDTH - filled)
    # At the end the line is wiped, so that nothing of it stays among the findings.
    line = f"\rreading modules [{bar}] {done}/{total}" if done < total else "\r\033[K"
    click.echo(line, nl=False, err=True)
