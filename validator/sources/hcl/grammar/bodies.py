"""Attributes, blocks and bodies."""

import msgspec

from validator.sources.hcl.grammar.expressions import ExpressionBuilder
from validator.sources.hcl.grammar.places import join
from validator.sources.hcl.grammar.terminals import Parts
from validator.sources.hcl.nodes import Attribute, Block, Body, Node, Span


class Content(msgspec.Struct):
    """What a body holds; its range is known to what is around it."""

    attributes: dict[str, Attribute]
    blocks: list[Block]

    def body(self, span: Span) -> Body:
        """The body's node."""
        return Body(span, self.attributes, tuple(self.blocks))


class BodyBuilder(ExpressionBuilder):
    """Builds everything."""

    def start(self, parts: Parts) -> Content:
        """A file."""
        (content,) = parts
        return content  # type: ignore[no-any-return]

    def body(self, parts: Parts) -> Content:
        """Attributes and blocks."""
        content = Content({}, [])
        line = 0
        for part in _nodes(parts):
            if part.span.line == line:
                self._refuse("expected a new line", part.span)
            line = part.span.end_line
            if isinstance(part, Block):
                content.blocks.append(part)
            else:
                first = content.attributes.setdefault(part.name, part)
                if first is not part:
                    self._refuse(f'"{part.name}" is set twice; line {first.span.line} has it already', part.span)
        return content

    def attribute(self, parts: Parts) -> Attribute:
        """``name = expression``."""
        name, span = self._word(parts[0], "an argument's name")
        expression = parts[-1]
        return Attribute(join(span, expression.span), name, expression)

    def block(self, parts: Parts) -> Block:
        """``type "label" { … }``; labels are not templates."""
        *head, opening, content, closing = [part for part in parts if part is not None]
        kind, start = self._word(head[0], "a block's type")
        labels = [self._label(part) for part in head[1:]]
        last = labels[-1][1] if labels else start
        body = content.body(self._places.span(opening.end_pos, closing.start_pos))
        span = join(start, self._span(closing, closing))
        return Block(span, kind, tuple(label for label, _ in labels), body, join(start, last))

    def _label(self, part: object) -> tuple[str, Span]:
        if isinstance(part, Node) and isinstance(value := getattr(part, "value", None), str):
            return value, part.span
        return self._word(part, "a label")


def _nodes(parts: Parts) -> list[Attribute | Block]:
    """The parts without newlines."""
    return [part for part in parts if part is not None]
