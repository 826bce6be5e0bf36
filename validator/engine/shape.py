"""The shape of the objects that expressions read: what a path leads to, told from the types of the model."""

import types
import typing
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, cached_property
from typing import Any, NamedTuple

import msgspec

from validator.engine.paths import ELEMENT, Path
from validator.model.kinds import KINDS, LINKS
from validator.model.value import Unknown

# Where an object is written is the finding's affair.
HIDDEN = frozenset({"origin", "origins"})


class Form(StrEnum):
    """What a path can lead to."""

    SCALAR = "a scalar"
    STRUCT = "a struct"
    LIST = "a list of scalars"
    STRUCTS = "a list of structs"
    MAP = "a map"


class Shape(NamedTuple):
    """What a path leads to: its form, and the names that can follow; a map takes any."""

    form: Form
    names: frozenset[str] = frozenset()


class NoSuchName(Exception):  # noqa: N818 - an answer, not a failure
    """A path has a part that its object does not have."""

    def __init__(self, name: str, owner: str, names: frozenset[str]) -> None:
        super().__init__(f"{owner} has no {name!r}")
        self.name = name
        self.owner = owner
        self.names = names


def shape_of(kind: str, path: Path) -> Shape:
    """What a path below an object of a kind leads to.

    Raises:
        NoSuchName: It leads nowhere.
    """
    where: Any = KINDS[kind]
    owner = kind
    for name in path:
        where = _below(where, name, owner)
        owner = f"{owner}[]" if name == ELEMENT else f"{owner}.{name}"
    return _shape(where)


def _below(where: Any, name: str, owner: str) -> Any:
    origin, arguments = typing.get_origin(where), typing.get_args(where)
    if origin in {list, tuple} and name == ELEMENT:
        return arguments[0]
    if origin is dict:
        return _known(arguments[1])
    fields = _fields(where)
    if name not in fields:
        raise NoSuchName(name, owner, frozenset(fields))
    return fields[name]


def _shape(where: Any) -> Shape:
    origin = typing.get_origin(where)
    if origin is dict:
        return Shape(Form.MAP)
    if origin in {list, tuple}:
        element = _known(typing.get_args(where)[0])
        return Shape(Form.STRUCTS if _fields(element) else Form.LIST)
    fields = _fields(where)
    return Shape(Form.STRUCT, frozenset(fields)) if fields else Shape(Form.SCALAR)


@cache
def _fields(where: Any) -> dict[str, Any]:
    """The fields, derived facts and links of a struct, each with its type; nothing for anything else."""
    if not (isinstance(where, type) and issubclass(where, msgspec.Struct)):
        return {}
    hints = typing.get_type_hints(where)
    fields = {name: _known(hints[name]) for name in where.__struct_fields__ if name not in HIDDEN}
    fields |= {name: _known(hint) for name, hint, _ in derived(where)}
    kind = next((kind for kind, struct in KINDS.items() if struct is where), None)
    return fields | {name: _target(target) for name, target in LINKS.get(kind or "", {}).items()}


def derived(where: type[msgspec.Struct]) -> Iterator[tuple[str, Any, str]]:
    """What a struct works out of its fields when it is first asked: names, each with its type and its meaning."""
    for name, member in vars(where).items():
        if isinstance(member, cached_property):
            yield name, typing.get_type_hints(member.func)["return"], member.func.__doc__ or ""


def _target(target: str) -> Any:
    struct: Any = KINDS[target.removesuffix("*")]
    return types.GenericAlias(list, (struct,)) if target.endswith("*") else struct


def _known(hint: Any) -> Any:
    """A type without the values that say that there is none."""
    if typing.get_origin(hint) in {typing.Union, types.UnionType}:
        left = [one for one in typing.get_args(hint) if one not in {Unknown, type(None)}]
        return left[0] if len(left) == 1 else Any
    return hint
