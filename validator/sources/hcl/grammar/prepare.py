"""Rewrites HCL, keeping its length, into text that python-hcl2's grammar reads without mistakes.

Comments become spaces, and so do the newlines that HCL ignores: between parentheses and brackets, in a ``for`` object
and in an interpolation. A string or heredoc without sequences becomes one identifier of underscores. One with sequences
becomes a list of its expressions: ``"a ${b} c ${d}"`` turns into ``[   (b)   ,(d)]``. So everything is parsed at once,
however deep templates are nested, and every offset stays right. What stood there is noted in ``Prepared.templates``.
"""

import re
from typing import NoReturn

import msgspec

from validator.sources.hcl.grammar.brackets import Bracket, Brackets
from validator.sources.hcl.grammar.lexis import BARE, CODE, DIRECTIVE, FOR, FOREIGN, QUOTED, heredoc_pattern
from validator.sources.hcl.grammar.places import Places
from validator.sources.hcl.grammar.raw import Kind, RawTemplate, Sequence, Text
from validator.sources.hcl.grammar.rewrite import Rewrite


class Prepared(msgspec.Struct):
    """Text for the parser; what the templates were, by the offset they start at; where comments are."""

    text: str
    templates: dict[int, RawTemplate]
    comments: list[tuple[int, int]]


