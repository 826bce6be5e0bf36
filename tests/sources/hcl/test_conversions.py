"""Terraform's conversions between numbers, strings and bools."""

from decimal import Decimal
from typing import Any

import pytest

from validator.sources.hcl.conversions import number, to_bool, to_number, to_string
from validator.sources.hcl.values import EvaluationError


@pytest.mark.parametrize(
    ("value", "text"),
    [(True, "true"), (12, "12"), (Decimal("1.50"), "1.5"), (Decimal("1e-7"), "0.0000001"), (10**21, "1" + "0" * 21)],
)
def test_primitive_values_become_strings(value: Any, text: str) -> None:
    assert to_string(value) == text


@pytest.mark.parametrize(
    ("convert", "value", "problem"),
    [
        (to_string, None, "a string is required, not null"),
        (to_string, {}, "a string is required, not an object"),
        (to_number, False, "a number is required, not a bool"),
        (to_number, "x1", "a number is required, and the string does not spell a decimal one"),
        (to_bool, [], "a bool is required, not a list"),
        (to_bool, "yes", 'a bool is required, and the string is neither "true" nor "false"'),
    ],
)
def test_a_failed_conversion_names_kinds_and_no_values(convert: Any, value: Any, problem: str) -> None:
    with pytest.raises(EvaluationError) as caught:
        convert(value)
    assert str(caught.value) == problem


def test_whole_numbers_are_ints_and_others_exact_decimals() -> None:
    assert type(number("1e3")) is int
    assert number(Decimal("2.50")) == Decimal("2.5")
    assert number(0.1) == Decimal("0.1")


@pytest.mark.parametrize("digits", ["Infinity", "NaN", "1e99999", "1e-99999"])
def test_numbers_without_bounds_are_refused(digits: str) -> None:
    with pytest.raises(EvaluationError):
        number(digits)
