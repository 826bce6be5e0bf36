"""Reading many roots: one after the other, or side by side in processes where that pays."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Generic, TypeVar

from validator.sources.hcl.files import module_files
from validator.sources.hcl.library import Library
from validator.sources.hcl.run import Options
from validator.sources.hcl.source import Reading, read_root
from validator.sources.hcl.survey import Directory

T = TypeVar("T")

# Starting processes costs some 0.2 s; so much source takes a second or two to parse.
_WORTHWHILE = 400_000


def read_roots(roots: Sequence[Directory], options: Options, finish: Callable[[Reading], T]) -> Iterator[T]:
    """What is made of each root, in the order of the roots.

    Args:
        roots: The root modules.
        options: How to read them.
        finish: Makes something of a reading; a function that other processes can import. Its result is handed back.
    """
    workers = min(len(roots), os.cpu_count() or 1)
    if workers > 1 and sum(map(_size, roots)) > _WORTHWHILE:
        with ProcessPoolExecutor(workers) as pool:
            yield from pool.map(_Work(options, finish), roots)
        return
    library = Library()
    for root in roots:
        yield finish(read_root(root.path, root.shown, library, options))


class _Work(Generic[T]):
    """Reads a root in another process."""

    def __init__(self, options: Options, finish: Callable[[Reading], T]) -> None:
        self._options = options
        self._finish = finish

    def __call__(self, root: Directory) -> T:
        return self._finish(read_root(root.path, root.shown, Library(), self._options))


def _size(root: Directory) -> int:
    """The bytes of a root's own files; those of the modules it calls are not counted."""
    return sum(path.stat().st_size for path in module_files(root.path))
