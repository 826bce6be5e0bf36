"""Functions on maps and objects."""

from typing import Any

from validator.model.value import Unknown
from validator.sources.hcl.functions.parameters import STRINGS, anything, string
from validator.sources.hcl.functions.signature import Accepts, Function, Parameter, check_elements
from validator.sources.hcl.values import EvaluationError, kind, unknown_from


def _mapping(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    raise EvaluationError(f"a map or object is required, not {kind(value)}")


def _lookup(mapping: dict[str, Any], key: str, *default: Any) -> Any:
    if len(default) > 1:
        raise EvaluationError("lookup takes two or three arguments")
    if key in mapping:
        return mapping[key]
    if not default:
        raise EvaluationError("lookup: there is no such key, and no default is given")
    return default[0]


def _merge(*mappings: Any) -> dict[str, Any] | Unknown:
    if any(isinstance(mapping, Unknown) for mapping in mappings):
        return unknown_from(*mappings)
    merged: dict[str, Any] = {}
    for mapping in mappings:
        merged |= mapping or {}
        check_elements(len(merged))
    return merged


def _transpose(mapping: dict[str, list[str]]) -> dict[str, list[str]]:
    swapped: dict[str, list[str]] = {}
    for key in sorted(mapping):
        for value in mapping[key]:
            if value is None:
                raise EvaluationError("transpose: an element is null")
            swapped.setdefault(value, []).append(key)
    return swapped


def _lists_of_strings(value: Any) -> dict[str, list[str]]:
    return {key: STRINGS(items) for key, items in _mapping(value).items()}


def _zipmap(keys: list[str | None], values: list[Any]) -> dict[str, Any]:
    if len(keys) != len(values):
        raise EvaluationError(f"zipmap: there are {len(keys)} keys and {len(values)} values")
    if None in keys:
        raise EvaluationError("zipmap: a key is null")
    return {str(key): value for key, value in zip(keys, values, strict=True)}


def _list(value: Any) -> list[Any]:
    if kind(value) == "list":
        return list(value)
    raise EvaluationError(f"a list or tuple is required, not {kind(value)}")


_INSIDE = Accepts.UNKNOWN_INSIDE
_MAP = Parameter("inputMap", _mapping, _INSIDE)
_DEFAULT = Parameter("default", anything, Accepts.UNKNOWN, nullable=True)
FUNCTIONS = (
    Function("keys", sorted, (_MAP,)),
    Function("lookup", _lookup, (_MAP, string("key")), _DEFAULT),
    Function("merge", _merge, variadic=Parameter("maps", _mapping, Accepts.UNKNOWN, nullable=True)),
    Function("transpose", _transpose, (Parameter("values", _lists_of_strings),)),
    Function("values", lambda mapping: [mapping[key] for key in sorted(mapping)], (_MAP,)),
    Function("zipmap", _zipmap, (Parameter("keys", STRINGS), Parameter("values", _list, _INSIDE))),
)
