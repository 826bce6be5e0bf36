"""The files of one module directory, read and cut into blocks that are parsed when they are needed."""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec

from validator.errors import InputError, PullguardError
from validator.sources.hcl.error import HclError, describe
from validator.sources.hcl.nodes import Block, Body
from validator.sources.hcl.skim import Piece, skim

MAX_FILE = 64 * 1024 * 1024
SUFFIXES = (".tf", ".tf.json", ".tofu", ".tofu.json")
Note = Callable[[PullguardError], None]
T = TypeVar("T")
_GIVEN = re.compile(r"([^\W\d][\w-]*)\s*=")
_OVERRIDE = re.compile(r"(?:^|_)override\.(?:tf|tofu)(?:\.json)?$")


class Unit(msgspec.Struct, eq=False):
    """A top-level block that is parsed when somebody needs it.

    Attributes:
        type: ``resource``, ``locals`` …
        labels: Its labels.
        file: The file as the user would name it.
        override: Whether it stands in an override file.
        names: The words in it that something may be given to: all names of a ``locals`` block are among them.
        parse: Gives the block; ``None`` when it can't be read, which is noted.
    """

    type: str
    labels: tuple[str, ...]
    file: str
    override: bool
    names: Callable[[], Iterable[str]]
    parse: Callable[[], Block | None]


def module_files(directory: Path) -> list[Path]:
    """The files of a module in the order in which Terraform reads them: overrides last, otherwise by name.

    Where ``x.tofu`` stands beside ``x.tf`` the latter is left out, as OpenTofu does. Editors' and hidden files are no
    part of a module.
    """
    try:
        names = {entry.name for entry in directory.iterdir() if is_module_file(entry.name)}
    except OSError:
        return []
    chosen = [name for name in names if name.replace(".tf", ".tofu", 1) not in names or ".tofu" in name]
    return [directory / name for name in sorted(chosen, key=lambda name: (is_override(name), name))]


def is_module_file(name: str) -> bool:
    """Whether a file of this name belongs to a module."""
    return name.endswith(SUFFIXES) and not name.startswith((".", "#")) and not name.endswith("~")


def is_override(name: str) -> bool:
    """Whether it is ``override.tf``, ``x_override.tf`` or one of their kin."""
    return _OVERRIDE.search(name) is not None


def units_of(path: Path, shown: str, note: Note) -> Iterator[Unit]:
    """The top-level blocks of a file.

    Args:
        path: The file.
        shown: The file as messages name it.
        note: Told of what can't be read: the file or, when it is parsed, a block.
    """
    text = read_text(path, shown, note)
    if text is None:
        return
    override = is_override(path.name)
    if path.name.endswith(".json"):
        yield from _parsed(_json_body(text, shown, note), shown, override=override)
        return
    pieces = skim(text)
    if pieces is None:
        yield from _parsed(_body(text, shown, note), shown, override=override)
        return
    for piece in pieces:
        yield Unit(
            type=piece.type,
            labels=tuple(piece.labels),
            file=shown,
            override=override,
            names=lambda piece=piece: _GIVEN.findall(text, piece.start, piece.end),  # type: ignore[misc]
            parse=lambda piece=piece: _block(text, piece, shown, note),  # type: ignore[misc]
        )


def read_text(path: Path, shown: str, note: Note) -> str | None:
    """A file's text without byte order mark; ``None`` when it can't be read, which is noted."""
    try:
        if path.stat().st_size > MAX_FILE:
            note(InputError(f"the file is larger than {MAX_FILE // 1024 // 1024} MB", place=shown))
            return None
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        note(InputError(f"the file is not UTF-8 (byte {error.start})", place=shown, remedy="save it as UTF-8"))
    except OSError as error:
        note(InputError(f"the file can't be read: {error.strerror}", place=shown))
    return None


def _parsed(body: Body | None, shown: str, *, override: bool) -> Iterator[Unit]:
    for block in body.blocks if body else ():
        yield Unit(
            type=block.type,
            labels=block.labels,
            file=shown,
            override=override,
            names=lambda block=block: block.body.attributes,  # type: ignore[misc]
            parse=lambda block=block: block,  # type: ignore[misc]
        )


def _json_body(text: str, shown: str, note: Note) -> Body | None:
    from validator.sources.hcl.json_syntax import parse_json  # noqa: PLC0415 (rarely needed)

    return _attempt(lambda: parse_json(text), text, shown, note)


def _body(text: str, shown: str, note: Note) -> Body | None:
    from validator.sources.hcl.syntax import parse_file  # noqa: PLC0415 (loads the grammar)

    return _attempt(lambda: parse_file(text), text, shown, note)


def _block(text: str, piece: Piece, shown: str, note: Note) -> Block | None:
    from validator.sources.hcl.syntax import parse_block  # noqa: PLC0415 (loads the grammar)

    return _attempt(lambda: parse_block(text, piece), text, shown, note)


def _attempt(parse: Callable[[], T], text: str, shown: str, note: Note) -> T | None:
    try:
        return parse()
    except HclError as error:
        remedy = "this is a limit of pullguard's parser; write it in another way" if error.ours else ""
        note(InputError(describe(error, text), place=shown, remedy=remedy))
    return None
