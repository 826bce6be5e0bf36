"""Terraform's values as Python ones, and what Terraform does with them everywhere: equality and order.

==============  ==========================================================================
Terraform       Python
==============  ==========================================================================
null            ``None``
bool, string    ``bool``, ``str``
number          ``int`` when integral, else :class:`decimal.Decimal`
list, tuple     ``list``
set             :class:`TerraformSet`
map, object     ``dict`` with string keys
unknown         :class:`~validator.model.value.Unknown`, alone or anywhere inside the others
==============  ==========================================================================

Lists and tuples are not told apart, nor are maps and objects: what Terraform decides by that alone is decided here as
for tuples and objects, which is what literals are.
"""

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from validator.model.value import Unknown

MAX_NODES = 1_000_000
"""How many elements at all depths a value may have that is looked through as a whole."""

MAX_TEXT = 50_000_000
"""How many characters its strings may have together."""


class EvaluationError(Exception):
    """An expression that Terraform would refuse, or that is too large to evaluate; the text holds no values."""


class TerraformSet(list[Any]):
    """A set: without duplicates, in the order in which Terraform iterates over it; no unknown elements.

    Strings are ordered by code point, numbers by size, ``false`` before ``true``, null last.
    """

    def __init__(self, items: Iterable[Any] = ()) -> None:
        super().__init__(sorted({identity(item): item for item in items}.values(), key=_order))


def kind(value: Any) -> str:
    """What a value is: ``null``, ``bool``, ``number``, ``string``, ``list``, ``set``, ``object`` or ``unknown``."""
    match value:
        case None:
            return "null"
        case bool():
            return "bool"
        case int() | Decimal():
            return "number"
        case str():
            return "string"
        case TerraformSet():
            return "set"
        case list():
            return "list"
        case dict():
            return "object"
        case Unknown():
            return "unknown"
    raise TypeError(f"not a Terraform value: {type(value).__name__}")


def equal(left: Any, right: Any) -> bool | Unknown:
    """Terraform's ``==``: deep, without conversion between types; unknown when that rests on an unknown part."""
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return unknown_from(left, right)
    if kind(left) != kind(right):
        return False
    if isinstance(left, dict):
        if left.keys() != right.keys():
            return False
        return _all_equal((value, right[key]) for key, value in left.items())
    if isinstance(left, list):
        return len(left) == len(right) and _all_equal(zip(left, right, strict=True))
    return bool(left == right)


def _all_equal(pairs: Iterable[tuple[Any, Any]]) -> bool | Unknown:
    verdict: bool | Unknown = True
    for left, right in pairs:
        same = equal(left, right)
        if same is False:
            return False
        if isinstance(same, Unknown) and verdict is True:
            verdict = same
    return verdict


def identity(value: Any) -> Any:
    """A hashable stand-in: two known values have the same one exactly when they are equal."""
    match value:
        case list():
            return (kind(value), tuple(identity(item) for item in value))
        case dict():
            return ("object", tuple(sorted((key, identity(item)) for key, item in value.items())))
    return (kind(value), value)


def first_unknown(value: Any) -> Unknown | None:
    """The first unknown part of a value, itself included.

    Raises:
        EvaluationError: The value is too large to look through (such as lists of lists that double at each level).
    """
    pending = [value]
    elements = characters = 0
    while pending:
        item = pending.pop()
        if isinstance(item, Unknown):
            return item
        if isinstance(item, str):
            characters += len(item)
        elif isinstance(item, list | dict):
            elements += len(item)
            if elements > MAX_NODES:
                raise EvaluationError("the value is too large")
            pending.extend(reversed(item if isinstance(item, list) else item.values()))
    if characters > MAX_TEXT:
        raise EvaluationError("the value is too large")
    return None


def contains_unknown(value: Any) -> bool:
    """Whether a value or any part of it is unknown."""
    return first_unknown(value) is not None


def unknown_from(*values: Any) -> Unknown:
    """The result of an operation on values of which some part is unknown: unknown for the reason of the first.

    What the part refers to and begins with does not carry over, as the result is another value.
    """
    cause = first_unknown(list(values))
    if cause is None:
        raise ValueError("none of the values is unknown")
    return Unknown(cause.reason, cause.detail)


def _order(value: Any) -> tuple[int, Any]:
    match value:
        case None:
            return (4, 0)
        case bool():
            return (0, value)
        case int() | Decimal():
            return (1, value)
        case str():
            return (2, value)
    return (3, _digest(value).encode())


def _digest(value: Any) -> str:
    # Terraform orders compound elements by the text that it hashes them by.
    match value:
        case None:
            return "~"
        case bool():
            return "T" if value else "F"
        case int() | Decimal():
            return f"{float(Decimal(value)):.10g}"
        case str():
            return json.dumps(value, ensure_ascii=False)
        case dict():
            return "<" + "".join(_digest(value[key]) + ";" for key in sorted(value)) + ">"
        case list():
            return "<" + "".join(_digest(item) + ";" for item in value) + ">"
    return "?"
