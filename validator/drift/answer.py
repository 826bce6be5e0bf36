"""What the comparison of two values gives: they are the same, they differ, or nobody can tell."""

from collections.abc import Iterable
from typing import NamedTuple, TypeAlias

from validator.model.value import Unknown, Value


class Differs(NamedTuple):
    """Two values that differ, each in words."""

    expected: str
    actual: str


# ``None``: they mean the same.
Answer: TypeAlias = Differs | Unknown | None


def every(facts: Iterable[Value[bool]]) -> bool | Unknown:
    """Whether all facts hold: one that does not decides, and an unknown one leaves it open."""
    unknown: Unknown | None = None
    for fact in facts:
        if isinstance(fact, Unknown):
            unknown = unknown or fact
        elif not fact:
            return False
    return unknown or True
