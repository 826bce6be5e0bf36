"""Functions on lists and tuples, and those that take any collection."""

from typing import Any

from validator.model.three_valued import some
from validator.model.value import Unknown
from validator.sources.hcl.functions.graphemes import graphemes
from validator.sources.hcl.functions.parameters import STRINGS, any_list, anything, integer
from validator.sources.hcl.functions.signature import Accepts, Function, Parameter, check_elements
from validator.sources.hcl.unify import unify
from validator.sources.hcl.values import EvaluationError, equal, identity, kind, unknown_from


def _sequence(value: Any) -> list[Any]:
    if kind(value) == "list":
        return list(value)
    raise EvaluationError(f"a list or tuple is required, not {kind(value)}")


def _collection(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    raise EvaluationError(f"a list, tuple or set is required, not {kind(value)}")


def _length(value: Any) -> int:
    if isinstance(value, str):
        return len(graphemes(value))
    if isinstance(value, list | dict):
        return len(value)
    raise EvaluationError("length: a collection or a string is required")


def _element(items: list[Any], index: int) -> Any:
    if not items:
        raise EvaluationError("element: the list is empty")
    if index < 0:
        raise EvaluationError("element: the index must not be negative")
    return items[index % len(items)]


def _index(items: list[Any], value: Any) -> int | Unknown:
    for position, item in enumerate(items):
        same = equal(item, value)
        if isinstance(same, Unknown):
            return same
        if same:
            return position
    raise EvaluationError("index: the list has no such element" if items else "index: the list is empty")


def _contains(items: list[Any], value: Any) -> bool | Unknown:
    return some(equal(item, value) for item in items)


def _slice(items: list[Any], start: int, end: int) -> list[Any]:
    if not 0 <= start <= end <= len(items):
        raise EvaluationError("slice: the indexes must go up and lie within the list")
    return items[start:end]


def _chunklist(items: list[Any], size: int) -> list[list[Any]]:
    if size < 0:
        raise EvaluationError("chunklist: the size must not be negative")
    step = size or max(len(items), 1)
    return [items[i : i + step] for i in range(0, len(items), step)]


def _concat(*lists: list[Any]) -> list[Any]:
    if not lists:
        raise EvaluationError("concat: at least one argument is required")
    check_elements(sum(map(len, lists)))
    return [item for items in lists for item in items]


def _flatten(items: list[Any]) -> list[Any] | Unknown:
    # An unknown value among lists may well be a list, one inside a list hardly is.
    if any(isinstance(item, Unknown) for item in items):
        return unknown_from(items)
    flat: list[Any] = []
    pending = list(reversed(items))
    while pending:
        item = pending.pop()
        if isinstance(item, list):
            pending.extend(reversed(item))
        else:
            flat.append(item)
        check_elements(len(pending) + len(flat))
    return flat


def _compact(items: list[str | None]) -> list[str]:
    return [item for item in items if item]


def _distinct(items: list[Any]) -> list[Any]:
    first: dict[Any, Any] = {}
    for item in items:
        first.setdefault(identity(item), item)
    return list(first.values())


def _sort(items: list[Any]) -> list[Any]:
    if None in items:
        raise EvaluationError("sort: an element is null")
    if any(isinstance(item, Unknown) for item in items):
        return [unknown_from(items)] * len(items)
    return sorted(items)


def _coalesce(*values: Any) -> Any:
    converted = unify(values)
    for position, value in enumerate(converted):
        if isinstance(value, Unknown):
            return _one_of([value, *converted[position + 1 :]])
        if value is not None and value != "":
            return value
    raise EvaluationError("coalesce: all arguments are null or empty strings")


def _one_of(values: list[Any]) -> Unknown:
    # The first unknown value may yet turn out null, and then the next one counts.
    first: Unknown = values[0]
    unknowns = [value for value in values if isinstance(value, Unknown)]
    references = tuple(dict.fromkeys(target for value in unknowns for target in value.refers_to))
    return (
        first if references == first.refers_to and len(values) == 1 else Unknown(first.reason, first.detail, references)
    )


def _coalescelist(*lists: Any) -> Any:
    for items in lists:
        if isinstance(items, Unknown):
            return unknown_from(items)
        if kind(items) != "list":
            raise EvaluationError(f"coalescelist: a list or tuple is required, not {kind(items)}")
        if items:
            return items
    raise EvaluationError("coalescelist: no argument has an element")


def _matchkeys(values: list[Any], keys: list[Any], wanted: list[Any]) -> list[Any]:
    if len(values) != len(keys):
        raise EvaluationError("matchkeys: the lists of values and keys differ in length")
    together = unify([*keys, *wanted])
    chosen = {identity(key) for key in together[len(keys) :]}
    return [value for value, key in zip(values, together, strict=False) if identity(key) in chosen]


def _one(items: Any) -> Any:
    if len(items) > 1:
        raise EvaluationError("one: there is more than one element")
    return items[0] if items else None


def _reverse(items: list[Any]) -> list[Any]:
    return list(reversed(items))


_INSIDE = Accepts.UNKNOWN_INSIDE
_LIST = Parameter("list", _sequence, _INSIDE)
_COLLECTION = Parameter("list", _collection, _INSIDE)
_VALUE = Parameter("value", anything)
_ANY = Parameter("vals", anything, Accepts.UNKNOWN, nullable=True)
FUNCTIONS = (
    Function("chunklist", _chunklist, (Parameter("list", any_list, _INSIDE), integer("size"))),
    Function("coalesce", _coalesce, variadic=_ANY),
    Function("coalescelist", _coalescelist, variadic=_ANY),
    Function("compact", _compact, (Parameter("list", STRINGS),)),
    Function("concat", _concat, variadic=Parameter("seqs", _sequence, _INSIDE)),
    Function("contains", _contains, (_COLLECTION, _VALUE)),
    Function("distinct", _distinct, (Parameter("list", any_list),)),
    Function("element", _element, (_LIST, integer("index"))),
    Function("flatten", _flatten, (_COLLECTION,)),
    Function("index", _index, (_LIST, _VALUE)),
    Function("length", _length, (Parameter("value", anything, _INSIDE),)),
    Function("matchkeys", _matchkeys, tuple(Parameter(n, any_list) for n in ("values", "keys", "searchset"))),
    Function("one", _one, (_COLLECTION,)),
    Function("reverse", _reverse, (_COLLECTION,)),
    Function("slice", _slice, (_LIST, integer("start_index"), integer("end_index"))),
    Function("sort", _sort, (Parameter("list", STRINGS, _INSIDE),)),
)
