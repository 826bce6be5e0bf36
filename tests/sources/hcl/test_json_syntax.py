"""Terraform's JSON syntax becomes the same nodes as HCL."""

from decimal import Decimal

import pytest
from tree_shapes import extent, shape

from validator.sources.hcl.error import HclError
from validator.sources.hcl.json_syntax import parse_json
from validator.sources.hcl.nodes import Attribute, Block, Body, GetAttr, Literal, Name, Span


def blocks_of(text):
    return [(block.type, block.labels) for block in parse_json(text).blocks]


def arguments_of(text):
    (block,) = parse_json(text).blocks
    return {name: shape(attribute.expression) for name, attribute in block.body.attributes.items()}


def test_a_block_has_the_places_of_its_keys_and_values():
    text = '{\n  "output": {\n    "a": {"value": "${b.c}"}\n  }\n}\n'
    (block,) = parse_json(text).blocks
    place = Span(3, 20, 3, 28)
    value = GetAttr(place, Name(place, "b"), "c")
    body = Body(Span(3, 10, 3, 29), {"value": Attribute(Span(3, 11, 3, 28), "value", value)}, ())
    assert block == Block(Span(2, 3, 3, 29), "output", ("a",), body, Span(2, 3, 3, 8))


def test_labels_are_keys_and_arrays_hold_several_blocks():
    assert blocks_of('{"resource": {"a": {"b": {}, "c": [{}, {}]}}}') == [
        ("resource", ("a", "b")),
        ("resource", ("a", "c")),
        ("resource", ("a", "c")),
    ]
    assert blocks_of(
        '{"resource": [{"a": {"b": {}}}, {"a": [{"c": {}}]}], "locals": {}, "provider": {"aws": [{}, {}]}}'
    ) == [
        ("resource", ("a", "b")),
        ("resource", ("a", "c")),
        ("locals", ()),
        ("provider", ("aws",)),
        ("provider", ("aws",)),
    ]


def test_a_file_may_be_an_array_of_objects_and_blocks_may_be_null():
    assert blocks_of('[{"variable": {"a": {}}}, {"variable": {"b": {}}, "module": null}]') == [
        ("variable", ("a",)),
        ("variable", ("b",)),
    ]


def test_strings_are_templates_and_other_values_literals():
    text = '{"locals": {"a": "x", "b": "x ${y}", "c": "${y}", "d": "$${y}", "e": 1.5, "f": 10, "g": true, "h": null}}'
    assert arguments_of(text) == {
        "a": "'x'",
        "b": "\"'x ' y\"",
        "c": "y",
        "d": "'${y}'",
        "e": repr(Decimal("1.5")),
        "f": "10",
        "g": "True",
        "h": "None",
    }


def test_escapes_are_those_of_json():
    assert arguments_of(r'{"locals": {"a": "\u00e9\n\"\\", "b": "\\n${c}"}}') == {
        "a": repr('é\n"\\'),
        "b": "\"'\\\\n' c\"",
    }


def test_nested_blocks_of_a_resource_are_arguments():
    text = '{"resource": {"a": {"b": {"c": [{"d": "${e}"}], "f": {"${g}": [1, {"h": "i"}]}}}}}'
    assert arguments_of(text) == {"c": "[{'d' = e}]", "f": "{g = [1, {'h' = 'i'}]}"}


def test_blocks_of_the_language_are_blocks():
    text = (
        '{"resource": {"a": {"b": {"lifecycle": {"precondition": [{"condition": "${c}"}]},'
        ' "dynamic": {"d": {"for_each": "${e}", "content": {"f": "${d.value}"}}}}}}}'
    )
    (block,) = parse_json(text).blocks
    lifecycle, dynamic = block.body.blocks
    assert (lifecycle.type, [inner.type for inner in lifecycle.body.blocks]) == ("lifecycle", ["precondition"])
    assert (dynamic.type, dynamic.labels, shape(dynamic.body.attributes["for_each"].expression)) == (
        "dynamic",
        ("d",),
        "e",
    )
    (content,) = dynamic.body.blocks
    assert (content.type, shape(content.body.attributes["f"].expression)) == ("content", "d.value")


