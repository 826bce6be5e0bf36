"""Sets of strings that IAM patterns describe: ``*`` is any characters, ``?`` is one.

A `Language` is what some sets of patterns match together, less what others match. Languages are closed under what a
policy needs: an Allow and a resource meet, a Deny takes something away. Whether one is empty is decided exactly.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from validator.model.permissions.actions import wildcard
from validator.model.permissions.automaton import TooComplex, search

__all__ = ["ANYTHING", "Language", "TooComplex", "covers", "head", "language"]

_WILD = re.compile(r"[*?]")
# Stands for the "*" of a pattern that is itself matched; no policy may hold it.
_STAR = "\ufdd0"


class Language(NamedTuple):
    """A set of strings.

    Attributes:
        within: Of each of these sets of patterns one must match; an empty set matches nothing.
        without: None of these may match.
    """

    within: tuple[frozenset[str], ...] = ()
    without: frozenset[str] = frozenset()

    def meet(self, other: "Language") -> "Language":
        """What is in both."""
        return Language(tuple(dict.fromkeys((*self.within, *other.within))), self.without | other.without)

    def less(self, other: "Language") -> list["Language"]:
        """What is in this one only, as a union: what each set of the other refuses, and what the other leaves out."""
        outside = [Language(self.within, self.without | patterns) for patterns in other.within]
        if other.without:
            outside.append(self.meet(Language((other.without,))))
        return outside

    def holds(self, text: str) -> bool:
        """Whether a string is in it."""
        return all(_one_of(patterns, text) for patterns in self.within) and not _one_of(self.without, text)

    def witness(self) -> str | None:
        """A string in it, a telling one where there is one; ``None`` where it is empty.

        Raises:
            TooComplex: It can't be told within bounds.
        """
        return _witness(self)


def language(patterns: Iterable[str]) -> Language:
    """The strings that one of the patterns matches."""
    return Language((frozenset(patterns),))


ANYTHING = Language()


def head(pattern: str) -> str:
    """What stands before the first wildcard of a pattern."""
    return _WILD.split(pattern, maxsplit=1)[0]


def covers(pattern: str, other: str) -> bool:
    """Whether a pattern matches all that another one matches."""
    return Language((frozenset({other}),), frozenset({pattern})).witness() is None


@lru_cache(maxsize=8192)
def _witness(found: Language) -> str | None:
    if any(not patterns for patterns in found.within) or _surely_empty(found):
        return None
    for patterns in found.within:
        for pattern in sorted(patterns, key=lambda one: (one.count("*"), one)):
            text = re.sub("[*?]+", _filled, pattern)
            if found.holds(text):
                return text
    return search(found.within, found.without)


def _surely_empty(found: Language) -> bool:
    """Whether each pattern of some set is covered by one that is left out: quick, true only where it is so."""
    return bool(found.without) and any(
        all(any(_plainly_covers(out, pattern) for out in found.without) for pattern in patterns)
        for patterns in found.within
    )


def _plainly_covers(pattern: str, other: str) -> bool:
    return pattern == other or _over_patterns(pattern).fullmatch(other.replace("*", _STAR)) is not None


@lru_cache(maxsize=4096)
def _over_patterns(pattern: str) -> re.Pattern[str]:
    """What matches patterns that say no more than a pattern does."""
    parts = ({"*": ".*", "?": f"[^{_STAR}]"}.get(char) or re.escape(char) for char in pattern)
    return re.compile("".join(parts), re.DOTALL)


def _filled(wildcards: re.Match[str]) -> str:
    return "example" if "*" in wildcards[0] else "x" * len(wildcards[0])


def _one_of(patterns: Iterable[str], text: str) -> bool:
    return any(wildcard(pattern).fullmatch(text) for pattern in patterns)
