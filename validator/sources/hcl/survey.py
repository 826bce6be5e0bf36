"""Which directories are root modules that matter, found by a search for bytes before anything is parsed."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from validator.errors import InputError
from validator.sources.hcl.files import MAX_FILE, module_files
from validator.sources.hcl.library import Library, installed_directories, is_local
from validator.sources.hcl.nodes import Literal
from validator.sources.hcl.walk import module_directories

# A resource type of ours, an action on caches in an identity policy, or an AWS managed policy that has some. Types of
# IAM, Lambda and their like are everywhere: they matter only where one of these stands beside them.
OURS = re.compile(
    rb"aws(?:cc)?_(?:ecr|secretsmanager)_"
    rb"|\becr:(?:\*|BatchImportUpstream|CreatePullThrough|CreateRepository|PutImage\b|PutRegistryPolicy)"
    rb"|AmazonEC2ContainerRegistry(?:FullAccess|PowerUser|PullOnly)"
    rb"|ECR Pull Through Cache Action"
)
_SOURCE = re.compile(rb"""\bsource"?\s*[=:]\s*"(\.\.?(?:[/\\][^"\n]*)?)\"""")


class Directory(msgspec.Struct, frozen=True):
    """What a look at the bytes of a module directory tells.

    Attributes:
        path: The directory.
        shown: Its name in messages.
        ours: Whether a resource type that matters is written in it, or in a module installed for it.
        sources: The local modules that it seems to call; comments count too.
    """

    path: Path
    shown: str
    ours: bool
    sources: frozenset[str]


class Survey:
    """A look at all module directories below some paths.

    Args:
        tops: Directories to look in.
        library: Where the modules that matter are read into.
    """

    def __init__(self, tops: Iterable[Path], library: Library) -> None:
        self._library = library
        self._seen: dict[str, Directory] = {}
        self._matters: dict[str, bool] = {}
        self._calls: dict[str, list[str]] = {}
        for top in tops:
            for path in module_directories(top):
                self._look(path, os.path.normpath(path))
        self.count = len(self._seen)
        self._within = list(self._seen)

    def roots(self) -> list[Directory]:
        """The directories that matter and that no other one calls; where only circles are left, the first of each."""
        relevant = [key for key in self._within if self._is_relevant(key, set())]
        called = {target for key in relevant for target in self._called_by(key) if target != key}
        roots = [key for key in relevant if key not in called]
        reached = self._reach(roots)
        for key in relevant:
            if key not in reached:
                roots.append(key)
                reached |= self._reach([key])
        return [self._seen[key] for key in sorted(roots, key=lambda key: self._seen[key].shown)]

    def roots_of(self, directories: Iterable[Path]) -> list[Directory]:
        """The roots that some directories belong to: they are the directory, or call it."""
        wanted = {os.path.realpath(directory) for directory in directories}
        return [root for root in self.roots() if self._reach([os.path.realpath(root.path)]) & wanted]

    def _look(self, path: Path, shown: str) -> str:
        key = os.path.realpath(path)
        if key not in self._seen:
            contents = [_bytes(file) for file in module_files(path)]
            ours = any(OURS.search(content) for content in contents)
            found = {match.decode(errors="replace") for content in contents for match in _SOURCE.findall(content)}
            self._seen[key] = Directory(path, shown, ours or _installs_ours(path), frozenset(found))
        return key

    def _is_relevant(self, key: str, above: set[str]) -> bool:
        if key in self._matters:
            return self._matters[key]
        directory = self._seen[key]
        matters = directory.ours or any(
            self._is_relevant(target, above | {key})
            for source in sorted(directory.sources)
            if (target := self._look(directory.path / source, f"{directory.shown}/{source}")) not in above | {key}
        )
        # What a circle leads to is not settled before its first directory is.
        if matters or not above:
            self._matters[key] = matters
        return matters

    def _called_by(self, key: str) -> list[str]:
        """The directories that a module calls, read from its ``module`` blocks."""
        if key not in self._calls:
            directory = self._seen[key]
            found = []
            if directory.sources:
                module = self._library.module(directory.path, directory.shown)
                for declaration in module.all("module"):
                    source = declaration.block.body.attributes.get("source")
                    value = source.expression.value if source and isinstance(source.expression, Literal) else None
                    if isinstance(value, str) and is_local(value):
                        found.append(self._look(directory.path / value, f"{directory.shown}/{value}"))
            self._calls[key] = found
        return self._calls[key]

    def _reach(self, keys: list[str]) -> set[str]:
        reached: set[str] = set()
        pending = list(keys)
        while pending:
            key = pending.pop()
            if key not in reached:
                reached.add(key)
                pending.extend(self._called_by(key))
        return reached


def find_roots(paths: Iterable[Path], library: Library) -> tuple[list[Directory], int]:
    """The root modules that matter at and below some paths, and how many module directories there are in all.

    A file stands for its module: its roots are looked for in the working directory, where pre-commit starts from.

    Raises:
        InputError: A path does not exist.
    """
    directories = [path for path in paths if path.is_dir()]
    owners = sorted({path.parent for path in paths if path.is_file()})
    for path in paths:
        if not path.exists():
            raise InputError("there is no such file or directory", place=str(path))
    found: dict[str, Directory] = {}
    count = 0
    if directories:
        survey = Survey(directories, library)
        count += survey.count
        found |= {os.path.realpath(root.path): root for root in survey.roots()}
    if owners:
        here = Path.cwd()
        inside = all(owner.resolve().is_relative_to(here) for owner in owners)
        survey = Survey([Path()] if inside else owners, library)
        count += survey.count
        found |= {os.path.realpath(root.path): root for root in survey.roots_of(owners)}
    return sorted(found.values(), key=lambda root: root.shown), count


def _installs_ours(path: Path) -> bool:
    """Whether a module that is installed for a root module holds something of ours."""
    directories = {path / name for name in installed_directories(path).values()}
    return any(OURS.search(_bytes(file)) for directory in directories for file in module_files(directory))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.stat().st_size <= MAX_FILE else b""
    except OSError:
        return b""
