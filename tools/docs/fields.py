"""``docs/fields.md``: what an expression can read of every kind of object, from the types of the model."""

import enum
import types
import typing
from collections.abc import Iterator
from typing import Any

import msgspec

from tools.docs.markdown import table
from tools.json_schema import documentation
from validator.engine.shape import HIDDEN, derived
from validator.model.kinds import KINDS, LINKS
from validator.model.value import Unknown

_INTRODUCTION = """\
# Fields

What the expressions of a policy can read. A policy on a `rule` reads `rule.prefix`; links lead on to other objects, as
in `rule.credential.name`. *May be*: `null` is a value that is known to be absent, *unknown* one that this input can't
tell, which leaves a policy undecided unless it decides without it. See [writing policies](writing-policies.md).
"""
_PLAIN = {str: "string", int: "int", float: "double", bool: "bool", Any: "any"}


def page() -> str:
    """The whole page: the kinds with their fields and links, then the structures that fields hold."""
    structures: dict[type[msgspec.Struct], None] = {}
    parts = [_INTRODUCTION]
    for kind, struct in KINDS.items():
        parts += [f"## {kind}\n", _described(struct), _links(kind)]
        structures |= dict.fromkeys(_held(struct))
    parts.append("# Structures\n")
    parts += [f"## {one.__name__}\n\n{_described(one)}" for one in sorted(structures, key=lambda one: one.__name__)]
    return "\n".join(part for part in parts if part)


def _described(struct: type[msgspec.Struct]) -> str:
    summary, texts = documentation(struct)
    hints = typing.get_type_hints(struct)
    rows = [
        [f"`{name}`", *_type(hints[name]), texts.get(name, "").replace("`None`", "`null`")]
        for name in struct.__struct_fields__
        if name not in HIDDEN
    ]
    rows += [[f"`{name}`", *_type(hint), text] for name, hint, text in derived(struct)]
    return f"{summary}\n\n{table(['field', 'type', 'may be', 'meaning'], rows)}\n"


def _links(kind: str) -> str:
    rows = []
    for name, target in LINKS[kind].items():
        owner = target.removesuffix("*")
        rows.append([f"`{name}`", f"list of [{owner}](#{owner})" if target.endswith("*") else f"[{owner}](#{owner})"])
    return f"{table(['link', 'leads to'], rows)}\n" if rows else ""


def _type(hint: Any) -> tuple[str, str]:
    """What a field holds, and what it may be instead."""
    options = _options(hint)
    known = [one for one in options if one not in {Unknown, types.NoneType}]
    lacking = [text for one, text in ((types.NoneType, "null"), (Unknown, "unknown")) if one in options]
    return " or ".join(map(_name, known)), ", ".join(lacking)


def _name(kind: Any) -> str:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in {list, tuple}:
        return f"list of {_type(arguments[0])[0]}"
    if origin is dict:
        return f"map of string to {_type(arguments[1])[0]}"
    if kind in _PLAIN:
        return _PLAIN[kind]
    if issubclass(kind, enum.Enum):
        return " or ".join(f"`{one.value}`" for one in kind)
    return f"[{kind.__name__}](#{kind.__name__.lower()})"


def _held(struct: type[msgspec.Struct]) -> Iterator[type[msgspec.Struct]]:
    """The structures that a struct's fields hold, at any depth."""
    hints = typing.get_type_hints(struct) | {name: hint for name, hint, _ in derived(struct)}
    for name, hint in hints.items():
        for one in _leaves(hint) if name not in HIDDEN else ():
            if isinstance(one, type) and issubclass(one, msgspec.Struct) and one is not Unknown:
                yield one
                yield from _held(one)


def _leaves(hint: Any) -> Iterator[Any]:
    arguments = typing.get_args(hint)
    if not arguments:
        yield hint
    for argument in arguments:
        yield from _leaves(argument)


def _options(hint: Any) -> tuple[Any, ...]:
    return typing.get_args(hint) if typing.get_origin(hint) in {typing.Union, types.UnionType} else (hint,)
