"""Builds a template's node out of its raw parts, as Terraform does.

The order matters and is HCL's own: escapes, then strip markers, then the indentation of ``<<-``. In heredocs and
template files a strip marker reaches no further than its line, for HCL reads their text line by line.
"""

import re
import sys
from collections.abc import Iterator
from typing import NoReturn, TypeAlias

import msgspec

from validator.sources.hcl.grammar.places import Places, join
from validator.sources.hcl.grammar.raw import Kind, RawTemplate, Sequence
from validator.sources.hcl.grammar.trim import Line, strip, unindent
from validator.sources.hcl.nodes import Expression, Literal, Template, TemplateFor, TemplateIf

Part: TypeAlias = Expression | TemplateIf | TemplateFor

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))|([$%])\4(?=\{)")
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_MAX_DIRECTIVES = 50
_DOUBLED = re.compile(r"([$%])\1(?=\{)")


class _Open(msgspec.Struct):
    """A directive whose end has not come yet; ``parts`` are those of the branch being read."""

    sequence: Sequence
    subject: Expression
    parts: list[Part]
    then: tuple[Part, ...] | None = None


def unescape(text: str, start: int, places: Places) -> str:
    r"""The value of a quoted string's literal text, which starts at an offset.

    Raises:
        HclError: A backslash before something else than ``n r t " \ uXXXX UXXXXXXXX``.
    """
    if "\\" not in text and "{" not in text:
        return text

    def replace(match: re.Match[str]) -> str:
        short, long, character, doubled = match.groups()
        if doubled:
            return str(doubled)
        if character in _ESCAPED:
            return _ESCAPED[character]
        code = int(short or long or "-1", 16)
        if not 0 <= code <= sys.maxunicode:
            raise places.error(r'a backslash in a string is followed by one of n r t " \ u U', start + match.start())
        return chr(code)

    return _ESCAPE.sub(replace, text)


class Assembler:
    """Builds the templates of one text."""

    def __init__(self, source: str, places: Places) -> None:
        self._source = source
        self._places = places

    def assemble(self, raw: RawTemplate, expressions: list[Expression]) -> Expression:
        """The node of a template, given the expressions of its sequences in order.

        Raises:
            HclError: Directives that don't match each other, or a wrong escape.
        """
        span = self._places.span(raw.start, raw.end)
        match raw.parts:
            case [Sequence(word="${")]:
                return msgspec.structs.replace(expressions[0], span=span)
        items = list(self._items(raw))
        strip(items)
        if raw.kind is Kind.INDENTED:
            unindent(items)
        parts = self._nest(items, iter(expressions))
        if not parts:
            return Literal(span, "")
        if len(parts) == 1 and isinstance(parts[0], Literal) and isinstance(parts[0].value, str):
            return Literal(span, parts[0].value)
        return Template(span, parts)

    def _items(self, raw: RawTemplate) -> Iterator[Line | Sequence]:
        """The parts with their text unescaped and, but for quoted strings, cut into lines."""
        for part in raw.parts:
            if isinstance(part, Sequence):
                yield part
                continue
            text = self._source[part.start : part.end]
            if raw.kind is Kind.QUOTED:
                yield Line(unescape(text, part.start, self._places), part.start, part.end)
                continue
            start = part.start
            for line in text.split("\n"):
                end = min(start + len(line) + 1, part.end)
                if end > start:
                    yield Line(_DOUBLED.sub(r"\1", self._source[start:end]), start, end)
                start = end

    def _nest(self, items: list[Line | Sequence], expressions: Iterator[Expression]) -> tuple[Part, ...]:
        """The tree of parts: directives matched with their ends."""
        root: list[Part] = []
        opened: list[_Open] = []
        for item in items:
            parts = opened[-1].parts if opened else root
            if isinstance(item, Line):
                self._add_text(parts, item)
            elif item.word == "${":
                parts.append(next(expressions))
            elif item.word in {"if", "for"}:
                if len(opened) >= _MAX_DIRECTIVES:
                    problem = f"more than {_MAX_DIRECTIVES} directives within each other"
                    raise self._places.error(problem, item.start, ours=True)
                opened.append(_Open(item, next(expressions), []))
            elif item.word == "else":
                self._begin_else(item, opened)
            else:
                node = self._close(item, opened)
                (opened[-1].parts if opened else root).append(node)
        if opened:
            self._refuse(
                opened[-1].sequence, f"%{{ {opened[-1].sequence.word} }} has no %{{ end{opened[-1].sequence.word} }}"
            )
        return _merged(root)

    def _add_text(self, parts: list[Part], line: Line) -> None:
        if line.value:
            parts.append(Literal(self._places.span(line.start, line.end), line.value))

    def _begin_else(self, item: Sequence, opened: list[_Open]) -> None:
        if not opened or opened[-1].sequence.word != "if" or opened[-1].then is not None:
            self._refuse(item, "%{ else } without %{ if }")
        opened[-1].then = _merged(opened[-1].parts)
        opened[-1].parts = []

    def _close(self, item: Sequence, opened: list[_Open]) -> TemplateIf | TemplateFor:
        word = item.word.removeprefix("end")
        if not opened or opened[-1].sequence.word != word:
            self._refuse(item, f"%{{ {item.word} }} without %{{ {word} }}")
        directive = opened.pop()
        span = self._places.span(directive.sequence.start, item.end)
        parts = _merged(directive.parts)
        if word == "for":
            *key, value = directive.sequence.names
            return TemplateFor(span, key[0] if key else None, value, directive.subject, parts)
        then, otherwise = (parts, ()) if directive.then is None else (directive.then, parts)
        return TemplateIf(span, directive.subject, then, otherwise)

    def _refuse(self, sequence: Sequence, problem: str) -> NoReturn:
        raise self._places.error(problem, sequence.start)


def _merged(parts: list[Part]) -> tuple[Part, ...]:
    """The parts with neighbouring strings joined."""
    merged: list[Part] = []
    for part in parts:
        match (merged[-1] if merged else None), part:
            case Literal(span=first, value=str(before)), Literal(span=last, value=str(after)):
                merged[-1] = Literal(join(first, last), before + after)
            case _:
                merged.append(part)
    return tuple(merged)
