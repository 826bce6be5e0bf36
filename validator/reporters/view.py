"""How a report is to be shown."""

from collections.abc import Sequence
from typing import TypeVar

import msgspec

T = TypeVar("T")

SHOWN = 20
"""How much of a long list is shown unless all of it is asked for."""


class View(msgspec.Struct, frozen=True, kw_only=True):
    """What the reader's screen can do and what the reader wants to see.

    Attributes:
        colour: Whether the text may hold ANSI colours.
        width: The columns that a line should stay within.
        ascii: Whether to do without characters beyond ASCII of our own.
        undecided: Whether to list each undecided check instead of counting them.
        every: Whether to show long lists whole.
        quiet: Whether to show only what failed.
    """

    colour: bool = False
    width: int = 100
    ascii: bool = False
    undecided: bool = False
    every: bool = False
    quiet: bool = False

    def first(self, items: Sequence[T]) -> Sequence[T]:
        """What is shown of a list."""
        return items if self.every else items[:SHOWN]
