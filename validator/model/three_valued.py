"""The logic of facts of which some are not known: what is known may decide, and else an unknown one says why not."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from validator.model.value import Unknown, Value

T = TypeVar("T")


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


def each(values: Iterable[Value[T]], test: Callable[[T], Value[bool]]) -> Iterator[Value[bool]]:
    """What a test says of each value, for `some` and `every`; one that is unknown or absent stays so."""
    return (value if value is None or isinstance(value, Unknown) else test(value) for value in values)


def some_of(values: Value[Sequence[Value[T]]], test: Callable[[T], Value[bool]]) -> Value[bool]:
    """Whether some value of a list passes a test; a list that is unknown or absent stays so."""
    return values if values is None or isinstance(values, Unknown) else some(each(values, test))