class Preparer:
    """One pass over a text. ``places`` serves errors only."""

    def __init__(self, source: str, places: Places, start: int = 0) -> None:
        self._source = source
        self._places = places
        self.position = start
        self._rewrite = Rewrite(source, start)
        self._limit = len(source)
        self._brackets = Brackets(places)
        self._open: list[tuple[RawTemplate, int]] = []
        self._literal = False
        self._templates: dict[int, RawTemplate] = {}
        self._comments: list[tuple[int, int]] = []

    def run(self, *, newlines: bool = True) -> Prepared:
        """Prepare all of the text; ``newlines`` tells whether newlines mean something outside of all brackets.

        Raises:
            HclError: Brackets, strings, heredocs or comments that do not end, or that end what is not open.
        """
        self._brackets.newlines = newlines
        while self._step():
            pass
        self._brackets.refuse_open()
        text = self._rewrite.text()
        # The grammar's names are ASCII; builders read names from the source.
        return Prepared(text if text.isascii() else FOREIGN.sub("_", text), self._templates, self._comments)

    def pass_template(self) -> int:
        """The end of the string or heredoc that starts at the position.

        Raises:
            HclError: It does not end.
        """
        self._step()
        while self._open and self._step():
            pass
        self._brackets.refuse_open()
        return self.position

    def _step(self) -> bool:
        """Read the next thing; false at the end of the text."""
        if self._literal:
            self._read_literal()
            return True
        match = CODE.search(self._source, self.position, self._limit)
        if match is None:
            return False
        self.position = match.end()
        getattr(self, f"_read_{match.lastgroup}")(match)
        return True

    def begin_bare(self, offset: int) -> None:
        """Read the text as a template from the quote at the offset to the quote that ends the text."""
        self._limit = len(self._source) - 1
        self._begin(Kind.BARE, BARE, offset, offset + 1)

    def _refuse(self, problem: str, offset: int) -> NoReturn:
        raise self._places.error(problem, offset)

    def _read_string(self, match: re.Match[str]) -> None:
        self._rewrite.replace(match.start(), match.end(), "_" * len(match[0]))

    def _read_comment(self, match: re.Match[str]) -> None:
        if not self._open:
            self._comments.append(match.span())
        self._rewrite.replace(match.start(), match.end())

    def _read_endless(self, match: re.Match[str]) -> None:
        self._refuse("this comment is never closed", match.start())

    def _read_newline(self, match: re.Match[str]) -> None:
        if not self._brackets.newlines_count():
            self._rewrite.replace(match.start(), match.end())

    def _read_open(self, match: re.Match[str]) -> None:
        newlines = match[0] == "{" and not FOR.match(self._source, match.end())
        self._brackets.push(Bracket(match[0], match.start(), newlines))

    def _read_close(self, match: re.Match[str]) -> None:
        bracket = self._brackets.pop(match)
        if bracket.sequence is not None:
            self._end_sequence(bracket.sequence, match.start())

    def _read_quote(self, match: re.Match[str]) -> None:
        self._begin(Kind.QUOTED, QUOTED, match.start(), match.end())

    def _read_heredoc(self, match: re.Match[str]) -> None:
        kind = Kind.INDENTED if match[0].startswith("<<-") else Kind.HEREDOC
        self._begin(kind, heredoc_pattern(match["marker"]), match.start(), match.end())

    def _begin(self, kind: Kind, pattern: re.Pattern[str], start: int, end: int) -> None:
        """Turn a template's opening into that of a list."""
        self._open.append((RawTemplate(kind, start, pattern), self._rewrite.mark(start)))
        self._rewrite.replace(start, end, "[")
        self.position = end
        self._literal = True

    def _read_literal(self) -> None:
        """Read a template's literal text up to its end or to the next sequence, and that one's opening."""
        template = self._open[-1][0]
        start = at = self.position
        while True:
            match = template.pattern.search(self._source, at)
            if match is None:
                self._refuse(f"{template.kind.value} is never closed", template.start)
            if match.lastgroup not in {"escape", "skip"}:
                break
            at = match.end()
        if start < match.start():
            template.parts.append(Text(start, match.start()))
            self._rewrite.replace(start, match.start())
        self.position = match.end()
        if match.lastgroup == "newline":
            self._refuse('a string in quotes ends in its line; write "\\n", or use a heredoc', match.start())
        if match.lastgroup == "end":
            return self._end_template(match)
        return self._begin_sequence(template, match)

    def _end_template(self, match: re.Match[str]) -> None:
        template, mark = self._open.pop()
        template.end = match.end()
        # The end marker's line may end with a carriage return, which is not its own.
        template.end -= match[0].endswith("\r")
        self._templates[template.start] = template
        self._literal = False
        if any(isinstance(part, Sequence) for part in template.parts):
            self._rewrite.replace(match.start(), template.end, "]")
        else:
            self._rewrite.back(mark, template.start)
            self._rewrite.replace(template.start, template.end, "_" * (template.end - template.start))

    def _begin_sequence(self, template: RawTemplate, match: re.Match[str]) -> None:
        """Turn the opening of a sequence into that of a list's next item, in parentheses."""
        sequence = Sequence("${", match.start(), strip_before=match[0].endswith("~"))
        first = not any(isinstance(part, Sequence) and part.word in {"${", "if", "for"} for part in template.parts)
        template.parts.append(sequence)
        if match[0].startswith("%"):
            directive = DIRECTIVE.match(self._source, match.end())
            if directive is None:
                self._refuse("expected if, else, endif, for or endfor after %{", match.end())
            self.position = directive.end()
            if directive["alone"]:
                sequence.word, sequence.end = directive["alone"], directive.end()
                sequence.strip_after = bool(directive["trim"])
                return self._rewrite.replace(match.start(), directive.end())
            sequence.names = tuple(name for name in directive.group("first", "second") if name)
            sequence.word = "for" if sequence.names else "if"
        sequence.inner = self.position
        self._rewrite.replace(match.start(), self.position, " (" if first else ",(")
        self._literal = False
        return self._brackets.push(Bracket(match[0][:2], match.start(), newlines=False, sequence=sequence))

    def _end_sequence(self, sequence: Sequence, offset: int) -> None:
        sequence.end = offset + 1
        sequence.strip_after = self._source.endswith("~", sequence.inner, offset)
        start = offset - sequence.strip_after
        if not self._source[sequence.inner : start].strip():
            self._refuse("expected an expression", start)
        self._rewrite.replace(start, offset + 1, " )" if sequence.strip_after else ")")
        self._literal = True


def prepare(source: str, places: Places) -> Prepared:
    """Prepare a whole text.

    Raises:
        HclError: See ``Preparer.run``.
    """
    return Preparer(source, places).run()
