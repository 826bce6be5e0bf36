"""Names, strings, numbers and keywords: what single tokens become, and what the other builders share.

A builder has a method for each rule and terminal of python-hcl2's grammar, by its name there. The parser calls it
bottom-up as it recognizes things, so no depth of nesting exhausts the stack. A method gets the values of a rule's
parts: tokens, what other methods returned, and ``None`` for newlines.
"""

from decimal import Decimal
from typing import Any, NoReturn, Protocol, TypeAlias, TypeVar

from validator.sources.hcl.error import HclError
from validator.sources.hcl.grammar.places import Places
from validator.sources.hcl.grammar.prepare import Prepared
from validator.sources.hcl.grammar.templates import Assembler, unescape
from validator.sources.hcl.nodes import Literal, Name, Node, Span

Parts: TypeAlias = list[Any]
"""The values of a rule's parts."""

_MAX_DIGITS = 300
_MAX_TREE = 400
T = TypeVar("T", bound=Node)
_KEYWORDS = {True: "true", False: "false", None: "null"}


class Token(Protocol):
    """What the parser gives for a terminal: a string that knows its range of offsets."""

    start_pos: int
    end_pos: int


class TerminalBuilder:
    """Builds the nodes of one text at a time; ``start_on`` sets which."""

    _source: str
    _prepared: Prepared
    _places: Places
    _assembler: Assembler
    _depths: dict[int, tuple[Node, int]]

    def start_on(self, source: str, prepared: Prepared, places: Places) -> None:
        """Set the text that the next tokens come from."""
        self._source = source
        self._prepared = prepared
        self._places = places
        self._assembler = Assembler(source, places)
        # By identity; the nodes are held, so that no identity is used twice.
        self._depths = {}

    def _span(self, first: Token, last: Token) -> Span:
        return self._places.span(first.start_pos, last.end_pos)

    def _refuse(self, problem: str, span: Span, *, ours: bool = False) -> NoReturn:
        raise HclError(problem, span.line, span.column, file=self._places.file, ours=ours)

    def _grown(self, node: T, *children: Node) -> T:
        """The node, once it is certain that what hangs below it is not too deep to be walked or freed."""
        depth = 1 + max([self._depths[key][1] for child in children if (key := id(child)) in self._depths], default=0)
        if depth > _MAX_TREE:
            self._refuse(f"an expression is more than {_MAX_TREE} levels deep", node.span, ours=True)
        self._depths[id(node)] = (node, depth)
        return node

    def _word(self, part: Any, what: str) -> tuple[str, Span]:
        """An identifier where the grammar wants one and nothing else, keywords included."""
        if isinstance(part, Name):
            return part.name, part.span
        if not isinstance(part, Literal):
            return str(part), self._span(part, part)
        if isinstance(part.value, str):
            self._refuse(f"{what} is written without quotes", part.span)
        return _KEYWORDS[part.value], part.span  # type: ignore[index] # only true, false and null are left here

    def NAME(self, token: Token) -> Name | Literal:  # noqa: N802 (the terminal's name)
        """An identifier, or what ``prepare`` turned into one: a string or heredoc without sequences."""
        start, end = token.start_pos, token.end_pos
        span = self._places.span(start, end)
        raw = self._prepared.templates.get(start)
        if raw is not None:
            literal = self._assembler.assemble(raw, [])
            return literal if isinstance(literal, Literal) else self._refuse("a template without text", span)
        if self._source[start] == '"':
            return Literal(span, unescape(self._source[start + 1 : end - 1], start + 1, self._places))
        return Name(span, self._source[start:end])

    def INT_LITERAL(self, token: Token) -> Literal:  # noqa: N802
        """A whole number."""
        return Literal(self._span(token, token), number(str(token)))

    FLOAT_LITERAL = INT_LITERAL

    def TRUE(self, token: Token) -> Literal:  # noqa: N802
        """The keyword."""
        return Literal(self._span(token, token), value=True)

    def FALSE(self, token: Token) -> Literal:  # noqa: N802
        """The keyword."""
        return Literal(self._span(token, token), value=False)

    def NULL(self, token: Token) -> Literal:  # noqa: N802
        """The keyword."""
        return Literal(self._span(token, token), None)

    def new_line_or_comment(self, _: Parts) -> None:
        """Newlines carry nothing."""


def number(text: str) -> int | Decimal:
    """``int`` when integral, else ``Decimal``; also when it has more digits than anyone computes with."""
    number = Decimal(text)
    if len(text) > _MAX_DIGITS or abs(number.adjusted()) > _MAX_DIGITS or number != number.to_integral_value():
        return number
    return int(number)
