"""Parses HCL into the nodes of ``nodes.py``; the only file that knows python-hcl2 and lark.

The grammar is python-hcl2's, with the amendments below. Its tables are built once and kept (see ``kept.py``).
"""

from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from threading import Lock
from typing import Any

import lark
from lark.exceptions import UnexpectedCharacters, UnexpectedToken

from validator.sources.hcl.error import HclError
from validator.sources.hcl.grammar.bodies import BodyBuilder, Content
from validator.sources.hcl.grammar.expected import explain, in_sequence
from validator.sources.hcl.grammar.kept import kept
from validator.sources.hcl.grammar.places import FixedPlace, Places
from validator.sources.hcl.grammar.prepare import Prepared, Preparer, prepare
from validator.sources.hcl.nodes import Block, Body, Expression, Span
from validator.sources.hcl.skim import Piece

__all__ = ["parse_block", "parse_expression", "parse_file", "parse_template"]

_AMENDMENTS = (
    # A sign is an operator, and may follow another: {a = 3 -15} and !!x.
    ("NEGATIVE_DECIMAL? DECIMAL+", "DECIMAL+"),
    (" | NEGATIVE_DECIMAL+)", ")"),
    ("!unary_op : (MINUS | NOT) expr_term", "!unary_op : (MINUS | NOT) unary_expr"),
    # Spaces that HCL allows.
    ('FULL_SPLAT_START : "[*]"', r"FULL_SPLAT_START : /\[[ \t]*\*[ \t]*\]/"),
    ('ATTR_SPLAT : ".*"', r"ATTR_SPLAT : /\.[ \t]*\*/"),
    # Fewer steps: comments are gone when the parser comes, and what is one token needs no rule around it.
    (r"NL_OR_COMMENT: /\n[ \t]*/ | /#.*\n/ | /\/\/.*\n/ | /\/\*(.|\n)*?(\*\/)/", r"NL_OR_COMMENT: /\n\s*/"),
    ("\nexpr_term :", "\n?expr_term :"),
    ("\nidentifier :", "\n?identifier :"),
    ("\nliteral_value:", "\n?literal_value:"),
    ("\nkeyword:", "\n?keyword:"),
    ("\nint_lit:", "\n?int_lit:"),
    ("\nfloat_lit:", "\n?float_lit:"),
)
_lock = Lock()
_builder = BodyBuilder()


class _File(str):
    """A path that lark opens, but does not count among what its tables depend on."""

    __slots__ = ()

    def __str__(self) -> str:
        """The same for every file."""
        return ""


def parse_file(text: str, file: str = "") -> Body:
    """Parse a whole file, whose name serves errors only; the body's span covers it.

    Raises:
        HclError: It is not HCL.
    """
    source = text.removeprefix("\ufeff")
    places = Places(source, file=file)
    content: Content = _parse(source, prepare(source, places), places, "start")
    return content.body(places.span(0, len(source)))


def parse_block(text: str, piece: Piece) -> Block:
    """Parse one block of a file; ``text`` is the whole file, and positions are those in it.

    Raises:
        HclError: It is not HCL.
    """
    source = text[piece.start : piece.end]
    line_start = text.rfind("\n", 0, piece.start) + 1
    shift = piece.start - line_start - text.startswith("\ufeff", line_start)
    places = Places(source, piece.line, shift)
    if not piece.block:
        raise places.error("expected a block but found an attribute", 0)
    content: Content = _parse(source, prepare(source, places), places, "start")
    return content.blocks[0]


def parse_expression(text: str, place: Span | None = None) -> Expression:
    """Parse an expression, such as the value of ``-var``.

    Args:
        text: The expression.
        place: The range that all nodes get, where the text's own lines mean nothing to the reader.

    Raises:
        HclError: It is not an expression.
    """
    places = Places(text) if place is None else FixedPlace(place)
    prepared = Preparer(text, places).run(newlines=False)
    expression: Expression = _parse(text, prepared, places, "expression")
    return expression


def parse_template(text: str, place: Span | None = None) -> Expression:
    """Parse what stands inside a quoted template, escapes done: a template file, or a string of ``.tf.json``.

    Args:
        text: The template; unlike in HCL's quotes, a backslash is a backslash.
        place: The range that all nodes get, where the text's own lines mean nothing to the reader.

    Raises:
        HclError: It is not a template.
    """
    source = f'"{text}"'
    places = Places(source, shift=-1) if place is None else FixedPlace(place)
    preparer = Preparer(source, places)
    preparer.begin_bare(0)
    expression: Expression = _parse(source, preparer.run(), places, "expression")
    return expression


def _parse(source: str, prepared: Prepared, places: Places, start: str) -> Any:
    """Run the parser; one at a time, for the builder has one text at a time."""
    with _lock:
        _builder.start_on(source, prepared, places)
        try:
            return _parser().parse(prepared.text, start=start)
        except (UnexpectedToken, UnexpectedCharacters) as error:
            raise _translated(error, source, prepared, places) from None


def _translated(
    error: UnexpectedToken | UnexpectedCharacters, source: str, prepared: Prepared, places: Places
) -> HclError:
    """Lark's error in plain words."""
    offset = error.pos_in_stream or 0
    if isinstance(error, UnexpectedToken):
        expected = set(error.accepts or error.expected)
        offset = len(source) if error.token.type == "$END" else offset
    else:
        expected = set(error.allowed or ())
    # Some of the grammar's signs take the spaces before them in.
    while source.startswith((" ", "\t"), offset):
        offset += 1
    if "RPAR" in expected and in_sequence(prepared.text, source, offset):
        expected = (expected - {"RPAR"}) | {"RBRACE"}
    return places.error(explain(expected, source, offset), offset)


@cache
def _parser() -> lark.Lark:
    """The parser, out of the cache or built."""
    # Found without importing hcl2, which takes longer than to load the tables.
    file = distribution("python-hcl2").locate_file("hcl2/hcl2.lark")
    grammar = Path(str(file)).read_text(encoding="utf-8")
    for old, new in _AMENDMENTS:
        grammar = grammar.replace(old, new)

    def build(file: str) -> lark.Lark:
        return lark.Lark(
            grammar,
            parser="lalr",
            start=["start", "expression"],
            transformer=_builder,
            cache=_File(file),
            maybe_placeholders=False,
        )

    return kept(build, f"{lark.__version__}\n{grammar}")
