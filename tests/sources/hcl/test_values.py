"""Terraform's values in Python: kinds, equality, order, unknown parts."""

from decimal import Decimal
from typing import Any

import pytest

from validator.model.value import Reason, Unknown
from validator.sources.hcl.values import (
    TerraformSet,
    contains_unknown,
    equal,
    identity,
    kind,
    unknown_from,
)

LATER = Unknown(Reason.AFTER_APPLY, "x", ("a.b.arn",), "arn:")
MISSING = Unknown(Reason.NO_VALUE, "var.y")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "null"),
        (True, "bool"),
        (1, "number"),
        (Decimal("1.5"), "number"),
        ("a", "string"),
        ([], "list"),
        (TerraformSet(), "set"),
        ({}, "object"),
        (LATER, "unknown"),
    ],
)
def test_every_value_has_a_kind(value: Any, expected: str) -> None:
    assert kind(value) == expected


def test_a_float_is_no_value() -> None:
    with pytest.raises(TypeError, match=r"^not a Terraform value: float$"):
        kind(1.5)


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [
        (1, "1", False),
        (1, True, False),
        (1, Decimal(1), True),
        ([1, {"a": None}], [1, {"a": None}], True),
        ([1], TerraformSet([1]), False),
        ([1], [1, 2], False),
        ({"a": 1}, {"b": 1}, False),
        ([LATER, 1], ["x", 2], False),
        ({"a": LATER, "b": 1}, {"a": "x", "b": 2}, False),
    ],
)
def test_equality_is_deep_and_converts_nothing(left: Any, right: Any, verdict: bool) -> None:
    assert equal(left, right) is verdict


def test_equality_that_rests_on_an_unknown_part_is_unknown() -> None:
    assert equal([1, LATER, MISSING], [1, "x", "y"]) == Unknown(Reason.AFTER_APPLY, "x")
    assert equal(None, MISSING) == MISSING


def test_a_set_iterates_in_terraforms_order() -> None:
    assert TerraformSet(["b", "Z", None, "a", "b", "é"]) == ["Z", "a", "b", "é", None]
    assert TerraformSet([10, 9, Decimal("9.5"), 10]) == [9, Decimal("9.5"), 10]
    assert TerraformSet([True, False]) == [False, True]
    assert TerraformSet([{"a": 2}, {"a": 10}]) == [{"a": 10}, {"a": 2}]
    assert TerraformSet([{"a": None}, {"a": [True, "x"]}]) == [{"a": [True, "x"]}, {"a": None}]


def test_equal_values_share_their_identity() -> None:
    assert identity({"a": [1], "b": None}) == identity({"b": None, "a": [Decimal(1)]})
    assert identity([1]) != identity([True])
    assert identity([1]) != identity(TerraformSet([1]))


def test_an_unknown_part_is_found_at_any_depth() -> None:
    assert contains_unknown({"a": [{"b": LATER}]})
    assert not contains_unknown({"a": [{"b": "x"}]})


def test_what_is_made_of_unknown_values_has_the_reason_of_the_first_and_nothing_else() -> None:
    assert unknown_from("a", [LATER], MISSING) == Unknown(Reason.AFTER_APPLY, "x")
    with pytest.raises(ValueError, match="none of the values is unknown"):
        unknown_from("a")
