"""``format`` and ``formatlist``: Terraform's subset of Go's format verbs."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec

from validator.model.value import Unknown
from validator.sources.hcl.conversions import to_bool, to_number, to_string
from validator.sources.hcl.functions.encoding import to_json
from validator.sources.hcl.functions.graphemes import graphemes
from validator.sources.hcl.functions.numerals import exponential, general, plain
from validator.sources.hcl.functions.parameters import anything, string, whole
from validator.sources.hcl.functions.signature import Accepts, Function, Parameter, check_characters, check_elements
from validator.sources.hcl.values import EvaluationError, first_unknown, kind, unknown_from

_VERB = re.compile(
    r"%(?P<flags>[ +\-0#]*)(?P<width>[0-9]+)?(?:\.(?P<precision>[0-9]*))?(?:\[(?P<index>[0-9]+)\])?(?P<mode>[A-Za-z%])",
)
_MAX_WIDTH = 10_000
_INTEGERS = {"b": "b", "d": "d", "o": "o", "x": "x", "X": "X"}
_FLOATS = {"e": exponential, "f": plain, "g": general}


class Verb(msgspec.Struct, frozen=True):
    """One verb of a format string.

    Attributes:
        flags: Any of ``#``, ``+``, ``-``, ``0`` and space.
        width: The least number of characters; 0 when none is given.
        precision: Digits or characters; ``None`` when none is given.
        index: The argument it formats, from 0.
        mode: The letter.
    """

    flags: str
    width: int
    precision: int | None
    index: int
    mode: str

    def padded(self, text: str) -> str:
        """A text filled up to the width, on the left unless a flag says otherwise."""
        missing = self.width - len(graphemes(text))
        if missing <= 0:
            return text
        if "-" in self.flags:
            return text + " " * missing
        if "0" not in self.flags:
            return " " * missing + text
        sign = text[:1] if text[:1] in ("+", "-", " ") else ""
        return sign + "0" * missing + text[len(sign) :]


def _pieces(template: str) -> Iterator[str | Verb]:
    """The literal texts and verbs of a format string, in order."""
    position = following = 0
    while (at := template.find("%", position)) >= 0:
        if at > position:
            yield template[position:at]
        match = _VERB.match(template, at)
        if match is None:
            raise EvaluationError(f"format: the format string is wrong from offset {at} on")
        position = match.end()
        if match["mode"] == "%":
            yield "%"
            continue
        index = int(match["index"]) - 1 if match["index"] else following
        following = index + 1
        precision = None if match["precision"] is None else int(match["precision"] or 0)
        verb = Verb(match["flags"], int(match["width"] or 0), precision, index, match["mode"])
        if max(verb.width, verb.precision or 0) > _MAX_WIDTH:
            raise EvaluationError(f"format: a width or precision is over {_MAX_WIDTH}")
        yield verb
    yield template[position:]


def _format(template: Any, *arguments: Any) -> str | Unknown:
    if isinstance(template, Unknown):
        return unknown_from(template)
    pieces = list(_pieces(template))
    used = max((piece.index + 1 for piece in pieces if isinstance(piece, Verb)), default=0)
    if used > len(arguments):
        raise EvaluationError(f"format: the format string uses {used} arguments, there are {len(arguments)}")
    if used < len(arguments):
        raise EvaluationError(f"format: too many arguments, the format string uses {used}")
    return _joined(pieces, arguments)


def _joined(pieces: list[str | Verb], arguments: tuple[Any, ...]) -> str | Unknown:
    known = ""
    for piece in pieces:
        if isinstance(piece, Verb):
            cause = first_unknown(arguments[piece.index])
            if cause is not None:
                begins = cause.prefix if piece.mode in "sv" and cause is arguments[piece.index] else ""
                passes = not (piece.flags or piece.width or piece.precision is not None)
                return Unknown(cause.reason, cause.detail, prefix=known + (begins if passes else ""))
            known += _formatted(piece, arguments[piece.index])
        else:
            known += piece
        check_characters(len(known))
    return known


def _formatted(verb: Verb, value: Any) -> str:
    mode = verb.mode
    if mode == "v":
        return _as_is(verb, value)
    if value is None:
        raise EvaluationError(f"format: %{mode} can't format null")
    if mode in _INTEGERS:
        return verb.padded(_integer(verb, whole(value)))
    if mode.lower() in _FLOATS and mode != "F":
        return verb.padded(_float(verb, Decimal(to_number(value))))
    if mode == "t":
        return to_string(to_bool(value))
    if mode in ("s", "q"):
        text = to_string(value)
        text = text if verb.precision is None else "".join(graphemes(text)[: verb.precision])
        return verb.padded(text if mode == "s" else to_json(text))
    raise EvaluationError(f"format: there is no verb %{mode}")


def _as_is(verb: Verb, value: Any) -> str:
    if "#" in verb.flags:
        return to_json(value)
    if kind(value) == "number":
        return _formatted(msgspec.structs.replace(verb, mode="g"), value)
    return verb.padded(to_string(value) if isinstance(value, str | bool) else to_json(value))


def _integer(verb: Verb, value: int) -> str:
    digits = format(abs(value), _INTEGERS[verb.mode]).rjust(verb.precision or 0, "0")
    if "#" in verb.flags:
        digits = {"b": "0b", "o": "0", "x": "0x", "X": "0X", "d": ""}[verb.mode] + digits
    return _sign(verb, value < 0) + digits


def _float(verb: Verb, value: Decimal) -> str:
    text = _FLOATS[verb.mode.lower()](abs(value), verb.precision)
    return _sign(verb, value < 0) + (text.upper() if verb.mode.isupper() else text)


def _sign(verb: Verb, negative: bool) -> str:
    if negative:
        return "-"
    return "+" if "+" in verb.flags else " " if " " in verb.flags else ""


def _formatlist(template: str, *arguments: Any) -> list[Any] | Unknown:
    lists = [argument for argument in arguments if isinstance(argument, list)]
    if any(isinstance(argument, Unknown) for argument in arguments):
        # It may be a list of any length, or one string.
        return unknown_from(*arguments)
    lengths = {len(items) for items in lists}
    if len(lengths) > 1:
        raise EvaluationError("formatlist: the lists have different lengths")
    count = lengths.pop() if lengths else 1
    check_elements(count)
    formatted: list[Any] = []
    length = 0
    for position in range(count):
        row = [argument[position] if isinstance(argument, list) else argument for argument in arguments]
        formatted.append(_format(template, *row))
        length += len(formatted[-1]) if isinstance(formatted[-1], str) else 0
        check_characters(length)
    return formatted


_ARGUMENTS = Parameter("args", anything, Accepts.UNKNOWN, nullable=True)
FUNCTIONS = (
    Function("format", _format, (string("format", Accepts.UNKNOWN),), _ARGUMENTS),
    Function("formatlist", _formatlist, (string("format"),), _ARGUMENTS),
)
