"""The directories below a path that hold Terraform, without what git ignores."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from validator.sources.hcl.files import is_module_file

# Directories with the patterns of their `.gitignore`, as pathspec reads them.
Ignored = list[tuple[Path, Any]]


def module_directories(top: Path) -> Iterator[Path]:
    """The directories with module files at and below a path, by name.

    Hidden directories, ``.terraform`` among them, and what ``.gitignore`` files exclude are left out; symbolic links to
    directories are not followed, so a loop of them does no harm.
    """
    yield from _below(top, _ignored_above(top))


def _below(directory: Path, ignored: Ignored) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(directory), key=lambda entry: entry.name)
    except OSError:
        return
    names = {entry.name for entry in entries}
    if ".gitignore" in names:
        ignored = [*ignored, *_ignores(directory)]
    if any(is_module_file(name) and not _is_ignored(directory / name, ignored, folder=False) for name in names):
        yield directory
    for entry in entries:
        if not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False):
            below = directory / entry.name
            if not _is_ignored(below, ignored, folder=True):
                yield from _below(below, ignored)


def _ignored_above(top: Path) -> Ignored:
    """The ignore files between the root of the repository and a directory in it."""
    found: Ignored = []
    for directory in [top.resolve(), *top.resolve().parents]:
        if directory != top.resolve():
            found = [*_ignores(directory), *found]
        if (directory / ".git").exists():
            return found
    return []


def _ignores(directory: Path) -> Ignored:
    try:
        lines = (directory / ".gitignore").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    patterns = [line for line in lines if line.strip() and not line.startswith("#")]
    if not patterns:
        return []
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 (it takes 10 ms to load)

    return [(directory, GitIgnoreSpec.from_lines(patterns))]


def _is_ignored(path: Path, ignored: Ignored, *, folder: bool) -> bool:
    """Whether git ignores a path: the last file that has a pattern for it decides."""
    verdict = False
    for base, spec in ignored:
        relative = os.path.relpath(os.path.realpath(path.parent) + f"/{path.name}", os.path.realpath(base))
        found = spec.check_file(relative + "/" if folder else relative).include
        verdict = verdict if found is None else found
    return verdict
