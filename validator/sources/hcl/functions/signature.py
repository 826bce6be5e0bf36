"""What a function says of its parameters, and how a call is made of it: counting, converting, unknown arguments."""

from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Any

import msgspec

from validator.model.value import Unknown
from validator.sources.hcl.values import EvaluationError, contains_unknown, unknown_from

MAX_ELEMENTS = 100_000
"""The longest list, set or map that a function may produce."""

MAX_CHARACTERS = 10_000_000
"""The longest string that a function may produce."""

Convert = Callable[[Any], Any]


class Context(msgspec.Struct, frozen=True):
    """Where a call is made from.

    Attributes:
        base_dir: What relative paths start from: the root module's directory, where Terraform runs.
        allowed_root: The directory outside which no file is read, symbolic links resolved.
        render_template: Renders a template's text with its variables, for ``templatefile`` and ``templatestring``;
            gives a string, or an Unknown.
    """

    base_dir: Path
    allowed_root: Path
    render_template: Callable[[str, dict[str, Any]], Any]


class Accepts(Enum):
    """How much of an argument may be unknown before the whole result is."""

    KNOWN = "known throughout"
    UNKNOWN_INSIDE = "known itself, its elements may be unknown"
    UNKNOWN = "known or unknown"


class Parameter(msgspec.Struct, frozen=True):
    """One parameter of a function.

    Attributes:
        name: Terraform's name for it.
        convert: Converts an argument that is neither null nor unknown to the parameter's type.
        accepts: Which arguments reach the function's body; others make the result unknown.
        nullable: Whether null is an argument.
    """

    name: str
    convert: Convert
    accepts: Accepts = Accepts.KNOWN
    nullable: bool = False


class Function(msgspec.Struct, frozen=True):
    """A function of Terraform.

    Attributes:
        name: What it is called by.
        body: Computes the result from converted arguments; the context is its first one where it is wanted.
        parameters: The positional parameters.
        variadic: The parameter that takes any further arguments.
        wants_context: Whether the body reads files or renders templates.
    """

    name: str
    body: Callable[..., Any]
    parameters: tuple[Parameter, ...] = ()
    variadic: Parameter | None = None
    wants_context: bool = False

    def call(self, arguments: list[Any], context: Context) -> Any:
        """The result of a call.

        Raises:
            EvaluationError: Terraform would refuse it, or the result is too large.
        """
        parameters = self._parameters_for(len(arguments))
        pairs = list(zip(parameters, arguments, strict=True))
        try:
            converted = [self._converted(parameter, argument) for parameter, argument in pairs]
            if not all(_acceptable(parameter, argument) for parameter, argument in pairs):
                return unknown_from(*arguments)
            result = self.body(context, *converted) if self.wants_context else self.body(*converted)
        except RecursionError:
            raise EvaluationError(f"{self.name}: the value is nested too deeply") from None
        bounded(result)
        return result

    def _parameters_for(self, count: int) -> tuple[Parameter, ...]:
        least = len(self.parameters)
        if count < least or (count > least and self.variadic is None):
            wanted = f"{least} or more arguments" if self.variadic else f"{least} argument{'s' * (least != 1)}"
            raise EvaluationError(f"{self.name} takes {wanted}, not {count}")
        return self.parameters + (self.variadic,) * (count - least) if self.variadic else self.parameters

    def _converted(self, parameter: Parameter, argument: Any) -> Any:
        if argument is None:
            if not parameter.nullable:
                raise EvaluationError(f"{self.name}: the argument {parameter.name} must not be null")
            return None
        if isinstance(argument, Unknown):
            return argument
        try:
            return parameter.convert(argument)
        except EvaluationError as error:
            raise EvaluationError(f"{self.name}: {parameter.name}: {error}") from None


def _acceptable(parameter: Parameter, argument: Any) -> bool:
    match parameter.accepts:
        case Accepts.KNOWN:
            return not contains_unknown(argument)
        case Accepts.UNKNOWN_INSIDE:
            return not isinstance(argument, Unknown)
    return True


def bounded(value: Any) -> None:
    """Refuse a result that is longer than :data:`MAX_ELEMENTS` or :data:`MAX_CHARACTERS`."""
    if isinstance(value, list | dict):
        check_elements(len(value))
    elif isinstance(value, str):
        check_characters(len(value))


def check_elements(count: int) -> None:
    """Refuse a collection before it is built."""
    if count > MAX_ELEMENTS:
        raise EvaluationError(f"the result would have more than {MAX_ELEMENTS} elements")


def check_characters(count: int) -> None:
    """Refuse a string before it is built."""
    if count > MAX_CHARACTERS:
        raise EvaluationError(f"the result would have more than {MAX_CHARACTERS} characters")
