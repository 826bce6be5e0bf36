"""What a result says of unknown arguments: its reason, what it refers to, what it begins with."""

from pathlib import Path
from typing import Any

import pytest

from validator.model.value import Reason, Unknown
from validator.sources.hcl.functions import Context, call
from validator.sources.hcl.values import EvaluationError

ARN = Unknown(Reason.AFTER_APPLY, "arn", ("aws_secretsmanager_secret.hub.arn",))
OTHER = Unknown(Reason.NO_VALUE, "var.other", ("aws_secretsmanager_secret.other.arn",))
NAMED = Unknown(Reason.NO_VALUE, "var.name", prefix="team-")


def context(template: Any = "") -> Context:
    return Context(Path("/nowhere"), Path("/nowhere"), lambda *_: template)


def result(name: str, *arguments: Any) -> Any:
    return call(name, list(arguments), context())


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("coalesce", [None, "", ARN]),
        ("one", [[ARN]]),
        ("element", [[1, ARN], 1]),
        ("lookup", [{"a": ARN}, "a", "b"]),
        ("lookup", [{}, "a", ARN]),
        ("tostring", [ARN]),
        ("sensitive", [ARN]),
        ("nonsensitive", [ARN]),
        ("ephemeralasnull", [ARN]),
        ("tolist", [ARN]),
    ],
)
def test_a_value_that_is_passed_on_keeps_what_it_refers_to(name: str, arguments: list[Any]) -> None:
    assert result(name, *arguments) == ARN


def test_coalesce_of_two_unknown_values_is_one_of_both() -> None:
    assert result("coalesce", ARN, OTHER) == Unknown(Reason.AFTER_APPLY, "arn", ARN.refers_to + OTHER.refers_to)


def test_a_value_that_is_made_of_others_refers_to_nothing() -> None:
    assert result("upper", ARN) == Unknown(Reason.AFTER_APPLY, "arn")


def test_the_first_unknown_argument_gives_the_reason() -> None:
    assert result("jsonencode", {"a": 1, "b": [OTHER, ARN]}) == Unknown(Reason.NO_VALUE, "var.other")


@pytest.mark.parametrize(
    ("name", "arguments", "prefix"),
    [
        ("format", ["ecr-pullthroughcache/%s", NAMED], "ecr-pullthroughcache/team-"),
        ("format", ["%s/%s/%d", "a", ARN, 1], "a/"),
        ("format", ["a%5s", NAMED], "a"),
        ("format", ["a%q", NAMED], "a"),
        ("format", ["x%v", ["a", NAMED]], "x"),
        ("join", ["/", ["a", "b", NAMED, "c"]], "a/b/team-"),
        ("join", ["/", [NAMED]], "team-"),
        ("join", ["/", ["a"], NAMED], "a"),
    ],
)
def test_a_string_keeps_what_it_is_known_to_begin_with(name: str, arguments: list[Any], prefix: str) -> None:
    unknown = result(name, *arguments)
    assert isinstance(unknown, Unknown)
    assert unknown.prefix == prefix
    assert unknown.refers_to == ()


@pytest.mark.parametrize(
    ("prefix", "verdict"), [("te", True), ("team-", True), ("", True), ("x", False), ("team-a", None), ("teams", False)]
)
def test_startswith_is_decided_by_the_known_prefix(prefix: str, verdict: bool | None) -> None:
    got = result("startswith", NAMED, prefix)
    assert got is verdict if verdict is not None else got == Unknown(Reason.NO_VALUE, "var.name")


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("length", [[ARN, "a"]], 2),
        ("merge", [{"a": ARN}, {"b": 1}], {"a": ARN, "b": 1}),
        ("concat", [["a"], [ARN]], ["a", ARN]),
        ("keys", [{"b": ARN, "a": 1}], ["a", "b"]),
        ("values", [{"b": ARN, "a": 1}], [1, ARN]),
        ("flatten", [[[{"a": ARN}], []]], [{"a": ARN}]),
        ("zipmap", [["a"], [ARN]], {"a": ARN}),
        ("setproduct", [["a"], [ARN]], [["a", ARN]]),
        ("tomap", [{"a": ARN}], {"a": ARN}),
        ("formatlist", ["%s", ["a", ARN]], ["a", Unknown(Reason.AFTER_APPLY, "arn")]),
        ("sort", [["b", ARN]], [Unknown(Reason.AFTER_APPLY, "arn")] * 2),
    ],
)
def test_what_is_known_of_a_collection_stays_known(name: str, arguments: list[Any], expected: Any) -> None:
    assert result(name, *arguments) == expected


def test_a_set_with_an_unknown_element_is_unknown() -> None:
    assert result("toset", ["a", ARN]) == Unknown(Reason.AFTER_APPLY, "arn")


def test_a_list_that_may_hold_an_unknown_list_is_not_flattened() -> None:
    assert result("flatten", [["a"], ARN]) == Unknown(Reason.AFTER_APPLY, "arn")


def test_arguments_are_checked_before_their_unknown_parts_count() -> None:
    with pytest.raises(EvaluationError, match=r"^replace: the argument substr must not be null$"):
        result("replace", ARN, None, "x")


def test_a_template_that_is_rendered_in_part_stays_unknown() -> None:
    arguments = ["${name}", {"name": NAMED}]
    assert call("templatestring", arguments, context(NAMED)) is NAMED


def test_a_home_directory_depends_on_the_machine() -> None:
    unknown = result("pathexpand", "~/.ssh")
    assert isinstance(unknown, Unknown)
    assert unknown.reason is Reason.IMPURE


def test_a_providers_function_is_unknown() -> None:
    assert result("provider::aws::arn_parse", "x").reason is Reason.UNSUPPORTED


def test_core_functions_are_found_by_their_full_name() -> None:
    assert result("core::upper", "a") == "A"


def test_a_function_that_does_not_exist_is_named() -> None:
    with pytest.raises(EvaluationError, match=r"^There is no function named uper$"):
        result("uper", "a")
