"""Where a command's text goes: a screen, a pipe or a file."""

import os
import shutil
import sys
from pathlib import Path

from validator.commands.ending import silence_stdout
from validator.errors import ConfigError, PullguardError
from validator.reporters.view import View

PIPE_WIDTH = 100
"""The columns of text that no terminal shows: the same everywhere, so that the same input gives the same bytes."""
_SCREEN_WIDTHS = (40, 120)
_SIGNS = "•…×"  # noqa: RUF001 - the signs that reports use


def view(output: Path | None) -> View:
    """What the reader's screen can do; a file gets plain UTF-8.

    ``NO_COLOR`` turns colours off, ``FORCE_COLOR`` on; else they are for terminals.
    """
    if output is not None:
        return View(width=PIPE_WIDTH)
    terminal = sys.stdout.isatty()
    lowest, highest = _SCREEN_WIDTHS
    columns = shutil.get_terminal_size((PIPE_WIDTH, 24)).columns if terminal else PIPE_WIDTH
    return View(colour=_colour(terminal=terminal), width=min(max(columns, lowest), highest), ascii=not _has_signs())


def check_output(output: Path | None, inputs: list[str]) -> None:
    """Refuse an output file before anything is read, where it is clear that it is wrong.

    Raises:
        ConfigError: It is an input too, a directory, or in a directory that is not there.
    """
    if output is None:
        return
    if any(name != "-" and Path(name).resolve() == output.resolve() for name in inputs):
        raise ConfigError("is an input too", place=f"--output {output}", remedy="name another file")
    if output.is_dir():
        raise ConfigError("is a directory", place=f"--output {output}", remedy="name a file in it")
    if not output.resolve().parent.is_dir():
        raise ConfigError("its directory does not exist", place=f"--output {output}", remedy="create it first")


def write(text: str, output: Path | None, *, encoding: str | None = None) -> None:
    """Write a whole text.

    Args:
        text: What to write.
        output: A file that is replaced at once, so nobody ever sees a half of it; ``None`` is standard output.
        encoding: For standard output, where the terminal's own is not right: data is always UTF-8.

    Raises:
        PullguardError: It can't be written.
    """
    try:
        if output is not None:
            _replace(output.resolve(), text.encode())
        else:
            _print(text.encode(encoding or sys.stdout.encoding or "utf-8", "backslashreplace"))
    except OSError as error:
        place = f"--output {output}" if output else "standard output"
        raise PullguardError(f"can't be written: {error.strerror}", place=place) from None


def _print(data: bytes) -> None:
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as error:
        silence_stdout()
        # Where the reader has seen enough, what was found stays true, and so does the exit status.
        if not isinstance(error, BrokenPipeError):
            raise


def _replace(file: Path, data: bytes) -> None:
    if file.exists() and not file.is_file():
        file.write_bytes(data)  # a device or a pipe
        return
    temporary = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        with temporary.open("xb") as stream:
            stream.write(data)
        if file.exists():
            shutil.copymode(file, temporary)
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)


def _colour(*, terminal: bool) -> bool:
    if os.environ.get("NO_COLOR"):
        return False
    return os.environ.get("FORCE_COLOR", "0") not in ("", "0") or (terminal and os.environ.get("TERM") != "dumb")


def _has_signs() -> bool:
    try:
        _SIGNS.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
