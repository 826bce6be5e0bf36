"""What an expression reads is told from its text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validator.engine.paths import Reader, reads_of


def uses(expression):
    return [(".".join(use.path), use.how) for use in Reader(expression).uses]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("true", []),
        ("rule.prefix == 'ROOT'", [("rule.prefix", "value")]),
        ("!rule.upstream.exact", [("rule.upstream.exact", "value")]),
        ("rule.credential == null", [("rule.credential", "null")]),
        ("null != rule.credential", [("rule.credential", "null")]),
        ("(rule.upstream).host == 'x'", [("rule.upstream.host", "value")]),
        ("rule.`prefix` == 'x'", [("rule.prefix", "value")]),
        ("'x' in template.tags", [("template.tags", "in")]),
        ("size(registry.rules) > 1", [("registry.rules", "size")]),
        ("registry.rules.size() > 1", [("registry.rules", "size")]),
        ("registry.settings['a.b'] == ''", [("registry.settings.a.b", "value")]),
        ("params.freshness[rule.prefix] == ''", [("rule.prefix", "value"), ("params.freshness.[]", "value")]),
        ("registry.rules[0].prefix == ''", [("registry.rules.[].prefix", "value")]),
        ("rule.prefix.split('/')[0] == 'a'", [("rule.prefix", "value")]),
        ("[rule.prefix, {'k': rule.address}] == []", [("rule.prefix", "value"), ("rule.address", "value")]),
        ("rule.prefix == '// rule.address' // rule.address", [("rule.prefix", "value")]),
        (r"""rule.prefix.matches(r"\d\"") || rule.address == 'it\'s'""", [("rule.prefix", "value")]),
        (
            "rule.has_role ? rule.prefix : rule.address",
            [(f"rule.{n}", "value") for n in ("has_role", "prefix", "address")],
        ),
    ],
)
def test_chains(expression, expected):
    assert uses(expression)[: len(expected)] == expected


def test_a_macro_binds_its_variable_to_the_elements():
    expression = "registry.permissions.statements.all(s, s.public || s.principals.exists(p, p.kind == s.label))"
    statements = "registry.permissions.statements"
    assert uses(expression) == [
        (statements, "macro"),
        (f"{statements}.[].public", "value"),
        (f"{statements}.[].principals", "macro"),
        (f"{statements}.[].principals.[].kind", "value"),
        (f"{statements}.[].label", "value"),
    ]


def test_a_macro_variable_hides_the_object_and_is_gone_afterwards():
    assert uses("registry.rules.exists(registry, registry.prefix == '') && registry.key == ''") == [
        ("registry.rules", "macro"),
        ("registry.rules.[].prefix", "value"),
        ("registry.key", "value"),
    ]


def test_filter_keeps_the_elements_and_map_does_not():
    assert ("registry.rules.[].address", "value") in uses(
        "registry.rules.filter(r, r.has_role).all(r, r.address == '')"
    )
    assert Reader("registry.rules.map(r, r.upstream).all(u, u.host == '')").computed == [43]


def test_a_field_of_something_computed_is_reported():
    assert Reader("(rule.has_role ? rule.upstream : rule.credential).host == ''").computed == [50]


def test_calls_are_reported_with_their_place():
    assert Reader("!has(rule.prefix) && size('') == 0").calls == [("has", 1), ("size", 21)]


def test_reads_are_without_the_variable_and_each_once():
    assert reads_of("rule", None, "rule.prefix == '' || rule.prefix == params.x || rule.upstream.host == ''") == (
        ("prefix",),
        ("upstream", "host"),
    )


def test_the_place_of_a_use_is_where_its_chain_begins():
    assert [use.offset for use in Reader("true &&\n rule.upstream.host == ''").uses] == [9]


@given(
    st.lists(
        st.sampled_from("rule . prefix ( ) [ ] { } exists all map , x ' \" == null in ! && 1 - // ` size ?".split())
    )
)
def test_what_is_no_expression_is_read_without_an_error(words):
    Reader(" ".join(words))
    Reader("".join(words))
