"""Type conversions, and the functions that only mark values."""

from collections.abc import Callable
from typing import Any

from validator.model.value import Reason, Unknown
from validator.sources.hcl.conversions import to_bool, to_number, to_string
from validator.sources.hcl.functions.parameters import any_list, anything
from validator.sources.hcl.functions.signature import Accepts, Function, Parameter
from validator.sources.hcl.unify import unify
from validator.sources.hcl.values import EvaluationError, TerraformSet, contains_unknown, kind, unknown_from


def _toset(value: Any) -> TerraformSet | Unknown:
    # Unknown elements may be equal to others, so not even the size of the set is known.
    elements = any_list(value)
    return unknown_from(elements) if contains_unknown(elements) else TerraformSet(elements)


def _tomap(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise EvaluationError(f"a map or object is required, not {kind(value)}")
    return dict(zip(value, unify(list(value.values())), strict=True))


def _converter(name: str, convert: Callable[[Any], Any]) -> Function:
    return Function(name, anything, (Parameter("v", convert, Accepts.UNKNOWN, nullable=True),))


def _issensitive(_: Any) -> Unknown:
    return Unknown(Reason.UNSUPPORTED, "issensitive: which values are sensitive is not followed")


FUNCTIONS = (
    _converter("ephemeralasnull", anything),
    Function("issensitive", _issensitive, (Parameter("value", anything, Accepts.UNKNOWN, nullable=True),)),
    _converter("nonsensitive", anything),
    _converter("sensitive", anything),
    _converter("tobool", to_bool),
    _converter("tolist", any_list),
    _converter("tomap", _tomap),
    _converter("tonumber", to_number),
    _converter("toset", _toset),
    _converter("tostring", to_string),
)
