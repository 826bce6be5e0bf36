"""CEL by way of cel-expr-python, Google's cel-cpp. No other file imports it.

Facts, measured with 0.1.3: an `Activation` converts a variable when an expression first touches it, whole, and then
shares it among the expressions that get the same activation. A string ends at its first NUL, and one with a lone
surrogate can't be converted. A missing map key is the error ``NOT_FOUND``, which ``&&``, ``||``, ``exists`` and ``all``
absorb as CEL specifies. Going through more than 10,000 elements in an expression raises `RuntimeError`, and so does
every mistake that the compiler finds. An evaluation takes 2 µs, most of it around the expression; ``matches`` takes
17 µs more, since its pattern is compiled each time. ``plain_value`` gives every null away without counting the
reference: where None is counted, before Python 3.12, some thousand of them abort the interpreter.
"""

import re
import sys
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
from cel_expr_python import cel
from cel_expr_python.ext.ext_strings import ExtStrings

NOT_APPLICABLE = "not-applicable"

_ERROR = cel.Type.ERROR
_NONE_IS_COUNTED = sys.version_info < (3, 12)
# One reference to None for each null that the library gave away, and that nobody else holds.
_OWED: list[None] = []
_MISSING_KEY = 'NOT_FOUND: Key not found in map : "'
_NUL = rb"\u0000"
_COMPILER = r"ERROR: <input>:(?P<line>\d+):(?P<column>\d+): (?P<problem>[^\n]*)"


class CelMistake(Exception):  # noqa: N818 - an expression that is wrong, not a failure of ours
    """An expression that does not compile; line and column count from 1, within the expression."""

    def __init__(self, problem: str, line: int, column: int) -> None:
        super().__init__(problem)
        self.problem = problem
        self.line = line
        self.column = column


class Failure:
    """The error that an expression ended in.

    Attributes:
        text: In CEL's words.
        key: The key that a map does not have, where that is the error.
    """

    __slots__ = ("key", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.key = text[len(_MISSING_KEY) : -1] if text.startswith(_MISSING_KEY) else None


class Compiler:
    """Compiles expressions over some variables."""

    def __init__(self, variables: Iterable[str]) -> None:
        declared = dict.fromkeys(variables, cel.Type.DYN)
        self._env = cel.NewEnv(variables=declared, extensions=[ExtStrings()])

    def program(self, expression: str) -> Any:
        """A compiled expression.

        Raises:
            CelMistake: It does not compile.
        """
        try:
            return self._env.compile(expression)
        except RuntimeError as error:
            raise _mistake(str(error)) from None

    def activation(self, variables: Mapping[str, Any]) -> Any:
        """The values of variables, for any number of `evaluate` calls.

        What CEL can't take in a string, a NUL or a lone surrogate, is U+FFFD for it.
        """
        return self._env.Activation(variables if _readable(variables) else _mended(variables))


def is_condition(program: Any) -> bool:
    """Whether an expression can give a boolean, as far as CEL's type check tells."""
    return program.return_type() in (cel.Type.BOOL, cel.Type.DYN)


def evaluate(program: Any, activation: Any) -> Any:
    """The plain value of an expression, or the `Failure` it ended in."""
    try:
        value = program.eval(activation)
    except RuntimeError as error:
        return Failure(str(error).partition("\n")[0])
    if value.type() == _ERROR:
        return Failure(value.value())
    plain = value.plain_value()
    if _NONE_IS_COUNTED:
        _OWED.extend([None] * _nulls(plain))
    return plain


def _nulls(plain: Any) -> int:
    """How many nulls a plain value holds."""
    if plain is None:
        return 1
    if isinstance(plain, dict):
        return sum(map(_nulls, plain.values()))
    return sum(map(_nulls, plain)) if isinstance(plain, list) else 0


def condition(when: str | None, require: str) -> str:
    """Both conditions of a policy as one expression: a boolean, or ``NOT_APPLICABLE`` where ``when`` is false."""
    # A line comment may end either of them.
    return f"({when}\n) ? dyn({require}\n) : dyn('{NOT_APPLICABLE}')" if when else f"dyn({require}\n)"


def _readable(variables: Mapping[str, Any]) -> bool:
    """Whether CEL can take all strings; encoding them costs a twentieth of what their conversion does."""
    try:
        return _NUL not in msgspec.json.encode(variables)
    except UnicodeEncodeError:
        return False


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        text = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return text.replace("\0", "\ufffd")
    if isinstance(value, dict):
        return {_mended(key): _mended(item) for key, item in value.items()}
    return [_mended(item) for item in value] if isinstance(value, list) else value


def _mistake(text: str) -> CelMistake:
    match = re.search(_COMPILER, text)
    if match is None:
        return CelMistake(text.partition("\n")[0], 1, 1)
    return CelMistake(match["problem"].rstrip(), int(match["line"]), int(match["column"]))
