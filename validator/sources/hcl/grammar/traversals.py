"""What follows a term: ``.name``, ``[key]``, ``.0``, ``[*]`` and ``.*``."""

import msgspec

from validator.sources.hcl.grammar.places import Places, join
from validator.sources.hcl.grammar.prepare import Prepared
from validator.sources.hcl.grammar.terminals import Parts, TerminalBuilder, Token
from validator.sources.hcl.nodes import Expression, GetAttr, Index, Name, Span, Splat

ELEMENT = "*"
"""The name of the element within a splat."""

_MAX_SPLATS = 50


class _Step(msgspec.Struct, gc=False):
    """``.name`` or ``[key]``, as long as it is not known what it applies to; ``brackets`` tells ``[0]`` from ``.0``."""

    span: Span
    name: str = ""
    key: Expression | None = None
    brackets: bool = False


class TraversalBuilder(TerminalBuilder):
    """Builds references, indexes and splats."""

    _full_splats: dict[int, Splat]

    def start_on(self, source: str, prepared: Prepared, places: Places) -> None:
        """Set the text that the next tokens come from."""
        super().start_on(source, prepared, places)
        # The full splats that a further step still belongs to, by identity; held, so that no identity is used twice.
        self._full_splats = {}

    def get_attr(self, parts: Parts) -> _Step:
        """``.name``."""
        name, span = self._word(parts[1], "an attribute's name")
        return _Step(join(self._span(parts[0], parts[0]), span), name)

    def braces_index(self, parts: Parts) -> _Step:
        """``[key]``."""
        opening, *_, closing = parts
        (key,) = [part for part in parts[1:-1] if part is not None]
        return _Step(self._span(opening, closing), key=key, brackets=True)

    def short_index(self, parts: Parts) -> _Step:
        """``.0``."""
        dot, key = parts
        return _Step(join(self._span(dot, dot), key.span), key=key)

    def index_expr_term(self, parts: Parts) -> Expression:
        """A term with one step behind it."""
        subject, step = parts
        return self._apply(step, subject)

    get_attr_expr_term = index_expr_term

    def attr_splat(self, parts: Parts) -> Parts:
        """``.*`` with its steps."""
        return parts

    full_splat = attr_splat

    def attr_splat_expr_term(self, parts: Parts) -> Expression:
        """``x.*.a.0[1]``: only the steps with a dot apply to each element; the rest to the list of them."""
        subject, (star, *steps) = parts
        dotted = next((at for at, step in enumerate(steps) if step.brackets), len(steps))
        result: Expression = self._add_splat(subject, star, steps[:dotted])
        for step in steps[dotted:]:
            result = self._apply(step, result)
        return result

    def full_splat_expr_term(self, parts: Parts) -> Expression:
        """``x[*].a[0]``: all steps apply to each element, further splats among them."""
        subject, (star, *steps) = parts
        splat = self._add_splat(subject, star, steps)
        self._full_splats[id(splat)] = splat
        return splat

    def _add_splat(self, subject: Expression, star: Token, steps: list[_Step]) -> Splat:
        """A splat of the subject, inside of the subject's own splat where that is a full one still being written."""
        outer: list[Splat] = []
        while isinstance(subject, Splat) and id(subject) in self._full_splats:
            outer.append(subject)
            subject = subject.each
        if len(outer) > _MAX_SPLATS:
            self._refuse(f"more than {_MAX_SPLATS} splats within each other", subject.span, ours=True)
        element = self._span(star, star)
        each: Expression = Name(element, ELEMENT)
        for step in steps:
            each = self._apply(step, each)
        splat = self._grown(Splat(join(subject.span, each.span), subject, each), subject, each)
        for splat_around in reversed(outer):
            self._full_splats[id(splat)] = splat
            span = join(splat_around.span, each.span)
            splat = self._grown(Splat(span, splat_around.subject, splat), splat_around.subject, splat)
        return splat

    def _apply(self, step: _Step, subject: Expression) -> Expression:
        span = join(subject.span, step.span)
        if step.key is None:
            return self._grown(GetAttr(span, subject, step.name), subject)
        return self._grown(Index(span, subject, step.key), subject, step.key)
