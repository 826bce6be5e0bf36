"""Laying what is unknown or sensitive over the values of a plan or state."""

from collections.abc import Callable
from typing import Any

from validator.model.value import Reason, Unknown

Explain = Callable[[Any], Unknown]

_SENSITIVE = Unknown(Reason.SENSITIVE)


def with_unknowns(value: Any, unknown: Any, expression: Any, explain: Explain) -> Any:
    """A value with an ``Unknown`` wherever ``after_unknown`` has ``true``.

    Args:
        value: The known part.
        unknown: The same shape with ``true`` at what is unknown.
        expression: The configuration's expression for it, in the same shape where blocks are written out.
        explain: Gives the ``Unknown`` for an expression.
    """
    if unknown is True:
        return explain(expression)
    if isinstance(unknown, dict) and unknown:
        known = value if isinstance(value, dict) else {}
        for name, below in unknown.items():
            if below:
                inner = expression.get(name) if isinstance(expression, dict) else None
                known[name] = with_unknowns(known.get(name), below, inner, explain)
        return known
    if isinstance(unknown, list) and unknown:
        items = value if isinstance(value, list) else [None] * len(unknown)
        written = _per_item(expression, len(items))
        for place, below in enumerate(unknown[: len(items)]):
            if below:
                items[place] = with_unknowns(items[place], below, written[place], explain)
        return items
    return value


def _per_item(expression: Any, length: int) -> list[Any]:
    """The expression of each item: blocks are listed one by one, a list's items share one."""
    if isinstance(expression, list) and len(expression) == length:
        return expression
    return [expression] * length


def without_sensitive(value: Any, sensitive: Any) -> Any:
    """A value with everything that is marked sensitive made unknown: it may be judged by nobody and printed nowhere."""
    if sensitive is True:
        return value if value is None or isinstance(value, Unknown) else _SENSITIVE
    if isinstance(sensitive, dict) and isinstance(value, dict):
        for name, below in sensitive.items():
            if below and name in value:
                value[name] = without_sensitive(value[name], below)
    elif isinstance(sensitive, list) and isinstance(value, list):
        for place, below in enumerate(sensitive[: len(value)]):
            if below:
                value[place] = without_sensitive(value[place], below)
    return value
