"""Functions on strings, apart from regular expressions and formatting."""

from typing import Any

from validator.model.value import Unknown
from validator.sources.hcl.functions.graphemes import graphemes
from validator.sources.hcl.functions.parameters import STRINGS, integer, string
from validator.sources.hcl.functions.signature import Accepts, Function, Parameter, check_characters, check_elements
from validator.sources.hcl.values import EvaluationError, unknown_from

_SPACE = (
    "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"
    "\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)


def _upper(text: str) -> str:
    return "".join(_single(c, c.upper(), c.title()) for c in text)


def _lower(text: str) -> str:
    return "".join(c.lower()[0] for c in text)


def _title(text: str) -> str:
    before = [" ", *text]
    return "".join(_single(c, c.title()) if _separates(before[i]) else c for i, c in enumerate(text))


def _single(character: str, *candidates: str) -> str:
    # Terraform maps one character to one: an eszett stays what it is.
    return next((mapped for mapped in candidates if len(mapped) == 1), character)


def _separates(character: str) -> bool:
    if character.isascii():
        return not (character.isalnum() or character == "_")
    return character in _SPACE


def _chomp(text: str) -> str:
    return text.rstrip("\r\n")


def _indent(spaces: int, text: str) -> str:
    if spaces < 0:
        raise EvaluationError("indent: the number of spaces must not be negative")
    check_characters(len(text) + text.count("\n") * spaces)
    return text.replace("\n", "\n" + " " * spaces)


def _join(separator: Any, *lists: Any) -> str | Unknown:
    if not lists:
        raise EvaluationError("join: at least one list is required")
    known: list[str] = []
    if isinstance(separator, Unknown):
        return unknown_from(separator)
    for part in lists:
        for item in [part] if isinstance(part, Unknown) else part:
            if isinstance(item, Unknown):
                return _partly(separator, known, item, whole_list=item is part)
            if item is None:
                raise EvaluationError("join: an element is null")
            known.append(item)
    check_characters(sum(map(len, known)) + len(separator) * len(known))
    return str(separator.join(known))


def _partly(separator: str, known: list[str], rest: Unknown, *, whole_list: bool) -> Unknown:
    # A list of unknown length may be empty, and then no separator precedes it.
    prefix = separator.join(known)
    if not whole_list:
        prefix += (separator if known else "") + rest.prefix
    return Unknown(rest.reason, rest.detail, prefix=prefix)


def _split(separator: str, text: str) -> list[str]:
    if not separator:
        check_elements(len(text))
        return list(text)
    check_elements(text.count(separator))
    return text.split(separator)


def _starts_with(text: Any, prefix: Any) -> bool | Unknown:
    if prefix == "":
        return True
    if isinstance(prefix, Unknown) or (isinstance(text, Unknown) and not text.prefix):
        return unknown_from(text, prefix)
    if not isinstance(text, Unknown):
        return bool(text.startswith(prefix))
    if text.prefix.startswith(prefix):
        return True
    return unknown_from(text) if prefix.startswith(text.prefix) else False


def _substr(text: str, offset: int, length: int) -> str:
    characters = graphemes(text)
    start = max(len(characters) + offset, 0) if offset < 0 else offset
    # Behind a negative offset, Terraform takes a length of 0 for all that is left.
    end = len(characters) if length < 0 or (length == 0 and offset < 0) else start + length
    return "".join(characters[start:end])


FUNCTIONS = (
    Function("chomp", _chomp, (string("str"),)),
    Function("endswith", str.endswith, (string("str"), string("suffix"))),
    Function("indent", _indent, (integer("spaces"), string("str"))),
    Function("join", _join, (string("separator", Accepts.UNKNOWN),), Parameter("lists", STRINGS, Accepts.UNKNOWN)),
    Function("lower", _lower, (string("str"),)),
    Function("split", _split, (string("separator"), string("str"))),
    Function("startswith", _starts_with, (string("str", Accepts.UNKNOWN), string("prefix", Accepts.UNKNOWN))),
    Function("strcontains", str.__contains__, (string("str"), string("substr"))),
    Function("strrev", lambda text: "".join(reversed(graphemes(text))), (string("str"),)),
    Function("substr", _substr, (string("str"), integer("offset"), integer("length"))),
    Function("title", _title, (string("str"),)),
    Function("trim", str.strip, (string("str"), string("cutset"))),
    Function("trimprefix", str.removeprefix, (string("str"), string("prefix"))),
    Function("trimspace", lambda text: text.strip(_SPACE), (string("str"),)),
    Function("trimsuffix", str.removesuffix, (string("str"), string("suffix"))),
    Function("upper", _upper, (string("str"),)),
)
