"""The logic of facts of which some are not known: what is known may decide, and else an unknown one says why not."""

from collections.abc import Iterable
from typing import Any

from validator.model.value import Unknown, Value


def first_unknown(*values: Any) -> Unknown | None:
    """The first value that is not known."""
    return next((value for value in values if isinstance(value, Unknown)), None)


def some(facts: Iterable[Value[bool]]) -> bool | Unknown:
    """Whether some fact holds: one that does decides, and else an unknown one leaves it open."""
    unknown: Unknown | None = None
    for fact in facts:
        if isinstance(fact, Unknown):
            unknown = unknown or fact
        elif fact:
            return True
    return unknown or False


def every(facts: Iterable[Value[bool]]) -> bool | Unknown:
    """Whether all facts hold: one that does not, or is absent, decides; else an unknown one leaves it open."""
    unknown: Unknown | None = None
    for fact in facts:
        if isinstance(fact, Unknown):
            unknown = unknown or fact
        elif not fact:
            return False
    return unknown or True
