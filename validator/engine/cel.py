"""CEL by way of cel-expr-python, Google's cel-cpp. No other file imports it.

Facts, measured with 0.1.3: an `Activation` converts a variable when an expression first touches it, whole, and then
shares it among the expressions that get the same activation. A missing map key is the error ``NOT_FOUND``, which
``&&``, ``||``, ``exists`` and ``all`` absorb as CEL specifies. A lone surrogate raises `RuntimeError`, and so does
every mistake that the compiler finds.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from cel_expr_python import cel
from cel_expr_python.ext.ext_strings import ExtStrings

NOT_APPLICABLE = "not-applicable"

_ERROR = cel.Type.ERROR
_MISSING_KEY = re.compile(r'NOT_FOUND: Key not found in map : "(?P<key>.*)"', re.DOTALL)
_COMPILER = re.compile(r"ERROR: <input>:(?P<line>\d+):(?P<column>\d+): (?P<problem>[^\n]*)")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


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
        match = _MISSING_KEY.fullmatch(text)
        self.text = text
        self.key = match["key"] if match else None


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

    def condition(self, when: str | None, require: str) -> Any:
        """Both conditions of a policy as one expression: a boolean, or ``NOT_APPLICABLE`` where ``when`` is false."""
        if when is None:
            return self.program(require)
        return self.program(f"({when}\n) ? dyn({require}\n) : dyn('{NOT_APPLICABLE}')")

    def activation(self, variables: Mapping[str, Any]) -> Any:
        """The values of variables, for any number of `evaluate` calls."""
        return self._env.Activation(variables)


def is_condition(program: Any) -> bool:
    """Whether an expression can give a boolean, as far as CEL's type check tells."""
    return program.return_type() in (cel.Type.BOOL, cel.Type.DYN)


def evaluate(program: Any, activation: Any) -> Any:
    """The plain value of an expression, or the `Failure` it ended in.

    Raises:
        RuntimeError: A string holds a lone surrogate; see `mended`.
    """
    value = program.eval(activation)
    if value.type() == _ERROR:
        return Failure(value.value())
    return value.plain_value()


def mended(value: Any) -> Any:
    """A plain value without what CEL can't take: lone surrogates become U+FFFD."""
    if isinstance(value, str):
        return _LONE_SURROGATE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {mended(key): mended(item) for key, item in value.items()}
    return [mended(item) for item in value] if isinstance(value, list) else value


def _mistake(text: str) -> CelMistake:
    match = _COMPILER.search(text)
    if match is None:
        return CelMistake(text.partition("\n")[0], 1, 1)
    return CelMistake(match["problem"].rstrip(), int(match["line"]), int(match["column"]))
