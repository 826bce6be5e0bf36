"""Functions on numbers."""

import math
import string as alphabet
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from validator.model.value import Unknown
from validator.sources.hcl.conversions import ARITHMETIC, number, to_number
from validator.sources.hcl.functions.parameters import BOOLS, anything, integer, numeric, whole
from validator.sources.hcl.functions.signature import Accepts, Function, Parameter
from validator.sources.hcl.values import EvaluationError, kind, unknown_from

MAX_RANGE = 1024
_DIGITS = alphabet.digits + alphabet.ascii_lowercase + alphabet.ascii_uppercase
_BASES = range(2, len(_DIGITS) + 1)
_CASELESS_BASE = 36
_MAX_DIGITS = 1_000


def _abs(value: int | Decimal) -> int | Decimal:
    # Python's own abs would round a Decimal to the digits of the thread's context.
    return value.copy_abs() if isinstance(value, Decimal) else abs(value)


def _log(value: Any, base: Any) -> Any:
    try:
        return number(math.log(value) / math.log(base))
    except (ValueError, ZeroDivisionError, OverflowError):
        raise EvaluationError("log: the result is not a finite number") from None


def _pow(value: Any, power: Any) -> Any:
    # Terraform computes powers and logarithms with 64 bits.
    try:
        result = math.pow(value, power)
    except (ValueError, OverflowError, ZeroDivisionError):
        raise EvaluationError("pow: the result is not a finite number") from None
    return number(result)


def _parseint(text: Any, base: int) -> int:
    if not isinstance(text, str):
        raise EvaluationError(f"parseint: a string is required, not {kind(text)}")
    if base not in _BASES:
        raise EvaluationError("parseint: the base must be a whole number from 2 to 62")
    digits = text[1:] if text[:1] in ("+", "-") else text
    values = [_DIGITS.find(d.lower() if base <= _CASELESS_BASE else d) for d in digits]
    if not 0 < len(values) <= _MAX_DIGITS or not all(0 <= value < base for value in values):
        raise EvaluationError(f"parseint: the string is not an integer of base {base}")
    result = 0
    for value in values:
        result = result * base + value
    return -result if text[0] == "-" else result


def _range(*limits: Any) -> list[Any]:
    match limits:
        case [end]:
            start, step = 0, -1 if end < 0 else 1
        case [start, end]:
            step = -1 if end < start else 1
        case [start, end, step]:
            pass
        case _:
            raise EvaluationError("range takes one, two or three arguments")
    if (end - start) * step < 0:
        raise EvaluationError("range: the step leads away from the end")
    values: list[Any] = []
    position: int | Decimal = start
    while position < end if end > start else position > end:
        if len(values) == MAX_RANGE:
            raise EvaluationError(f"range: more than {MAX_RANGE} values")
        values.append(position)
        position = number(ARITHMETIC.add(Decimal(position), Decimal(step)))
    return values


def _extreme(name: str, choose: Any) -> Function:
    def body(*numbers: Any) -> Any:
        if not numbers:
            raise EvaluationError(f"{name}: at least one number is required")
        return choose(numbers)

    return Function(name, body, variadic=numeric("numbers"))


def _sum(values: Any) -> Any:
    if not isinstance(values, list):
        raise EvaluationError("sum: a list, set or tuple is required")
    if not values:
        raise EvaluationError("sum: the list is empty")
    total = Decimal(0)
    for value in values:
        total = ARITHMETIC.add(total, Decimal(to_number(value)))
    return number(total)


def _signum(value: int) -> int:
    return (value > 0) - (value < 0)


def _alltrue(flags: list[bool | Unknown | None]) -> bool | Unknown:
    # Null counts as false. Terraform stops at the first flag that it does not know.
    for flag in flags:
        if isinstance(flag, Unknown):
            return unknown_from(flag)
        if not flag:
            return False
    return True


def _anytrue(flags: list[bool | Unknown | None]) -> bool | Unknown:
    if True in flags:
        return True
    return unknown_from(flags) if any(isinstance(flag, Unknown) for flag in flags) else False


_FLAGS = (Parameter("list", BOOLS, Accepts.UNKNOWN_INSIDE),)
FUNCTIONS = (
    Function("abs", _abs, (numeric("num"),)),
    Function("alltrue", _alltrue, _FLAGS),
    Function("anytrue", _anytrue, _FLAGS),
    Function("ceil", lambda n: int(Decimal(n).to_integral_value(ROUND_CEILING)), (numeric("num"),)),
    Function("floor", lambda n: int(Decimal(n).to_integral_value(ROUND_FLOOR)), (numeric("num"),)),
    Function("log", _log, (numeric("num"), numeric("base"))),
    _extreme("max", max),
    _extreme("min", min),
    Function("parseint", _parseint, (Parameter("number", anything), integer("base"))),
    Function("pow", _pow, (numeric("num"), numeric("power"))),
    Function("range", _range, variadic=numeric("params")),
    Function("signum", _signum, (Parameter("num", whole),)),
    Function("sum", _sum, (Parameter("list", anything),)),
)
