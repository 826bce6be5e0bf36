"""Messages name the object and the value that is wrong."""

import pytest
from engine_objects import AFTER_APPLY, inventory, policy, registry, rule, statement

from validator.engine.message import Placeholder, Writer, parse_template, shown
from validator.model.links import Links


def message(text, found, **fields):
    kind = type(found).__name__.lower()
    params = {name: schema["default"] for name, schema in fields.get("params", {}).items()}
    return Writer(policy("true", kind, message=text, **fields), Links(inventory()), params).message(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{rule.prefix} mirrors {rule.upstream.host}", "hub mirrors quay.io"),
        ("{ rule.upstream.exact }, {rule.upstream_prefix}, {rule.credential_arn}", "true, none, an unknown value"),
        ("{rule.registry.key} {rule.credential.name}", "an unknown value an unknown value"),
        ("{{{rule.prefix}}} {{}}", "{hub} {}"),
        ("{rule.prefix + '}' + \"{\"}", "hub}{"),
        ("{rule.has_role ? 'a role' : 'no role'}", "no role"),
        ("{rule.credential_arn + 'x'}", "an unknown value"),
        ("{rule.prefix.size() + 1}", "4"),
        ("plain", "plain"),
    ],
)
def test_placeholders(text, expected):
    assert message(text, rule(credential_arn=AFTER_APPLY)) == expected


def test_parameters_and_lists_are_shown():
    params = {"hosts": {"default": ["a", "b"]}, "none": {"default": []}}
    text = "not in {params.hosts} ({size(params.hosts)}), {params.none}"
    assert message(text, rule(), params=params) == "not in a, b (2), none"


def test_the_elements_that_are_wrong_can_be_listed():
    text = "{registry.permissions.statements.filter(s, s.public).map(s, s.label)} let anyone in"
    found = registry(statement("A", public=True), statement("B"), statement("C", public=True))
    assert message(text, found) == "A, C let anyone in"


def test_a_path_is_told_from_an_expression():
    assert parse_template("{rule.a.b}{rule.a + 1}") == (
        Placeholder("rule.a.b", ("rule", "a", "b")),
        Placeholder("rule.a + 1", None),
    )


@pytest.mark.parametrize(("text", "column"), [("{rule.prefix", 1), ("a } b", 3), ("{{}", 3), ("{}", 1)])
def test_a_stray_brace_is_an_error(text, column):
    with pytest.raises(ValueError, match=rf"at column {column} has no counterpart"):
        parse_template(text)


@pytest.mark.parametrize(
    ("value", "expected"), [(False, "false"), (7, "7"), (["a", AFTER_APPLY, None], "a, an unknown value, none")]
)
def test_values_are_shown(value, expected):
    assert shown(value) == expected
