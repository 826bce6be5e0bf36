"""Bodies, as exact trees, and where each part of a file stands."""

import pytest
from tree_shapes import extent, shape

from validator.sources.hcl.nodes import Attribute, Block, Body, Call, GetAttr, Literal, Name, Span
from validator.sources.hcl.syntax import parse_expression, parse_file


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
