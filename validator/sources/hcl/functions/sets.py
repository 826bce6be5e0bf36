"""Functions on sets, and the Cartesian product."""

import itertools
import math
from typing import Any

from validator.model.value import Unknown
from validator.sources.hcl.functions.parameters import any_list
from validator.sources.hcl.functions.signature import Accepts, Function, Parameter, check_elements
from validator.sources.hcl.unify import unify
from validator.sources.hcl.values import EvaluationError, TerraformSet, contains_unknown, identity, kind, unknown_from


def _alike(sets: tuple[list[Any], ...]) -> list[TerraformSet]:
    """Sets of one element type."""
    items = iter(unify([item for one in sets for item in one]))
    return [TerraformSet(itertools.islice(items, len(one))) for one in sets]


def _union(*sets: list[Any]) -> TerraformSet:
    return TerraformSet(item for one in _alike(sets) for item in one)


def _intersection(*sets: list[Any]) -> TerraformSet:
    first, *others = _alike(sets)
    shared = [{identity(item) for item in other} for other in others]
    return TerraformSet(item for item in first if all(identity(item) in other for other in shared))


def _subtract(left: list[Any], right: list[Any]) -> TerraformSet:
    kept, removed = _alike((left, right))
    gone = {identity(item) for item in removed}
    return TerraformSet(item for item in kept if identity(item) not in gone)


def _product(*collections: list[Any]) -> list[Any] | Unknown:
    if len(collections) < 2:  # noqa: PLR2004 - fewer make no product
        raise EvaluationError("setproduct: at least two arguments are required")
    check_elements(math.prod(map(len, collections)))
    rows = [list(row) for row in itertools.product(*collections)]
    if all(kind(collection) == "list" for collection in collections) and not _any_set(collections):
        return rows
    return unknown_from(rows) if contains_unknown(rows) else TerraformSet(rows)


def _any_set(collections: tuple[list[Any], ...]) -> bool:
    return any(isinstance(collection, TerraformSet) for collection in collections)


def _collection(value: Any) -> list[Any]:
    if isinstance(value, TerraformSet):
        return value
    if isinstance(value, list):
        return unify(value)
    raise EvaluationError(f"a list or set is required, not {kind(value)}")


_SET = Parameter("sets", any_list)
FUNCTIONS = (
    Function("setintersection", _intersection, (_SET,), _SET),
    Function("setproduct", _product, variadic=Parameter("sets", _collection, Accepts.UNKNOWN_INSIDE)),
    Function("setsubtract", _subtract, (_SET, _SET)),
    Function("setunion", _union, (_SET,), _SET),
)
