"""The conversions of arguments to parameters' types, and the parameters that most functions have."""

from typing import Any

from validator.model.value import Unknown
from validator.sources.hcl.conversions import to_bool, to_number, to_string
from validator.sources.hcl.functions.signature import Accepts, Convert, Parameter
from validator.sources.hcl.unify import unify
from validator.sources.hcl.values import EvaluationError


def whole(value: Any) -> int:
    """A whole number, converted from a string where that spells one."""
    converted = to_number(value)
    if isinstance(converted, int):
        return converted
    raise EvaluationError("a whole number is required")


def anything(value: Any) -> Any:
    """The conversion of parameters that take any type."""
    return value


def any_list(value: Any) -> list[Any]:
    """A list of one element type, from a list, tuple or set."""
    if isinstance(value, list):
        return unify(value)
    raise EvaluationError("a list is required")


def list_of(convert: Convert) -> Convert:
    """The conversion to a list of which each element that is neither null nor unknown is converted."""

    def converted(value: Any) -> list[Any]:
        if not isinstance(value, list):
            raise EvaluationError("a list is required")
        return [item if item is None or isinstance(item, Unknown) else convert(item) for item in value]

    return converted


def string(name: str, accepts: Accepts = Accepts.KNOWN) -> Parameter:
    """A string parameter."""
    return Parameter(name, to_string, accepts)


def numeric(name: str) -> Parameter:
    """A number parameter."""
    return Parameter(name, to_number)


def integer(name: str) -> Parameter:
    """A parameter for a whole number."""
    return Parameter(name, whole)


STRINGS = list_of(to_string)
BOOLS = list_of(to_bool)
