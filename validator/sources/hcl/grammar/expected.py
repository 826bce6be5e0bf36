"""What the parser expected, in plain words."""

import re

_FOUND = re.compile(r"(?P<number>\d)|(?P<name>\w)|(?P<string>\")|(?P<sign>\S)")
_SIGNS = {"RPAR": ")", "RSQB": "]", "RBRACE": "}", "COMMA": ",", "EQ": "=", "COLON": ":", "LBRACE": "{", "IN": "in"}
_SIGNS |= {"FOR_OBJECT_ARROW": "=>", "LPAR": "("}


def explain(expected: set[str], source: str, offset: int) -> str:
    """One sentence of what was expected at an offset, and what was found there.

    Args:
        expected: The names of the grammar's terminals that could have stood there.
        source: The text.
        offset: Where; the text's length for its end.
    """
    return f"expected {_wanted(expected)} but found {_found(source, offset)}"


def in_sequence(prepared: str, source: str, offset: int) -> bool:
    """Whether the parenthesis that is open at an offset is one in the prepared text only, for ``${`` or ``%{``."""
    depth = 0
    for at in range(offset - 1, -1, -1):
        if prepared[at] == ")":
            depth += 1
        elif prepared[at] == "(":
            if depth == 0:
                return source[at] != "("
            depth -= 1
    return False


def _found(source: str, offset: int) -> str:
    """What stands at an offset, by its kind: where quotes are missing, a word may be a piece of a secret."""
    match = _FOUND.match(source, offset)
    if match is None:
        return "the end of the line" if offset < len(source) else "the end"
    return _quoted(match[0]) if match["sign"] else f"a {match.lastgroup}"


def _quoted(sign: str) -> str:
    return f'"{sign}"'


def _wanted(expected: set[str]) -> str:
    if {"NAME", "INT_LITERAL", "LPAR"} <= expected:
        return "an expression"
    if {"EQ", "LBRACE"} <= expected:
        return '"=", a label or "{"'
    if {"NAME", "LBRACE"} <= expected:
        return 'a label or "{"'
    # Keywords that no expression has tell that the next argument or block could start here.
    body = "ENDIF" in expected
    signs = [_quoted(sign) for name, sign in _SIGNS.items() if name in expected and not (body and name == "IN")]
    if "DOUBLE_EQ" in expected:
        closers = [sign for sign in signs if sign not in {'"("', '"{"'}]
        return " or ".join(["an operator", *closers[:2]] if closers else ["an operator", "the end of the line"])
    if body:
        return "an argument or a block"
    if signs:
        return " or ".join(signs)
    return "a name" if "NAME" in expected else "an operator or the end"
