"""Spelling numbers as the verbs ``%f``, ``%e`` and ``%g`` do."""

from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

_MANTISSA_BITS = 512
_EXACT = Context(prec=20_000)
_DEFAULT_PRECISION = 6
_SMALLEST_PLAIN = -4


def plain(value: Decimal, precision: int | None) -> str:
    """``%f``: 6 digits behind the point unless the precision says otherwise."""
    digits = _DEFAULT_PRECISION if precision is None else precision
    return format(_binary(value).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_EVEN, _EXACT), "f")


def exponential(value: Decimal, precision: int | None) -> str:
    """``%e``: one digit before the point, an exponent of two digits at least."""
    digits = _DEFAULT_PRECISION if precision is None else precision
    return _two_digit_exponent(format(_binary(value), f".{digits}e") if value else format(0.0, f".{digits}e"))


def general(value: Decimal, precision: int | None) -> str:
    """``%g``: the shortest spelling; with an exponent below -4, and from 6 (or the precision) on."""
    if not value:
        return "0"
    if precision is not None:
        rounded = Context(prec=max(precision, 1), rounding=ROUND_HALF_EVEN).plus(_binary(value))
        limit = max(precision, 1)
    else:
        rounded, limit = value, _DEFAULT_PRECISION
    rounded = rounded.normalize(_EXACT)
    exponent = rounded.adjusted()
    if _SMALLEST_PLAIN <= exponent < limit:
        return format(rounded, "f")
    mantissa = rounded.scaleb(-exponent, _EXACT)
    return _two_digit_exponent(f"{mantissa:f}e{exponent:+d}")


def _two_digit_exponent(text: str) -> str:
    mantissa, _, exponent = text.partition("e")
    return f"{mantissa}e{exponent[0]}{exponent[1:].zfill(2)}"


def _binary(value: Decimal) -> Decimal:
    """The number that Terraform holds in its place: the nearest one of 512 binary digits.

    It decides which way a decimal fraction rounds that looks like a tie.
    """
    if value == value.to_integral_value():
        return value
    ratio = Fraction(value)
    shift = _MANTISSA_BITS - (ratio.numerator.bit_length() - ratio.denominator.bit_length())
    mantissa = round(ratio * Fraction(2) ** shift)
    return _EXACT.divide(Decimal(mantissa), Decimal(2**shift)) if shift > 0 else value