def test_references_written_as_strings_are_references():
    assert arguments_of('{"resource": {"a": {"b": {"provider": "aws.west", "depends_on": ["c.d", "e.f[0]"]}}}}') == {
        "provider": "aws.west",
        "depends_on": "[c.d, e.f[0]]",
    }
    assert arguments_of('{"module": {"m": {"providers": {"aws": "aws.west", "aws.peer": "aws.east"}}}}') == {
        "providers": "{'aws' = aws.west, aws.peer = aws.east}"
    }
    assert arguments_of('{"variable": {"v": {"type": "list(string)", "default": "list(string)"}}}') == {
        "type": "list(string)",
        "default": "'list(string)'",
    }
    assert arguments_of('{"moved": {"from": "a.b", "to": "a.c[\\"x\\"]"}}') == {"from": "a.b", "to": "a.c['x']"}


def test_comments_are_left_out():
    assert arguments_of(
        '{"//": "a", "resource": {"//": "b", "c": {"d": {"//": {"e": 1}, "f": {"//": 2, "g": 3}}}}}'
    ) == {"f": "{'g' = 3}"}


def test_other_properties_of_a_file_are_attributes():
    body = parse_json('{"region": "eu-west-1"}')
    expected = Attribute(Span(1, 2, 1, 23), "region", Literal(Span(1, 12, 1, 23), "eu-west-1"))
    assert (body.attributes, body.blocks) == ({"region": expected}, ())


def test_a_byte_order_mark_and_carriage_returns_do_not_shift_positions():
    body = parse_json('\ufeff{\r\n  "a": 1\r\n}\r\n')
    assert (extent(body), extent(body.attributes["a"])) == ((1, 1, 3, 2), (2, 3, 2, 9))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "line 1, column 1: expected a value but found the end"),
        ("{", "line 1, column 2: expected a key in quotes but found the end"),
        ('{"a": }', 'line 1, column 7: expected a value but found "}"'),
        ('{"a" 1}', 'line 1, column 6: expected ":" but found a number'),
        ('{"a": 1,}', 'line 1, column 9: expected a key in quotes but found "}"'),
        ('{"a": [1,\n]}', 'line 2, column 1: expected a value but found "]"'),
        ('{"a": 1\n"b": 2}', 'line 2, column 1: expected "," or "}" but found a string'),
        ('{"a": 1} {}', 'line 1, column 10: expected the end but found "{"'),
        ('{"a": "b\nc"}', "line 1, column 7: expected a value but found something else"),
        (r'{"a": "\q"}', "line 1, column 7: expected a string with the escapes of JSON but found a string"),
        ('{"a": 01}', 'line 1, column 8: expected "," or "}" but found a number'),
        ('{"a": nul}', "line 1, column 7: expected a value but found something else"),
        ("terraform {\n}", "line 1, column 1: expected a value but found something else"),
        ('{"a": 1, "a": 2}', 'line 1, column 10: "a" is set twice; line 1 has it already'),
        ('{"resource": {"a": 1}}', "line 1, column 20: expected an object or an array of objects"),
        ('{\n "locals": {"a": "${"}}', 'line 2, column 18: this "${" is never closed'),
        (
            '{"module": {"m": {"depends_on": ["a b"]}}}',
            "line 1, column 34: expected an operator or the end but found a name",
        ),
    ],
)
def test_an_error_says_what_was_expected_and_where(text, expected):
    with pytest.raises(HclError) as caught:
        parse_json(text, "main.tf.json")
    assert (str(caught.value), caught.value.file) == (expected, "main.tf.json")


def test_deep_nesting_is_read_or_refused():
    shallow = parse_json('{"a": ' + "[" * 200 + "]" * 200 + "}").attributes["a"].expression
    depth = 0
    while shallow is not None:
        shallow = shallow.items[0] if shallow.items else None
        depth += 1
    assert depth == 200
    with pytest.raises(HclError, match="nested more than 250 levels deep") as caught:
        parse_json('{"a": ' + "[" * 2000 + "]" * 2000 + "}")
    assert caught.value.ours is True
