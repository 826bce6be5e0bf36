"""Terraform's operators, three-valued: an unknown operand makes the result unknown unless the other one decides."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from validator.model.value import Unknown
from validator.sources.hcl.conversions import ARITHMETIC, number, to_bool, to_number
from validator.sources.hcl.values import EvaluationError, equal, unknown_from


def unary(operator: str, operand: Any) -> Any:
    """``-x`` or ``!x``.

    Raises:
        EvaluationError: The operand is null or of a wrong type.
    """
    if isinstance(operand, Unknown):
        return unknown_from(operand)
    if operator == "!":
        return not _bool(operand)
    value = _number(operand)
    # Python's own minus would round a Decimal to the digits of the thread's context.
    return value.copy_negate() if isinstance(value, Decimal) else -value


def binary(operator: str, left: Any, right: Any) -> Any:
    """``left operator right``, for all operators but ``&&`` and ``||``.

    Raises:
        EvaluationError: An operand is null or of a wrong type, or the divisor is zero.
    """
    if operator in {"==", "!="}:
        same = _same(left, right)
        return same if isinstance(same, Unknown) else same is (operator == "==")
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return unknown_from(left, right)
    return _ARITHMETIC[operator](_number(left), _number(right))


def logical(operator: str, left: Any, right: Callable[[], Any]) -> Any:
    """``&&`` or ``||``; the right side is asked only when the left one does not decide.

    Terraform before 1.12 evaluates both sides always, and calls the result unknown when one side is. A decided result
    does not depend on what the unknown side turns out to be, so it is known here.

    Raises:
        EvaluationError: An operand is null or no bool.
    """
    decisive = operator == "||"
    if not isinstance(left, Unknown) and _bool(left) is decisive:
        return decisive
    other = right()
    if not isinstance(other, Unknown) and _bool(other) is decisive:
        return decisive
    if isinstance(left, Unknown) or isinstance(other, Unknown):
        return unknown_from(left, other)
    return not decisive


def _same(left: Any, right: Any) -> bool | Unknown:
    # A string that is known in part is no null, whatever follows.
    for one, other in ((left, right), (right, left)):
        if other is None and isinstance(one, Unknown) and one.prefix:
            return False
        if isinstance(one, Unknown) and one.prefix and isinstance(other, str) and not other.startswith(one.prefix):
            return False
    same: bool | Unknown = equal(left, right)
    return same


def _bool(value: Any) -> bool:
    if value is None:
        raise EvaluationError("an operand is null where a bool is needed")
    converted: bool = to_bool(value)
    return converted


def _number(value: Any) -> Any:
    if value is None:
        raise EvaluationError("an operand is null where a number is needed")
    return to_number(value)


def _divide(left: Any, right: Any) -> Any:
    if right == 0:
        raise EvaluationError("division by zero")
    return number(ARITHMETIC.divide(Decimal(left), Decimal(right)))


def _modulo(left: Any, right: Any) -> Any:
    # Terraform calls x % 0 no error.
    if right == 0:
        return left
    # The sign follows the dividend, as in Go; Python's own % follows the divisor.
    return number(ARITHMETIC.remainder(Decimal(left), Decimal(right)))


_ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda left, right: number(ARITHMETIC.add(Decimal(left), Decimal(right))),
    "-": lambda left, right: number(ARITHMETIC.subtract(Decimal(left), Decimal(right))),
    "*": lambda left, right: number(ARITHMETIC.multiply(Decimal(left), Decimal(right))),
    "/": _divide,
    "%": _modulo,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}
