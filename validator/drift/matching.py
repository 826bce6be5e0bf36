"""Which of some things are the same as which of others, whatever their order, where some are not known."""

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

from validator.model.three_valued import first_unknown
from validator.model.value import Unknown

T = TypeVar("T")
Alike = Callable[[T, T], bool | Unknown]


class Matching(NamedTuple, Generic[T]):
    """How the things of two sides go together.

    Attributes:
        expected: Those of the one side that have no counterpart.
        actual: Those of the other side that have none.
        doubt: Why it can't be told of some whether they are the same; ``None``: all others surely are.
    """

    expected: list[T]
    actual: list[T]
    doubt: Unknown | None


def match(expected: Sequence[T], actual: Sequence[T], alike: Alike[T]) -> Matching[T]:
    """Find a counterpart for as many things as possible, first for those that are surely the same.

    Args:
        expected: The things of the one side.
        actual: The things of the other side.
        alike: Whether two of them are the same, or an ``Unknown``.
    """
    answers = [[alike(ours, theirs) for theirs in actual] for ours in expected]
    pairs: dict[int, int] = {}
    for ours, row in enumerate(answers):
        sure = next((theirs for theirs, answer in enumerate(row) if answer is True and theirs not in pairs), None)
        if sure is not None:
            pairs[sure] = ours
    placed = set(pairs.values())
    for ours in range(len(expected)):
        if ours not in placed:
            _place(ours, answers, pairs, set())
    doubts = (answers[ours][theirs] for theirs, ours in pairs.items())
    paired = set(pairs.values())
    return Matching(
        [one for place, one in enumerate(expected) if place not in paired],
        [one for place, one in enumerate(actual) if place not in pairs],
        first_unknown(*doubts),
    )


def _place(ours: int, answers: list[list[bool | Unknown]], pairs: dict[int, int], tried: set[int]) -> bool:
    """Give a thing a counterpart that it may have; one that has a partner already may get another."""
    for theirs, answer in enumerate(answers[ours]):
        if answer is False or theirs in tried:
            continue
        tried.add(theirs)
        if theirs not in pairs or _place(pairs[theirs], answers, pairs, tried):
            pairs[theirs] = ours
            return True
    return False
