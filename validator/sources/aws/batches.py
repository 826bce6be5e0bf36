"""Lists in the portions that a call takes."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")


def batches(items: Sequence[T], size: int) -> Iterator[list[T]]:
    """The items in their order, so many at once."""
    for start in range(0, len(items), size):
        yield list(items[start : start + size])
