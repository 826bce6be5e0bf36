"""``condition ? then : otherwise``, three-valued."""

from collections.abc import Callable
from typing import Any

from validator.model.value import Unknown
from validator.sources.hcl.conversions import to_bool
from validator.sources.hcl.unify import unify
from validator.sources.hcl.values import EvaluationError, contains_unknown, kind


def choose(condition: Any, then: Callable[[], Any], otherwise: Callable[[], Any]) -> Any:
    """``condition ? then : otherwise``; an unknown condition leaves what both sides have in common.

    Raises:
        EvaluationError: The condition is null or no bool, or the chosen side fails.
    """
    if isinstance(condition, Unknown):
        return _either(condition, then(), otherwise())
    if condition is None:
        raise EvaluationError("a condition is null")
    chosen, other = (then, otherwise) if to_bool(condition) else (otherwise, then)
    value = chosen()
    # Both sides have one type: a number becomes a string beside a string, also inside lists and objects.
    if value is None or isinstance(value, str | Unknown):
        return value
    try:
        return unify([value, other()])[0]
    except EvaluationError:
        return value


def _either(condition: Unknown, left: Any, right: Any) -> Any:
    if not contains_unknown([left, right]) and left == right and kind(left) == kind(right):
        return left
    refers_to: tuple[str, ...] = ()
    if isinstance(left, Unknown) and isinstance(right, Unknown) and left.refers_to and right.refers_to:
        refers_to = tuple(dict.fromkeys(left.refers_to + right.refers_to))
    return Unknown(condition.reason, condition.detail, refers_to, _common_prefix(_beginning(left), _beginning(right)))


def _common_prefix(left: str, right: str) -> str:
    length = next((place for place, pair in enumerate(zip(left, right, strict=False)) if pair[0] != pair[1]), None)
    return left[: min(len(left), len(right)) if length is None else length]


def _beginning(value: Any) -> str:
    if isinstance(value, Unknown):
        return value.prefix
    return value if isinstance(value, str) else ""
