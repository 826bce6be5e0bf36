"""What the comparison of two values gives: they are the same, they differ, or nobody can tell."""

from typing import NamedTuple, TypeAlias

from validator.drift.words import LONGEST, shortened
from validator.model.value import Unknown

_BEFORE = 40


class Differs(NamedTuple):
    """Two values that differ, each in words."""

    expected: str
    actual: str


def differs(expected: str, actual: str) -> Differs:
    """A difference in words that differ, also where they are too long to be shown whole."""
    pairs = enumerate(zip(expected, actual, strict=False))
    start = next((place for place, (ours, theirs) in pairs if ours != theirs), 0) - _BEFORE
    if start > 0 and max(len(expected), len(actual)) > LONGEST:
        expected, actual = f"…{expected[start:]}", f"…{actual[start:]}"
    expected, actual = shortened(expected), shortened(actual)
    return Differs(expected, actual if actual != expected else f"{actual}, written otherwise")


# ``None``: they mean the same.
Answer: TypeAlias = Differs | Unknown | None
