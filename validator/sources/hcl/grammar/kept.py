"""Where the parser's tables are kept between runs: building them takes a second, loading them a twentieth of one."""

import hashlib
import os
import stat
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def kept(build: Callable[[str], T], recipe: str) -> T:
    """What ``build`` makes, with a file for it to read, or to write when the file is not there.

    A new file is written under another name and then renamed, so that who reads never sees half of one.

    Args:
        build: Gets the path; builds anew when what it reads is damaged. An empty path means: no file.
        recipe: All that the result depends on besides the version of Python.
    """
    directory = _directory()
    if directory is None:
        return build("")
    digest = hashlib.sha256(f"{sys.version_info[:2]}\n{recipe}".encode()).hexdigest()[:16]
    file = directory / f"hcl-{digest}.lark"
    if file.is_file():
        return build(str(file))
    draft = directory / f"{file.name}.{os.getpid()}"
    result = build(str(draft))
    with suppress(OSError):
        draft.replace(file)
    return result


def _directory() -> Path | None:
    """A directory that is the user's alone, for a file that someone else can write could run code."""
    for candidate in (_user_cache() / "pullguard", Path(tempfile.gettempdir()) / f"pullguard-{_user()}"):
        with suppress(OSError):
            candidate.mkdir(mode=0o700, parents=True, exist_ok=True)
            if _is_private(candidate) and os.access(candidate, os.R_OK | os.W_OK | os.X_OK):
                return candidate
    return None


def _is_private(directory: Path) -> bool:
    if sys.platform == "win32":
        return True
    found = directory.lstat()
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022


def _user() -> str:
    return os.environ.get("USERNAME", "user") if sys.platform == "win32" else str(os.getuid())


def _user_cache() -> Path:
    """The platform's directory for caches."""
    if given := os.environ.get("XDG_CACHE_HOME"):
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", tempfile.gettempdir()))
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 (Path.home() raises where there is none)
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache")
