"""Terraform's types, and the conversion of values to them.

One spelling serves two sources: the type constraint of a variable, and the provider's schema.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

import msgspec

from validator.model.value import Unknown
from validator.sources.hcl.conversions import to_bool, to_number, to_string
from validator.sources.hcl.frame import LazyObject
from validator.sources.hcl.nodes import Call, Expression, ListExpr, Literal, Name, ObjectExpr
from validator.sources.hcl.unify import unify
from validator.sources.hcl.values import EvaluationError, TerraformSet, kind


class Primitive(msgspec.Struct, frozen=True):
    """``string``, ``number``, ``bool`` or ``any``."""

    name: str


class Collection(msgspec.Struct, frozen=True):
    """``list(T)``, ``set(T)`` or ``map(T)``."""

    kind: str
    element: "Type"


class ObjectType(msgspec.Struct, frozen=True):
    """``object({…})``.

    Attributes:
        attributes: The type of each attribute.
        optional: The attributes that may be left out, each with its default.
    """

    attributes: dict[str, "Type"]
    optional: dict[str, Any]


class TupleType(msgspec.Struct, frozen=True):
    """``tuple([…])``."""

    elements: "tuple[Type, ...]"


Type: TypeAlias = Primitive | Collection | ObjectType | TupleType
ANY = Primitive("any")


def from_json(spelled: Any) -> Type:
    """A type in the spelling of ``terraform providers schema -json``."""
    if isinstance(spelled, str):
        return ANY if spelled == "dynamic" else Primitive(spelled)
    kind_, inner = spelled
    if kind_ == "object":
        return ObjectType({name: from_json(one) for name, one in inner.items()}, dict.fromkeys(inner))
    return Collection(kind_, from_json(inner))


def from_expression(node: Expression, evaluate: Callable[[Expression], Any]) -> Type:
    """A type constraint as it is written in a ``variable`` block.

    Args:
        node: What stands behind ``type =``.
        evaluate: Gives the values of the defaults in ``optional(…)``, which may refer to nothing.

    Raises:
        EvaluationError: It is no type constraint.
    """
    match node:
        case Name(name=str(name)) | Literal(value=str(name)) if name in {"string", "number", "bool", "any"}:
            return Primitive(name)
        case Name(name=str(name)) | Literal(value=str(name)) if name in {"list", "map", "set"}:
            return Collection(name, ANY)
        case Call(name="list" | "set" | "map", arguments=(element,)):
            return Collection(node.name, from_expression(element, evaluate))
        case Call(name="object", arguments=(ObjectExpr(items=items),)):
            return _object(items, evaluate)
        case Call(name="tuple", arguments=(ListExpr(items=elements),)):
            return TupleType(tuple(from_expression(element, evaluate) for element in elements))
    raise EvaluationError("this is not a type constraint that Terraform knows")


def _object(items: tuple[tuple[Expression, Expression], ...], evaluate: Callable[[Expression], Any]) -> ObjectType:
    attributes: dict[str, Type] = {}
    optional: dict[str, Any] = {}
    for key, spelled in items:
        name = str(evaluate(key))
        match spelled:
            case Call(name="optional", arguments=(inner, *default)):
                attributes[name] = from_expression(inner, evaluate)
                optional[name] = convert(evaluate(default[0]), attributes[name]) if default else None
            case _:
                attributes[name] = from_expression(spelled, evaluate)
    return ObjectType(attributes, optional)


def convert(value: Any, to: Type) -> Any:
    """A value as a type wants it; defaults of optional attributes are filled in.

    Raises:
        EvaluationError: The value can't be converted.
    """
    if value is None or to == ANY or isinstance(value, Unknown):
        return value
    match to:
        case Primitive(name=name):
            return _PRIMITIVES[name](value)
        case Collection(kind="map"):
            members = _members(value, "map")
            return dict(zip(members, _alike(list(members.values()), to.element), strict=True))
        case Collection():
            elements = _alike(_elements(value, to.kind), to.element)
            return _set(elements) if to.kind == "set" else elements
        case ObjectType():
            return _to_object(value, to)
        case TupleType(elements=types):
            elements = _elements(value, "tuple")
            if len(elements) != len(types):
                raise EvaluationError(f"a tuple of {len(types)} elements is needed, not of {len(elements)}")
            return [convert(element, one) for element, one in zip(elements, types, strict=True)]


def _set(elements: list[Any]) -> list[Any]:
    """A set; where elements are unknown, a list with these last, as it is not known how many there are."""
    unknown = [element for element in elements if isinstance(element, Unknown)]
    known = TerraformSet(element for element in elements if not isinstance(element, Unknown))
    return [*known, *unknown] if unknown else known


def _elements(value: Any, wanted: str) -> list[Any]:
    if not isinstance(value, list):
        raise EvaluationError(f"a {wanted} is needed, not a {kind(value)}")
    return value


def _alike(elements: list[Any], to: Type) -> list[Any]:
    return unify(elements) if to == ANY else [convert(element, to) for element in elements]


def _members(value: Any, wanted: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise EvaluationError(f"a {wanted} is needed, not a {kind(value)}")
    if isinstance(value, LazyObject):
        value.settle()
    return value


def _to_object(value: Any, to: ObjectType) -> dict[str, Any]:
    if isinstance(value, LazyObject):
        value.settle()
    members = _members(value, "object")
    converted: dict[str, Any] = {}
    for name, type_ in to.attributes.items():
        given = members.get(name)
        if given is None and name in to.optional:
            converted[name] = to.optional[name]
        elif name not in members:
            rest = members.get(LazyObject.REST)
            if rest is None:
                raise EvaluationError(f'attribute "{name}" is required')
            converted[name] = rest
        else:
            converted[name] = convert(given, type_)
    return converted


_PRIMITIVES: dict[str, Callable[[Any], Any]] = {
    "string": to_string,
    "number": to_number,
    "bool": to_bool,
    "any": lambda value: value,
}
