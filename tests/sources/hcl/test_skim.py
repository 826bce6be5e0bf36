"""The skim finds what parsing the whole file finds, and says so when it is in doubt."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from validator.sources.hcl.error import HclError
from validator.sources.hcl.skim import Piece, skim
from validator.sources.hcl.syntax import parse_block, parse_file

REPOSITORY = Path(__file__).parents[3]
FIXTURES = sorted(
    path for top in ("examples", "policies", "tests", "bench") for path in (REPOSITORY / top).rglob("*.tf")
)
CASES = sorted((REPOSITORY / "policies").glob("*/*/cases.yaml"))


def assert_equals_parse(text):
    """Pieces have the type, labels and line that the parse gives, and parse to the same blocks."""
    body = parse_file(text)
    pieces = skim(text)
    assert pieces is not None
    parsed = [(block.type, block.labels, block.span.line) for block in body.blocks]
    assert [(piece.type, piece.labels, piece.line) for piece in pieces if piece.block] == parsed
    attributes = [(name, attribute.span.line) for name, attribute in body.attributes.items()]
    assert [(piece.type, piece.line) for piece in pieces if not piece.block] == attributes
    assert tuple(parse_block(text, piece) for piece in pieces if piece.block) == body.blocks
    assert_covers(text, pieces)


def assert_covers(text, pieces):
    """Between the pieces there are but spaces and comments, so that nothing is lost."""
    gaps, at = [], 0
    for piece in pieces:
        gaps.append(text[at : piece.start])
        at = piece.end
    gaps.append(text[at:])
    rest = "".join(gaps).removeprefix("\ufeff")
    assert skim(rest) == []


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_fixtures_are_cut_as_they_are_parsed(path):
    assert_equals_parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_the_code_of_cases_is_cut_as_it_is_parsed(path):
    for case in yaml.safe_load(path.read_text(encoding="utf-8")):
        for text in code_of(case):
            assert_equals_parse(text)


def code_of(case):
    """The Terraform source of a case: its own, and that of further files."""
    files = {"main.tf": case.get("hcl", ""), **case.get("files", {})}
    return [text for name, text in files.items() if name.endswith(".tf")]


def test_pieces_have_offsets_and_lines():
    text = '# c\nresource "a" b {\n  d = "}"\n}\n\ne = [\n  1,\n] # f\n'
    assert skim(text) == [
        Piece("resource", ("a", "b"), 4, 32, 2),
        Piece("e", (), 34, 50, 6, block=False),
    ]
    assert (text[4:32], text[34:50]) == ('resource "a" b {\n  d = "}"\n}', "e = [\n  1,\n] # f"[:16])


AWKWARD = [
    "",
    "\n\n",
    "# only a comment",
    "\ufeffa {\n}\n",
    "a {\r\n  b = 1\r\n}\r\n\r\nc = 2\r\n",
    'a "b" c "d-e" {\n}',
    "a {}\nb { c = 1 }\nd {} # e\nf {} // g\nh {} /* i */\n",
    "/* a {\n */ b {\n # }\n // }\n /* } */\n}\n",
    'a {\n  b = "}"\n  c = "{"\n  d = "\\"}"\n  e = "\\\\"\n}\nf {\n}\n',
    'a {\n  b = "${"}"}"\n  c = "${ {d = "}${"{"}"}.d }"\n}\ne {\n}\n',
    'a {\n  b = "%{ if true }}%{ else }{%{ endif }"\n}\nc {\n}\n',
    'a {\n  b = "$${"\n  c = "%%{"\n  d = "$$${"\n  e = "$"\n  f = "%"\n}\ng {\n}\n',
    'a {\n  b = <<E\n}\n{ "\nE\n}\nc {\n}\n',
    'a {\n  b = <<-E\n    }\n    ${"}"}\n    E\n}\nc {\n}\n',
    "a {\n  b = <<E\n${<<F\n}\nE\nF\n}\nE\n}\nc {\n}\n",
    "a {\n  b = [<<E\n}\nE\n  , 1]\n}\nc {\n}\n",
    'a {\n  b = 1 < 2\n  c = 4 / 2\n  d = 1 # < / " {\n}\ne {\n}\n',
    "a = <<E\n}\nE\nb = 1\n",
    'a = {\n  b = "c"\n}\nd = f(\n  1\n)\ne = "g" # h\n',
    "a = 1",
    "a = [\n  # ]\n  1\n]\nb {\n}\n",
    "été {\n}\n",
    'a {\n  b = "http://c"\n}\nd {\n}\n',
    'a "" {\n}\n',
]


@pytest.mark.parametrize("text", AWKWARD)
def test_awkward_files_are_cut_as_they_are_parsed(text):
    assert_equals_parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "a {",
        "a {}}",
        "a {} b {}",
        "a\n{\n}\n",
        'a "b\\"c" {\n}\n',
        'a "b${c}" {\n}\n',
        "a = (",
        "a = )",
        "1 = a",
        'a {\n  b = "\n}\n',
        "a {\n  b = <<E\n}\n",
        "a {\n  b = 1 << c\n  d = <<E }\n}\n",
        "/* a",
        "a { /* b\n}\n",
        "$",
    ],
)
def test_what_is_unusual_is_a_doubt(text):
    assert skim(text) is None


NAMES = st.sampled_from(["a", "resource", "for", "x-1", "_y"])
TEXT = st.text(st.sampled_from('ab }{#/<$%"\\*~()[]=:?\n'), max_size=12)


def quoted(text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return '"' + escaped.replace("${", "$${").replace("%{", "%%{") + '"'


def heredoc(text):
    return "<<-E\n" + text.replace("${", "$${").replace("%{", "%%{") + "\n  E\n"


def composite(inner):
    return st.one_of(
        st.lists(inner, max_size=3).map(lambda items: "[" + ", ".join(items) + "]"),
        st.lists(inner, max_size=3).map(
            lambda items: "{\n" + "".join(f" k{i} = ({item}),\n" for i, item in enumerate(items)) + "}"
        ),
        inner.map(lambda item: f"f(\n{item}\n)"),
        inner.map(lambda item: '"a${' + item + '}}"'),
        inner.map(lambda item: '"%{ if ' + item + ' ~}{%{ endif }"'),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} / {pair[1]})"),
        inner.map(lambda item: "<<E\n}${" + item + "}\nE\n"),
    )


EXPRESSIONS = st.recursive(
    st.one_of(st.sampled_from(["1", "b.c", "-2", "true"]), TEXT.map(quoted), TEXT.map(heredoc)), composite, max_leaves=6
)
COMMENTS = st.sampled_from(["", " # }\n", ' // " {\n', " /* <<E { */", "\n\n"])


@st.composite
def bodies(draw, depth=2):
    lines = []
    for number in range(draw(st.integers(0, 3))):
        if depth and draw(st.booleans()):
            labels = "".join(
                f" {quoted(label)}" for label in draw(st.lists(st.sampled_from(["a", "b c", "}"]), max_size=2))
            )
            lines.append(f"{draw(NAMES)}{labels} {{{draw(COMMENTS)}\n{draw(bodies(depth=depth - 1))}}}")
        else:
            value = draw(EXPRESSIONS)
            lines.append(f"n{number} = {value}" if value.endswith("\n") else f"n{number} = {value}{draw(COMMENTS)}")
    return "".join(line.removesuffix("\n") + "\n" for line in lines)


@given(bodies())
def test_generated_files_are_cut_as_they_are_parsed(text):
    assert_equals_parse(text)


@given(bodies(), st.data())
def test_a_damaged_file_is_never_cut_into_other_blocks_than_it_parses_to(text, data):
    at = data.draw(st.integers(0, len(text)))
    damaged = text[:at] + data.draw(st.sampled_from(['"', "{", "}", "#", "/*", "<<E\n", "${", ""])) + text[at + 1 :]
    pieces = skim(damaged)
    try:
        body = parse_file(damaged)
    except HclError:
        return
    if pieces is not None:
        assert tuple(parse_block(damaged, piece) for piece in pieces if piece.block) == body.blocks
