"""JSON with the place of every key and value, which the standard library does not tell."""

import json
import re
from decimal import Decimal
from typing import NoReturn, TypeAlias

import msgspec

from validator.sources.hcl.grammar.brackets import MAX_DEPTH
from validator.sources.hcl.grammar.places import Places
from validator.sources.hcl.grammar.terminals import number
from validator.sources.hcl.nodes import Span

_TOKEN = re.compile(
    r"""[ \t\r\n]*+(?:
      (?P<string> "(?:[^"\\\x00-\x1f]++|\\.)*+" )
    | (?P<number> -?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)? )
    | (?P<word> true|false|null )
    | (?P<sign> [\[\]{},:] )
    | (?P<end> \Z )
    | (?P<other> . )
    )""",
    re.VERBOSE | re.DOTALL,
)
_WORDS = {"true": True, "false": False, "null": None}


class JsonScalar(msgspec.Struct, frozen=True):
    """A string, a number, a bool or null."""

    span: Span
    value: str | int | Decimal | bool | None


class JsonArray(msgspec.Struct, frozen=True):
    """An array."""

    span: Span
    items: list["JsonValue"]


class JsonObject(msgspec.Struct, frozen=True):
    """An object; a key may be there twice."""

    span: Span
    items: list[tuple[JsonScalar, "JsonValue"]]


JsonValue: TypeAlias = JsonScalar | JsonArray | JsonObject


def scan(source: str, places: Places) -> JsonValue:
    """Read a JSON text.

    Raises:
        HclError: It is not JSON, or nested too deep.
    """
    return _Scanner(source, places).run()


class _Scanner:
    """Reads one text, token by token."""

    def __init__(self, source: str, places: Places) -> None:
        # The pattern's last branches match whatever there is, so no text is left out between tokens.
        self._tokens = _TOKEN.finditer(source)
        self._places = places
        self._depth = 0
        self._next()

    def run(self) -> JsonValue:
        value = self._value()
        if self._kind != "end":
            self._refuse("the end")
        return value

    def _next(self) -> None:
        match = next(self._tokens)
        self._kind = str(match.lastgroup)
        self._start, self._end = match.span(self._kind)
        self._text = match[self._kind]

    def _refuse(self, wanted: str) -> NoReturn:
        # Never a string itself, which may be a secret.
        found = {"sign": f'"{self._text}"', "end": "the end", "other": "something else"}.get(
            self._kind, f"a {self._kind}"
        )
        raise self._places.error(f"expected {wanted} but found {found}", self._start)

    def _take(self, sign: str) -> bool:
        """Go past a sign if it is the next token."""
        if self._kind != "sign" or self._text != sign:
            return False
        self._next()
        return True

    def _value(self) -> JsonValue:
        start = self._start
        if self._text in {"{", "["} and self._kind == "sign":
            self._depth += 1
            if self._depth > MAX_DEPTH:
                raise self._places.error(f"nested more than {MAX_DEPTH} levels deep", start, ours=True)
            value = self._object(start) if self._take("{") else self._array(start)
            self._depth -= 1
            return value
        return self._scalar()

    def _scalar(self) -> JsonScalar:
        span = self._places.span(self._start, self._end)
        value: str | int | Decimal | bool | None
        match self._kind:
            case "string":
                value = self._string()
            case "number":
                value = number(self._text)
            case "word":
                value = _WORDS[self._text]
            case _:
                self._refuse("a value")
        self._next()
        return JsonScalar(span, value)

    def _string(self) -> str:
        try:
            return str(json.loads(self._text))
        except ValueError:
            self._refuse("a string with the escapes of JSON")

    def _array(self, start: int) -> JsonArray:
        self._take("[")
        items: list[JsonValue] = []
        while not items or self._take(","):
            if not items and self._text == "]" and self._kind == "sign":
                break
            items.append(self._value())
        return JsonArray(self._close("]", start), items)

    def _object(self, start: int) -> JsonObject:
        items: list[tuple[JsonScalar, JsonValue]] = []
        while not items or self._take(","):
            if not items and self._text == "}" and self._kind == "sign":
                break
            if self._kind != "string":
                self._refuse("a key in quotes")
            key = self._scalar()
            if not self._take(":"):
                self._refuse('":"')
            items.append((key, self._value()))
        return JsonObject(self._close("}", start), items)

    def _close(self, sign: str, start: int) -> Span:
        span = self._places.span(start, self._end)
        if not self._take(sign):
            self._refuse(f'"," or "{sign}"')
        return span
