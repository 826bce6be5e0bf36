"""Inventories from plain data: the inverse of `validator.model.dump`. Links are not read but resolved again."""

import types
import typing
from collections.abc import Iterable
from typing import Any

import msgspec

from validator.errors import InputError
from validator.model.inventory import Inventory
from validator.model.kinds import KINDS
from validator.model.objects import Object
from validator.model.value import Unknown

# What a dump adds to the fields of these.
_ADDED = {Inventory: {"input"}, Object: {"links"}}


def load(data: Any, place: str = "inventory") -> Inventory:
    """The inventory that plain data describes, as ``pullguard inventory`` prints one.

    Args:
        data: Decoded JSON or YAML. A field that has a default may be left out.
        place: What errors call it.

    Raises:
        InputError: It is no inventory; the error names the path of what is wrong.
    """
    found: Inventory = _converted(data, Inventory, place)
    registries = {one.key for one in found.registries}
    for at, one in enumerate(found.unlisted):
        if one.kind not in KINDS or one.registry not in registries:
            raise InputError("needs a kind and the key of one of the registries", place=f"{place}.unlisted[{at}]")
    return found


def _converted(data: Any, hint: Any, path: str) -> Any:
    """A value of a type of the model; msgspec can't choose between a struct and `Unknown` by itself."""
    options = typing.get_args(hint) if typing.get_origin(hint) in {typing.Union, types.UnionType} else (hint,)
    if data is None and types.NoneType in options:
        return None
    if Unknown in options and isinstance(data, dict) and "unknown" in data:
        return _scalar(data, Unknown, path)
    kinds = [one for one in options if one not in {Unknown, types.NoneType}]
    return _of_kind(data, kinds[0] if len(kinds) == 1 else typing.Union[tuple(kinds)], path)  # noqa: UP007 - made here


def _of_kind(data: Any, kind: Any, path: str) -> Any:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return _struct(_scalar(data, dict[str, Any], path), kind, path)
    if origin in {list, tuple}:
        items = _scalar(data, list[Any], path)
        return origin(_converted(item, arguments[0], f"{path}[{at}]") for at, item in enumerate(items))
    if origin is dict:
        members = _scalar(data, dict[str, Any], path)
        return {key: _converted(item, arguments[1], f"{path}.{key}") for key, item in members.items()}
    return _scalar(data, kind, path)


def _struct(data: dict[str, Any], kind: type[msgspec.Struct], path: str) -> Any:
    added: Iterable[str] = {name for base, names in _ADDED.items() if issubclass(kind, base) for name in names}
    given = {name: value for name, value in data.items() if name not in added}
    fields = {field.name: field for field in msgspec.structs.fields(kind)}
    for name in given.keys() - fields.keys():
        raise InputError(f"{kind.__name__} has no field {name!r}", place=path)
    missing = [name for name, field in fields.items() if field.required and name not in given]
    if missing:
        raise InputError(f"{kind.__name__} needs the field {missing[0]!r}", place=path)
    hints = typing.get_type_hints(kind)
    return kind(**{name: _converted(value, hints[name], f"{path}.{name}") for name, value in given.items()})


def _scalar(data: Any, kind: Any, path: str) -> Any:
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        raise InputError(str(error).replace("Expected", "expected"), place=path) from None
