"""How a run ends: every exception becomes one line on standard error and an exit status."""

import os
import sys
from types import TracebackType
from typing import Self

import click

from validator.commands.exits import Exit
from validator.errors import PullguardError

ISSUES = "https://github.com/pullguard/pullguard/issues"
_PACKAGE = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120 - pathlib is not needed for anything else here


class Ending:
    """A context that turns whatever leaves it into an exit status.

    Attributes:
        status: The exit status, once the context is left.
    """

    def __init__(self, *, debug: bool) -> None:
        self.status: int = Exit.CLEAN
        self._debug = debug

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> bool:
        match error:
            case None:
                return True
            case click.exceptions.Exit():
                self.status = error.exit_code
            case SystemExit():
                return False
            case PullguardError():
                say(str(error))
                self.status = Exit.WRONG
            case click.ClickException():
                say(_usage_line(error))
                self.status = Exit.WRONG
            case click.Abort() | KeyboardInterrupt():
                self.status = Exit.INTERRUPTED
            case BrokenPipeError():
                silence_stdout()
                self.status = Exit.BROKEN_PIPE
            case _:
                self.status = Exit.FAULT
                self._explain_fault(error)
        return True

    def _explain_fault(self, error: BaseException) -> None:
        if self._debug:
            import traceback  # noqa: PLC0415 - only a fault needs it

            traceback.print_exception(error)
            say(f"please report this fault at {ISSUES}")
            return
        # The exception's text is left out: it may quote the input, and the input may hold secrets.
        say(f"a fault of pullguard's own: {type(error).__name__} at {_where(error)}")
        say(f"run it again as `pullguard --debug ...`, and report what it prints at {ISSUES}")


def say(line: str) -> None:
    """Print a line on standard error, under our name, with nothing in it that a terminal would obey."""
    shown = "".join(sign if sign.isprintable() or sign == "\n" else ascii(sign)[1:-1] for sign in line)
    click.echo(f"pullguard: {shown}", err=True)


def silence_stdout() -> None:
    """Let nothing more be written to a pipe that nobody reads, also not when the interpreter ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _usage_line(error: click.ClickException) -> str:
    problem = error.format_message().removesuffix(".")
    context = getattr(error, "ctx", None)
    return f"{problem}; see `{context.command_path} --help`" if context else problem


def _where(error: BaseException) -> str:
    """The file and line of ours in which an exception was raised or passed last."""
    place, step = "", error.__traceback__
    while step is not None:
        file = step.tb_frame.f_code.co_filename
        if file.startswith(_PACKAGE):
            place = f"validator{file.removeprefix(_PACKAGE)}:{step.tb_lineno}"
        step = step.tb_next
    return place
