"""Which paths an expression reads: ``rule.credentials.exists(c, c.name != "x")`` reads ``rule.credentials.[].name``.

A path begins with the variable; ``[]`` is any element of a list, or any value of a map. The reader sees the chains
of an expression and leaves the rest to CEL, so it takes only what CEL has compiled before.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

Path: TypeAlias = tuple[str, ...]
ELEMENT = "[]"

# Compiled when it is first needed: a run of the shipped policies reads no expressions.
_LEXEME = r"""
      (?P<space> \s+ | //[^\n]* )
    | (?P<string> [rRbB]{0,2} (?: \"{3}.*?\"{3} | '{3}.*?'{3} | "(?:\\.|[^"\\])*" | '(?:\\.|[^'\\])*' ) )
    | (?P<number> \d[\w.]* (?:(?<=[eE])[+-]\d+)? )
    | (?P<name> [A-Za-z_]\w* | `[^`]+` )
    | (?P<sign> && | \|\| | [=!<>]= | . )
    """
_MACROS = frozenset({"all", "exists", "exists_one", "filter", "map"})
_WORDS = frozenset("true false null in".split())
_OPENING = frozenset("([{")
_CLOSING = frozenset(")]}")


class Use(NamedTuple):
    """One reading of a path.

    Attributes:
        path: From the variable on; a first part that is no variable of the policy is an undeclared name.
        how: ``null`` (compared with it), ``in`` (on the right of it), ``size``, ``macro`` (what one is called on), or
            ``value``.
        offset: Where in the expression it begins.
    """

    path: Path
    how: str
    offset: int


class _Token(NamedTuple):
    kind: str
    text: str
    offset: int


_END = _Token("end", "", -1)


class Reader:
    """Reads one expression.

    Attributes:
        uses: Every reading of a path, in their order.
        calls: The names of the functions that are called, each with its offset.
        computed: Offsets of fields that are selected from something that is no path, such as ``(a ? b : c).d``.
    """

    def __init__(self, expression: str) -> None:
        self.uses: list[Use] = []
        self.calls: list[tuple[str, int]] = []
        self.computed: list[int] = []
        self._tokens = list(_tokens(expression))
        self._at = 0
        self._scope: dict[str, Path | None] = {}
        while self._at < len(self._tokens):
            self._sequence()
            self._at += 1

    def _peek(self, ahead: int = 0) -> _Token:
        at = self._at + ahead
        return self._tokens[at] if 0 <= at < len(self._tokens) else _END

    def _sequence(self) -> Path | None:
        """Read up to a closing bracket; the path that it is, where it is nothing but one."""
        start, operands, path = self._at, 0, None
        while (token := self._peek()).kind != "end" and token.text not in _CLOSING:
            if (token.kind == "sign" and token.text not in _OPENING) or token.text == "in":
                self._at += 1
                continue
            path = self._operand()
            operands += 1
            end = self._at
        whole = operands == 1 and self._tokens[start].kind in {"name", "sign"} and end == self._at
        return path if whole else None

    def _operand(self) -> Path | None:
        start = self._at
        path = self._primary()
        while True:
            token, following = self._peek(), self._peek(1)
            if token.text == "." and self._peek(2).text == "(" and following.text in _MACROS:
                path = self._macro(path, start)
            elif token.text == "." and self._peek(2).text == "(":
                self._at += 3
                self._use(path, "size" if following.text == "size" else "value", start)
                self._arguments()
                path = None
            elif token.text == ".":
                path = self._select(path)
            elif token.text == "[":
                path = self._index(path)
            else:
                break
        self._use(path, self._how(start), start)
        return path

    def _primary(self) -> Path | None:
        token = self._peek()
        self._at += 1
        if token.text == "(":
            mark = len(self.uses)
            path = self._sequence()
            self._at += 1
            if path is not None:
                del self.uses[mark:]
            return path
        if token.text in _OPENING:
            self._arguments()
            return None
        if token.kind != "name" or token.text in _WORDS:
            return None
        if self._peek().text == "(":
            self._call(token)
            return None
        return self._scope.get(token.text, (token.text,))

    def _call(self, token: _Token) -> None:
        self.calls.append((token.text, token.offset))
        self._at += 1
        mark = len(self.uses)
        self._arguments()
        if token.text == "size":
            self.uses[mark:] = [use._replace(how="size") for use in self.uses[mark:]]

    def _arguments(self) -> None:
        self._sequence()
        self._at += 1

    def _select(self, path: Path | None) -> Path | None:
        field = self._peek(1)
        self._at += 2
        if path is None:
            self.computed.append(field.offset)
            return None
        return (*path, field.text.strip("`"))

    def _index(self, path: Path | None) -> Path | None:
        key, after = self._peek(1), self._peek(2)
        self._at += 1
        self._sequence()
        self._at += 1
        if path is None:
            return None
        if key.kind == "string" and after.text == "]":
            return (*path, key.text.strip("rR").strip("\"'"))
        return (*path, ELEMENT)

    def _macro(self, path: Path | None, start: int) -> Path | None:
        macro, variable = self._peek(1).text, self._peek(3).text
        self._at += 5
        self._use(path, "macro", start)
        outer = dict(self._scope)
        self._scope[variable] = (*path, ELEMENT) if path else None
        self._arguments()
        self._scope = outer
        return path if macro == "filter" else None

    def _use(self, path: Path | None, how: str, start: int) -> None:
        if path is not None:
            self.uses.append(Use(path, how, self._tokens[start].offset))

    def _how(self, start: int) -> str:
        before = self._tokens[start - 1].text if start else ""
        two_before = self._tokens[start - 2].text if start > 1 else ""
        if (self._peek().text in {"==", "!="} and self._peek(1).text == "null") or (
            before in {"==", "!="} and two_before == "null"
        ):
            return "null"
        return "in" if before == "in" else "value"


def _tokens(expression: str) -> Iterator[_Token]:
    for match in re.finditer(_LEXEME, expression, re.VERBOSE | re.DOTALL):
        kind = match.lastgroup or ""
        if kind != "space":
            yield _Token(kind, match.group(), match.start())


def reads_of(variable: str, *expressions: str | None) -> tuple[Path, ...]:
    """The paths that expressions read below a variable, without it, each once, in reading order."""
    uses = (use for expression in expressions if expression for use in Reader(expression).uses)
    return tuple(dict.fromkeys(use.path[1:] for use in uses if use.path[0] == variable))
