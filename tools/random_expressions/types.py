"""The types of random expressions, which the grammar needs to build calls that Terraform accepts."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scalar:
    """``string``, ``number`` or ``bool``."""

    name: str


@dataclass(frozen=True)
class ListOf:
    """A list or tuple whose elements have one type."""

    item: "Type"


@dataclass(frozen=True)
class MapOf:
    """An object whose attributes have one type; which there are is not known to the grammar."""

    item: "Type"


@dataclass(frozen=True)
class Object:
    """An object with certain attributes, as pairs of name and type."""

    fields: tuple[tuple[str, "Type"], ...]


Type = Scalar | ListOf | MapOf | Object
STRING, NUMBER, BOOL = Scalar("string"), Scalar("number"), Scalar("bool")
