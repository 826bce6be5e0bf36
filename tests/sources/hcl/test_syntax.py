"""Expressions and bodies, as exact trees; precedence and splats agree with values recorded from Terraform 1.11."""

from decimal import Decimal

import pytest
from tree_shapes import extent, shape, shape_of

from validator.sources.hcl.nodes import Attribute, Block, Body, Call, GetAttr, Literal, Name, Span
from validator.sources.hcl.syntax import parse_expression, parse_file


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


def test_an_attribute_covers_name_and_value():
    body = parse_file("a = f(x.y)\n")
    assert body == Body(
        Span(1, 1, 2, 1),
        {
            "a": Attribute(
                Span(1, 1, 1, 11),
                "a",
                Call(
                    Span(1, 5, 1, 11),
                    "f",
                    (GetAttr(Span(1, 7, 1, 10), Name(Span(1, 7, 1, 8), "x"), "y"),),
                    expand=False,
                ),
            )
        },
        (),
    )


def test_a_block_has_a_head_and_a_body():
    body = parse_file('\nresource "a" b {\n  c {}\n  d = 1\n}\n')
    (block,) = body.blocks
    inner = Block(Span(3, 3, 3, 7), "c", (), Body(Span(3, 6, 3, 6), {}, ()), Span(3, 3, 3, 4))
    attribute = Attribute(Span(4, 3, 4, 8), "d", Literal(Span(4, 7, 4, 8), 1))
    assert block == Block(
        Span(2, 1, 5, 2), "resource", ("a", "b"), Body(Span(2, 17, 5, 1), {"d": attribute}, (inner,)), Span(2, 1, 2, 15)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(a) + b", (1, 1, 1, 8)),
        ("a[0]", (1, 1, 1, 5)),
        ("a[*].b", (1, 1, 1, 7)),
        ("a.*.b[0]", (1, 1, 1, 9)),
        ("{\n a = 1\n}", (1, 1, 3, 2)),
        ("[for x in y : x]", (1, 1, 1, 17)),
        ('"${a}"', (1, 1, 1, 7)),
        ("!a", (1, 1, 1, 3)),
        ("-1", (1, 1, 1, 3)),
        ("a ? b : c", (1, 1, 1, 10)),
        ("f(1)", (1, 1, 1, 5)),
        ("<<E\nx\n  E\n", (1, 1, 3, 4)),
    ],
)
def test_the_span_of_an_expression_covers_all_of_it(text, expected):
    assert extent(parse_expression(text)) == expected


def test_spans_inside_templates_are_those_of_the_file():
    template = parse_expression('"a ${b}\\n${c}"')
    assert [extent(part) for part in template.parts] == [(1, 2, 1, 4), (1, 6, 1, 7), (1, 8, 1, 10), (1, 12, 1, 13)]


def test_carriage_returns_do_not_shift_positions():
    unix = parse_file('# c\na {\n  b = "x"\n  c = [\n    1,\n  ]\n}\n')
    windows = parse_file('# c\r\na {\r\n  b = "x"\r\n  c = [\r\n    1,\r\n  ]\r\n}\r\n')
    assert windows.blocks == unix.blocks


def test_a_byte_order_mark_is_no_column():
    assert parse_file("\ufeffa = 1\n") == parse_file("a = 1\n")


def test_comments_may_stand_anywhere():
    text = "# a\n// b\n/* c\n d */ x /* e */ { # f\n  y = /* g */ 1 // h\n  z = [ # i\n  ] /* j */\n}\n# k"
    (block,) = parse_file(text).blocks
    assert (block.type, {name: shape(value.expression) for name, value in block.body.attributes.items()}) == (
        "x",
        {"y": "1", "z": "[]"},
    )


def test_words_of_the_grammar_may_name_arguments_and_blocks():
    body = parse_file("for = 1\nin = 2\nif = 3\nnull = 4\ntrue {\n}\nin x {\n}\n")
    assert list(body.attributes) == ["for", "in", "if", "null"]
    assert [(block.type, block.labels) for block in body.blocks] == [("true", ()), ("in", ("x",))]


def test_an_empty_file_has_an_empty_body():
    assert parse_file("") == Body(Span(1, 1, 1, 1), {}, ())
    assert parse_file("\n# only\n") == Body(Span(1, 1, 3, 1), {}, ())
