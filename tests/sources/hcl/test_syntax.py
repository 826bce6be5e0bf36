"""Expressions, as exact trees; precedence and splats agree with values recorded from Terraform 1.11."""

from decimal import Decimal

import pytest
from tree_shapes import shape_of

from validator.sources.hcl.nodes import Literal
from validator.sources.hcl.syntax import parse_expression


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 - 2 - 3", "((1 - 2) - 3)"),
        ("2 + 3 * 4 == 14 && !false || true", "((((2 + (3 * 4)) == 14) && (!False)) || True)"),
        ("7 % 4 * 2", "((7 % 4) * 2)"),
        ("1 < 2 == true", "((1 < 2) == True)"),
        ("a || b && c", "(a || (b && c))"),
        ("a == b != c", "((a == b) != c)"),
        ("a >= b && c <= d", "((a >= b) && (c <= d))"),
        ("(1 + 2) * 3", "((1 + 2) * 3)"),
        ("-2 - -3", "(-2 - -3)"),
        ("- -3", "3"),
        ("-15", "-15"),
        ("a -15", "(a - 15)"),
        ("a-15", "a-15"),
        ("-a.b", "(-a.b)"),
        ("!!a", "(!(!a))"),
        ("1 + - 2", "(1 + -2)"),
        ("true ? false ? 1 : 2 : 3", "(True ? (False ? 1 : 2) : 3)"),
        ("false ? 1 : true ? 2 : 3", "(False ? 1 : (True ? 2 : 3))"),
        ("a == b ? c : d", "((a == b) ? c : d)"),
        ("a?b:c", "(a ? b : c)"),
    ],
)
def test_operators_bind_as_terraform_binds_them(text, expected):
    assert shape_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a.b.c", "a.b.c"),
        ("a . b", "a.b"),
        ("a[0].b", "a[0].b"),
        ("a [0] [1]", "a[0][1]"),
        ('a["x"]', "a['x']"),
        ("a[b.c]", "a[b.c]"),
        ("a.0.b", "a[0].b"),
        ("a.in.for.if.true.null", "a.in.for.if.true.null"),
        ("a[*]", "<a each *>"),
        ("a[ * ].b", "<a each *.b>"),
        ("a[*].b[0].c", "<a each *.b[0].c>"),
        ("a[*].b[*].c", "<a each <*.b each *.c>>"),
        ("a[*].b[*].c[*].d", "<a each <*.b each <*.c each *.d>>>"),
        ("a[*].b.*.c", "<a each <*.b each *.c>>"),
        ("a.*.b.c", "<a each *.b.c>"),
        ("a.*.b.0", "<a each *.b[0]>"),
        ("a.*.b[0]", "<a each *.b>[0]"),
        ("a.*.b[0].c", "<a each *.b>[0].c"),
        ("a.*.b[*].c", "<<a each *.b> each *.c>"),
        ("(a[*].b)[*].c", "<<a each *.b> each *.c>"),
        ("(a[*].b)[0]", "<a each *.b>[0]"),
    ],
)
def test_steps_apply_to_what_terraform_applies_them_to(text, expected):
    assert shape_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[]", "[]"),
        ("[1, 2,]", "[1, 2]"),
        ("[\n1,\n2\n]", "[1, 2]"),
        ("[1 # one\n, /* two */ 2 // end\n]", "[1, 2]"),
        ("{}", "{}"),
        ("{ a = 1, b : 2 }", "{'a' = 1, 'b' = 2}"),
        ("{\n a = 1\n b = 2,\n\n c = 3\n}", "{'a' = 1, 'b' = 2, 'c' = 3}"),
        ("{ (a) = 1, a.b = 2, 3 = 4 }", "{a = 1, a.b = 2, 3 = 4}"),
        ('{ "a" = 1, "b${c}" = 2, (d ? "e" : "f") : 3 }', "{'a' = 1, \"'b' c\" = 2, (d ? 'e' : 'f') = 3}"),
        ("{ true = 1, null = 2, in = 3, if = 4 }", "{'true' = 1, 'null' = 2, 'in' = 3, 'if' = 4}"),
        ("{ a = 3 -15 }", "{'a' = (3 - 15)}"),
        ("{ for_each = 1 }", "{'for_each' = 1}"),
        ("{ a = {\n b = [\n{ c = 1 }]\n} }", "{'a' = {'b' = [{'c' = 1}]}}"),
    ],
)
def test_collections(text, expected):
    assert shape_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[for x in y : x]", "[for x in y : x]"),
        ("[for i, x in y : x if x > 1]", "[for i, x in y : x if (x > 1)]"),
        ("{for k, v in m : k => v}", "{for k, v in m : k => v}"),
        ("{for v in m : v.k => v... if v.k != null}", "{for v in m : v.k => v... if (v.k != None)}"),
        ("{\n for k, v in m\n : k # key\n => v\n if v\n}", "{for k, v in m : k => v if v}"),
        ("{ # why\n for v in m : v => [for w in v : w]\n}", "{for v in m : v => [for w in v : w]}"),
        ("[for x in [for y in z : y] : x]", "[for x in [for y in z : y] : x]"),
    ],
)
def test_for_expressions(text, expected):
    assert shape_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("f()", "f()"),
        ("f(\n a,\n # why\n b,\n)", "f(a, b)"),
        ("f(a, b...)", "f(a, b...)"),
        ("f(g(h(1)))", "f(g(h(1)))"),
        ("provider::aws::arn_parse(a).b", "provider::aws::arn_parse(a).b"),
        ("(\n a\n ? b\n : c\n)", "(a ? b : c)"),
        ("(\n 1\n +\n 2\n)", "(1 + 2)"),
    ],
)
def test_calls_and_parentheses(text, expected):
    assert shape_of(text) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("1e3", 1000),
        ("1.50", Decimal("1.50")),
        ("2.0", 2),
        ("1.5E-1", Decimal("0.15")),
        ("100000000000000000000000000", 100000000000000000000000000),
        ("1e999999", Decimal("1e999999")),
        ("true", True),
        ("false", False),
        ("null", None),
    ],
)
def test_literals_have_their_exact_value(text, value):
    literal = parse_expression(text)
    assert (type(literal), literal.value, type(literal.value)) == (Literal, value, type(value))


def test_a_number_of_thousands_of_digits_is_read():
    assert parse_expression("9" * 5000).value == Decimal("9" * 5000)


def test_names_may_have_letters_of_any_script():
    assert shape_of("{ été = größe.名前 }") == "{'été' = größe.名前}"
