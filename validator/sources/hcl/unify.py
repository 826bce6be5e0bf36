"""Finding one type for several values, as Terraform does for ``[1, "a"]`` where a list is wanted."""

from collections.abc import Sequence
from typing import Any

from validator.model.value import Unknown
from validator.sources.hcl.conversions import to_string
from validator.sources.hcl.values import (
    EvaluationError,
    TerraformSet,
    contains_unknown,
    first_unknown,
    kind,
    unknown_from,
)

_PRIMITIVES = {"string", "number", "bool"}
_COMPOUND = {"list", "set", "object"}


def unify(values: Sequence[Any]) -> list[Any]:
    """The values converted to the one type that all of them convert to; null and unknown ones stay as they are.

    Numbers and bools become strings beside a string. Lists of one length and objects with the same attributes are
    unified position by position, others as lists or maps of one element type. The type of an unknown value is not
    known either: a number beside one stays a number, where Terraform may know that it becomes a string.

    Raises:
        EvaluationError: There is no such type.
    """
    kinds = {kind(value) for value in values} - {"null", "unknown"}
    if kinds & _COMPOUND:
        first_unknown(list(values))  # refuses what is too large to walk
    return _unify(values, kinds)


def _unify(values: Sequence[Any], kinds: set[str]) -> list[Any]:
    match sorted(kinds):
        case []:
            return list(values)
        case ["object"]:
            return _unify_objects(values)
        case ["list"]:
            return _unify_lists(values)
        case ["set"] | ["list", "set"]:
            return _unify_sets(values)
        case [_]:
            return list(values)
    if kinds <= _PRIMITIVES and "string" in kinds:
        return [value if _open(value) else to_string(value) for value in values]
    raise EvaluationError("the elements have no single type in common")


def _unify_lists(values: Sequence[Any]) -> list[Any]:
    rows = _present(values)
    if len({len(row) for row in rows}) > 1:
        return _as_one(values, rows)
    columns = [_again(column) for column in zip(*rows, strict=True)]
    return _refill(values, [[column[i] for column in columns] for i in range(len(rows))])


def _unify_objects(values: Sequence[Any]) -> list[Any]:
    rows = _present(values)
    if any(type(row) is not dict for row in rows):
        return list(values)  # resources and modules, whose attributes are found when they are asked for
    keys = list(rows[0])
    if any(row.keys() != rows[0].keys() for row in rows):
        flat = iter(_again([item for row in rows for item in row.values()]))
        return _refill(values, [{key: next(flat) for key in row} for row in rows])
    columns = {key: _again([row[key] for row in rows]) for key in keys}
    return _refill(values, [{key: columns[key][i] for key in keys} for i in range(len(rows))])


def _unify_sets(values: Sequence[Any]) -> list[Any]:
    converted = _as_one(values, _present(values))
    return [value if _open(value) else _set_of(value) for value in converted]


def _set_of(items: list[Any]) -> Any:
    return unknown_from(items) if any(map(contains_unknown, items)) else TerraformSet(items)


def _as_one(values: Sequence[Any], rows: list[list[Any]]) -> list[Any]:
    flat = iter(_again([item for row in rows for item in row]))
    return _refill(values, [[next(flat) for _ in row] for row in rows])


def _again(values: Sequence[Any]) -> list[Any]:
    return _unify(values, {kind(value) for value in values} - {"null", "unknown"})


def _open(value: Any) -> bool:
    return value is None or isinstance(value, Unknown)


def _present(values: Sequence[Any]) -> list[Any]:
    return [value for value in values if not _open(value)]


def _refill(values: Sequence[Any], converted: Sequence[Any]) -> list[Any]:
    following = iter(converted)
    return [value if _open(value) else next(following) for value in values]
