"""Templates. Each text was given to Terraform 1.11 with ``x = "X"``; the parts here join to what it answered."""

import pytest
from tree_shapes import extent, shape, shape_of

from validator.sources.hcl.nodes import Literal
from validator.sources.hcl.syntax import parse_expression, parse_template


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('""', ""),
        (r'"\u00e9\U0001F600\t\"\\\n\r"', 'é\U0001f600\t"\\\n\r'),
        (r'"a $${b} %%{c}"', "a ${b} %{c}"),
        ('"$${"', "${"),
        ('"$$${x}"', "$${x}"),
        ('"$$$${x}"', "$$${x}"),
        ('"%%%{ if true }x"', "%%{ if true }x"),
        ('"$ % $$ %% $$a %%b 100%"', "$ % $$ %% $$a %%b 100%"),
        ('"# no // comment /* here"', "# no // comment /* here"),
        ("<<E\nE\n", ""),
        ("<<E\n  a\n  E\n", "  a\n"),
        ('<<E\n\\n "q" \\u00e9 # no\nE\n', '\\n "q" \\u00e9 # no\n'),
        ("<<-E\n    a\n      b\n    E\n", "a\n  b\n"),
        ("<<-E\n    a\n  \n    b\n    E\n", "a\n  \nb\n"),
        ("<<-E\n\ta\n\t\tb\n  E\n", "a\n\tb\n"),
        ("<<-E\n  a $${b} %%{c}\n    $${d}\n  E\n", "a ${b} %{c}\n  ${d}\n"),
        ("<<E\r\nx\r\n y\r\nE\r\n", "x\r\n y\r\n"),
        ("<<-E\r\n    x\r\n\r\n      y\r\n    E\r\n", "x\r\n\r\n  y\r\n"),
        ("<<E\nnot E\nE E\nEE\nE\n", "not E\nE E\nEE\n"),
    ],
)
def test_a_template_of_text_alone_is_a_literal(text, value):
    literal = parse_expression(text)
    assert (type(literal), literal.value) == (Literal, value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"${x}"', "x"),
        ('"${~ x ~}"', "x"),
        ('"${\n x\n}"', "x"),
        ('"${"${x}"}"', "x"),
        ('"a ${x} b"', "\"'a ' x ' b'\""),
        ('"${x}${x}"', '"x x"'),
        ('"${"a"}${1}"', "\"'a' 1\""),
        ('"a  ${~ x ~}  b"', "\"'a' x 'b'\""),
        (r'"a $${q} \n  ${~ x ~} \n \t b"', "\"'a ${q}' x 'b'\""),
        ('"${ {a = {("x${x}") = "}"}}.a["xX"] }"', "{'a' = {\"'x' x\" = '}'}}.a['xX']"),
        ('"${f("${x}", "\\"}")}"', "f(x, '\"}')"),
        ('"é ${ "}" }"', "'é }'"),
        ('"${ x /* } */ }"', "x"),
    ],
)
def test_interpolations(text, expected):
    assert shape_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<<E\na\n\n${~ x}\nE\n", "\"'a\\n' x '\\n'\""),
        ("<<E\na\n\n${ x ~}\n\n  b\nE\n", "\"'a\\n\\n' x '\\n  b\\n'\""),
        ("<<-E\n    a\n      b\n\n    ${x}\n    E\n", "\"'a\\n  b\\n\\n' x '\\n'\""),
        ("<<-E\n    a\n    ${x}\n  ${x}\n    b\n    E\n", "\"'  a\\n  ' x '\\n' x '\\n  b\\n'\""),
        ("<<-E\n      ${x}\n    a\n    E\n", "\"'  ' x '\\na\\n'\""),
        ("<<-E\n    a ${~ x ~} \n      b\n      c\n    E\n", "\"'a' x '      b\\n  c\\n'\""),
        ("<<E\n${<<I\nin\nI\n}\nE\n", "'in\\n\\n'"),
        ("f(<<A\n1\nA\n, <<B\n2\nB\n)", "f('1\\n', '2\\n')"),
        ("[<<A\n${x}\nA\n, x]", "[\"x '\\n'\", x]"),
        ("<<E\r\n${x}\r\nE\r\n", "\"x '\\r\\n'\""),
    ],
)
def test_heredocs(text, expected):
    assert shape_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"%{ if c }a%{ endif }"', "\"if c {'a'} else {}\""),
        ('"%{ if c }a%{ else }b%{ endif }"', "\"if c {'a'} else {'b'}\""),
        ('"%{ if c ~} a %{ else ~} b %{ endif ~} c"', "\"if c {'a '} else {'b '} 'c'\""),
        ('"%{if c}%{if d}a%{else}b%{endif}%{endif}"', "\"if c {if d {'a'} else {'b'}} else {}\""),
        ('"%{ for k, v in m }${k}=${v};%{ endfor }"', "\"for k, v in m {k '=' v ';'}\""),
        ('"%{ for v in [1, 2] ~} ${v} %{~ endfor }"', '"for v in [1, 2] {v}"'),
        ('"%{ if c }\\n a%{~ endif }"', "\"if c {'\\n a'} else {}\""),
        (
            "<<-E\n    %{ if c ~}\n      foo\n    %{ endif ~}\n    bar\n    E\n",
            "\"if c {'      foo\\n'} else {} '    bar\\n'\"",
        ),
        (
            "<<-E\n    %{ for y in z }\n      foo ${y}\n    %{ endfor }\n    bar\n    E\n",
            "\"for y in z {'\\n  foo ' y '\\n'} '\\nbar\\n'\"",
        ),
    ],
)
def test_directives(text, expected):
    assert shape_of(text) == expected


def test_a_directive_covers_its_end():
    (directive,) = parse_expression('"%{ if c }a%{ endif }"').parts
    assert extent(directive) == (1, 2, 1, 22)


def test_a_template_file_is_read_line_by_line_and_has_no_backslash_escapes():
    template = parse_template('a\\n"q"\n\n${~ x ~}\n\n  b\n$${x} %%{y}\n')
    assert shape(template) == "\"'a\\\\n\"q\"\\n' x '\\n  b\\n${x} %{y}\\n'\""
    assert [extent(part) for part in template.parts] == [(1, 1, 2, 1), (3, 5, 3, 6), (4, 1, 7, 1)]


def test_a_template_file_of_one_interpolation_is_its_expression():
    assert shape(parse_template("${x.y}")) == "x.y"


def test_a_template_may_get_one_place_for_all_nodes():
    place = parse_expression("xyz").span
    template = parse_template("a ${f(b)}", place)
    assert shape(template) == "\"'a ' f(b)\""
    assert {extent(template), extent(template.parts[1]), extent(template.parts[1].arguments[0])} == {(1, 1, 1, 4)}
