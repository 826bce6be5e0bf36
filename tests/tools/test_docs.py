"""What the generated pages are made of comes out as Markdown, whole."""

import msgspec
import pytest

from tools.docs import fields, functions
from tools.docs.markdown import render, table
from tools.docs.parts import filled
from validator.commands.policies.blocks import Code, Items, Page, Section, Text, blocks_of
from validator.model.kinds import KINDS


def test_a_text_becomes_paragraphs_lists_and_code():
    text = "First line\nof two.\n\n- one\n  more\n- two\n\n```hcl\na {\n\n  b = 1\n}\n```\n\nLast."

    assert list(blocks_of(text)) == [
        Text("First line of two."),
        Items(["one more", "two"]),
        Code("hcl", "a {\n\n  b = 1\n}"),
        Text("Last."),
    ]


def test_a_page_as_markdown():
    page = Page(
        "T1 name",
        "Summary",
        [("Severity", "low")],
        [Section("Why", [Text("Because."), Code("cel", "a == b"), Items(["https://example.com", "x"])])],
    )

    assert render(page) == (
        "# T1 name\n\nSummary.\n\n| | |\n| --- | --- |\n| Severity | low |\n\n## Why\n\nBecause.\n\n"
        "```js\na == b\n```\n\n- <https://example.com>\n- x\n"
    )


def test_a_bar_does_not_end_a_cell():
    assert table(["a"], [["b | c"]]) == "| a |\n| --- |\n| b \\| c |"


def test_parts_are_replaced_between_their_markers():
    page = "before\n<!-- generated: one -->\nold\n<!-- end -->\nafter"

    assert filled(page, {"one": "new\n"}) == "before\n<!-- generated: one -->\n\nnew\n\n<!-- end -->\nafter"
    with pytest.raises(KeyError):
        filled(page, {})


def test_every_field_of_every_kind_has_a_row():
    page = fields.page()

    for kind, struct in KINDS.items():
        section = page.partition(f"\n## {kind}\n")[2].partition("\n## ")[0]
        names = {field.name for field in msgspec.structs.fields(struct)} - {"origin", "origins"}
        assert [name for name in names if f"| `{name}` |" not in section] == []


def test_the_examples_of_functions_give_what_the_table_says():
    rows = {example: given for _, example, given in functions.table_rows()}

    assert rows['`"a/b".split("/")`'] == '`["a", "b"]`'
    assert "null" not in "".join(rows.values())
