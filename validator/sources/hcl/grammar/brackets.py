"""Brackets that are open, one in the other."""

import re
from typing import NoReturn

import msgspec

from validator.sources.hcl.grammar.places import Places
from validator.sources.hcl.grammar.raw import Sequence

MAX_DEPTH = 250
"""Brackets and interpolations within each other. Terraform itself has no limit; nobody writes half as many."""

_CLOSERS = {"(": ")", "[": "]", "{": "}"}


class Bracket(msgspec.Struct):
    """An open bracket, and whether newlines mean something in it."""

    opener: str
    offset: int
    newlines: bool
    sequence: Sequence | None = None


class Brackets:
    """The open brackets of a text.

    Attributes:
        newlines: Whether newlines mean something outside of all brackets.
    """

    def __init__(self, places: Places) -> None:
        self.newlines = True
        self._places = places
        self._open: list[Bracket] = []

    def newlines_count(self) -> bool:
        """Whether newlines mean something here."""
        return self._open[-1].newlines if self._open else self.newlines

    def push(self, bracket: Bracket) -> None:
        """Open a bracket.

        Raises:
            HclError: There are too many within each other.
        """
        if len(self._open) >= MAX_DEPTH:
            raise self._places.error(f"nested more than {MAX_DEPTH} levels deep", bracket.offset, ours=True)
        self._open.append(bracket)

    def pop(self, match: re.Match[str]) -> Bracket:
        """Close the innermost bracket.

        Raises:
            HclError: None is open, or it is one of another kind.
        """
        if not self._open:
            self._refuse(f'"{match[0]}" closes nothing', match.start())
        bracket = self._open.pop()
        closer = _CLOSERS[bracket.opener[-1]]
        if match[0] != closer:
            self._refuse(f'expected "{closer}" but found "{match[0]}"', match.start())
        return bracket

    def refuse_open(self) -> None:
        """Refuse a text that ends before its brackets do.

        Raises:
            HclError: It does.
        """
        if self._open:
            self._refuse(f'this "{self._open[-1].opener}" is never closed', self._open[-1].offset)

    def _refuse(self, problem: str, offset: int) -> NoReturn:
        raise self._places.error(problem, offset)
