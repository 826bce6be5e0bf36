"""Cuts a file into its top-level blocks and attributes without parsing it, a hundred times as fast.

Only heads are read; bodies are passed over by matching braces, with strings, heredocs and comments out of the
way. Whatever looks unusual is a doubt, and then the caller parses the whole file.
"""

import re

import msgspec

from validator.sources.hcl.error import HclError
from validator.sources.hcl.grammar.lexis import COMMENT, HEREDOC, NAME
from validator.sources.hcl.grammar.places import Places
from validator.sources.hcl.grammar.prepare import Preparer


class Piece(msgspec.Struct, frozen=True, gc=False):
    """A top-level block or attribute; offsets count characters of the file, from its start.

    Attributes:
        type: The block's type, or the attribute's name.
        labels: The block's labels.
        start: Where its head starts.
        end: Behind its closing brace; for an attribute, the end of its last line, without the newline.
        line: The line it starts in, counted from 1.
        block: Whether it is a block.
    """

    type: str
    labels: tuple[str, ...]
    start: int
    end: int
    line: int
    block: bool = True


_BETWEEN = re.compile(rf"(?:\s++|{COMMENT})*+")
_REST_OF_LINE = re.compile(rf"(?:[ \t\r]++|{COMMENT})*+(?=\n|\Z)")
_LABEL = rf'"[^"\\$%\n]*+"|{NAME}'
_HEAD = re.compile(rf"({NAME})((?:[ \t]*+(?:{_LABEL}))*+)[ \t]*+(?:(\{{)|=(?![=>]))")
_LABELS = re.compile(_LABEL)
# Strings whose sequences hold neither quotes nor braces are passed over here; others take the long way.
_STRING = r'"(?:[^"\\$%\n]++|\\.|[$%](?!\{)|[$%]\{[^"{}\n]*+\})*+"'
_PLAIN = rf"{_STRING}|{COMMENT}|/(?![/*])|<(?!<)|<<(?!-?[^\W\d])"
_IN_BLOCK = re.compile(rf'(?:[^{{}}"#/<]++|{_PLAIN})*+')
_IN_ATTRIBUTE = re.compile(rf'(?:[^{{}}()\[\]"#/<\n]++|{_PLAIN})*+')
_HEREDOC = re.compile(HEREDOC)


def skim(text: str) -> list[Piece] | None:
    """The top-level pieces of a file in order, or ``None`` in doubt.

    The pieces are those that parsing the whole file gives, if it is well-formed; the skim does not tell whether it is.
    """
    pieces: list[Piece] = []
    position, line, counted = int(text.startswith("\ufeff")), 1, 0
    while True:
        position = _after(_BETWEEN, text, position)
        if position == len(text):
            return pieces
        head = _HEAD.match(text, position)
        if head is None:
            return None
        block = head[3] is not None
        end = _end_of(text, head.end(), _IN_BLOCK if block else _IN_ATTRIBUTE, depth=int(block))
        rest = _REST_OF_LINE.match(text, end) if end is not None else None
        if end is None or rest is None:
            return None
        line += text.count("\n", counted, position)
        counted = position
        labels = tuple(label.strip('"') for label in _LABELS.findall(head[2]))
        pieces.append(Piece(head[1], labels, position, end, line, block))
        position = rest.end()


def _end_of(text: str, position: int, uneventful: re.Pattern[str], depth: int) -> int | None:
    """The end of a block's body or an attribute's value, or ``None`` in doubt."""
    while True:
        position = _after(uneventful, text, position)
        sign = text[position : position + 1]
        if sign in {"{", "(", "["}:
            depth += 1
        elif sign in {"}", ")", "]"}:
            depth -= 1
            if depth == 0 and uneventful is _IN_BLOCK:
                return position + 1
            if depth < 0:
                return None
        elif sign == "\n":
            if depth == 0:
                return position
        elif sign in {'"', "<"}:
            end = _end_of_template(text, position)
            if end is None:
                return None
            position = end - 1
        else:
            # The end of the text, where only an attribute may end, or a comment that does not.
            return position if not sign and depth == 0 else None
        position += 1


def _end_of_template(text: str, position: int) -> int | None:
    """The end of a string or heredoc, or ``None`` where none starts or ends."""
    if text[position] == "<" and not _HEREDOC.match(text, position):
        return None
    preparer = Preparer(text, Places(text), position)
    try:
        return preparer.pass_template()
    except HclError:
        return None


def _after(pattern: re.Pattern[str], text: str, position: int) -> int:
    """The end of what a pattern that can be empty matches."""
    match = pattern.match(text, position)
    return match.end() if match else position
