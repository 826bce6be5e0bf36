"""Numbers, strings and bools from each other, as Terraform converts them where another type is needed."""

import re
from decimal import Context, Decimal
from typing import Any

from validator.sources.hcl.values import EvaluationError, kind

ARITHMETIC = Context(prec=155)
"""Terraform computes with 512 bits of mantissa, which is 154 decimal digits and a part of one."""

_MAX_EXPONENT = 4_000
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_TRUE = ("true", "1")
_FALSE = ("false", "0")


def number(value: Decimal | str | float) -> int | Decimal:
    """A number as `validator.sources.hcl.values` spells it.

    Raises:
        EvaluationError: It is infinite, or has more digits than anyone needs.
    """
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not exact.is_finite() or abs(exact.adjusted()) > _MAX_EXPONENT:
        raise EvaluationError("the number is infinite, too large or too small")
    if exact == exact.to_integral_value():
        return int(exact)
    return exact.normalize(ARITHMETIC)


def to_string(value: Any) -> str:
    """A bool, number or string as a string; numbers without exponent and without trailing zeros."""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return _digits(value)
        case Decimal():
            return format(value.normalize(ARITHMETIC), "f")
        case str():
            return value
    raise EvaluationError(f"a string is required, not {_article(value)}")


def _digits(value: int) -> str:
    try:
        return str(value)
    except ValueError:
        raise EvaluationError("the number has too many digits") from None


def to_number(value: Any) -> int | Decimal:
    """A number, or a string that spells a decimal one."""
    match value:
        case bool():
            pass
        case int() | Decimal():
            return value
        case str() if _NUMBER.fullmatch(value):
            return number(value)
        case str():
            raise EvaluationError("a number is required, and the string does not spell a decimal one")
    raise EvaluationError(f"a number is required, not {_article(value)}")


def to_bool(value: Any) -> bool:
    """A bool, or a string that spells one."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        if value in _TRUE or value in _FALSE:
            return value in _TRUE
        raise EvaluationError('a bool is required, and the string is neither "true" nor "false"')
    raise EvaluationError(f"a bool is required, not {_article(value)}")


def _article(value: Any) -> str:
    name = kind(value)
    return name if name in ("null", "unknown") else f"an {name}" if name == "object" else f"a {name}"
