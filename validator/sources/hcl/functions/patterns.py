"""Regular expressions: ``regex``, ``regexall`` and ``replace``.

Terraform's are RE2's, and so are these: the syntax is the same, and matching takes linear time whatever the pattern,
which matters for patterns from other people's code.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from validator.sources.hcl.functions.parameters import string
from validator.sources.hcl.functions.signature import Function, check_characters, check_elements
from validator.sources.hcl.values import EvaluationError

_SUBSTITUTION = re.compile(r"\$(?:\$|\{([A-Za-z0-9_]+)\}|([A-Za-z0-9_]+))")


@lru_cache(maxsize=256)
def compiled(pattern: str) -> Any:
    """A pattern ready to match; raises EvaluationError where it is not RE2's syntax."""
    import re2  # type: ignore[import-untyped]  # noqa: PLC0415 - most runs need no regular expression

    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(pattern, options)
    except re2.error:
        raise EvaluationError("the regular expression is not valid, or not in RE2's syntax") from None


def _captures(pattern: Any) -> Callable[[Any], Any]:
    """What a match gives: the whole text, a list of groups, or an object of named ones."""
    if not pattern.groups:
        return lambda match: match.group()
    if not pattern.groupindex:
        return lambda match: list(match.groups())
    if len(pattern.groupindex) < pattern.groups:
        raise EvaluationError("the regular expression has both named and unnamed groups")
    return lambda match: {name: match.group(name) for name in pattern.groupindex}


def _regex(pattern: str, text: str) -> Any:
    expression = compiled(pattern)
    captures = _captures(expression)
    match = expression.search(text)
    if match is None:
        raise EvaluationError("regex: the pattern does not match any part of the string")
    return captures(match)


def _regexall(pattern: str, text: str) -> list[Any]:
    expression = compiled(pattern)
    captures = _captures(expression)
    return [captures(match) for match in _matches(expression, text)]


def _matches(pattern: Any, text: str) -> list[Any]:
    found: list[Any] = []
    end = -1
    for match in pattern.finditer(text):
        # Go, unlike Python, takes no empty match right behind another match.
        if match.start() == match.end() == end:
            continue
        end = match.end()
        found.append(match)
        check_elements(len(found))
    return found


def _replace(text: str, old: str, new: str) -> str:
    if len(old) > 1 and old[0] == old[-1] == "/":
        return _substitute(text, compiled(old[1:-1]), new)
    check_characters(len(text) + text.count(old) * len(new))
    return text.replace(old, new)


def _substitute(text: str, pattern: Any, template: str) -> str:
    pieces: list[str] = []
    position = length = 0
    for match in _matches(pattern, text):
        pieces += text[position : match.start()], _expanded(template, match, pattern)
        length += len(pieces[-1])
        check_characters(length)
        position = match.end()
    return "".join(pieces) + text[position:]


def _expanded(template: str, match: Any, pattern: Any) -> str:
    def group(reference: re.Match[str]) -> str:
        name = reference[1] or reference[2]
        if name is None:
            return "$"
        if name.isdigit():
            return (match.group(int(name)) or "") if int(name) <= pattern.groups else ""
        return (match.group(name) or "") if name in pattern.groupindex else ""

    return _SUBSTITUTION.sub(group, template)


FUNCTIONS = (
    Function("regex", _regex, (string("pattern"), string("string"))),
    Function("regexall", _regexall, (string("pattern"), string("string"))),
    Function("replace", _replace, (string("str"), string("substr"), string("replace"))),
)
