"""JSON Schema 2020-12 of msgspec structs, described by their docstrings.

msgspec's own generator refuses unions of several structs, which is what a value or its ``Unknown`` is.
"""

import enum
import inspect
import re
import types
import typing
from typing import Any

import msgspec

_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}


class Definitions:
    """The schemas of structs, each described once and referred to by its name."""

    def __init__(self) -> None:
        self.found: dict[str, dict[str, Any]] = {}

    def of(self, kind: Any) -> dict[str, Any]:
        """The schema of any type that our structs use."""
        origin, arguments = typing.get_origin(kind), typing.get_args(kind)
        if kind in _PLAIN:
            return {"type": _PLAIN[kind]}
        if origin is typing.Annotated:
            return self.of(arguments[0]) | _constraints(arguments[1])
        if origin in (typing.Union, types.UnionType):
            return union([self.of(one) for one in arguments])
        if origin is typing.Literal:
            return {"enum": list(arguments)}
        if origin in (list, tuple):
            return {"type": "array", "items": self.of(arguments[0])}
        if origin is dict:
            return {"type": "object", "additionalProperties": self.of(arguments[1])}
        if kind is Any:
            return {}
        if issubclass(kind, enum.Enum):
            return {"enum": [one.value for one in kind]}
        return self.struct(kind)

    def struct(self, kind: type[msgspec.Struct]) -> dict[str, Any]:
        """A reference to the schema of a struct."""
        if kind.__name__ not in self.found:
            self.found[kind.__name__] = {}
            self.found[kind.__name__] = self._described(kind)
        return {"$ref": f"#/$defs/{kind.__name__}"}

    def _described(self, kind: type[msgspec.Struct]) -> dict[str, Any]:
        summary, texts = documentation(kind)
        hints = typing.get_type_hints(kind, include_extras=True)
        fields = msgspec.structs.fields(kind)
        described = {
            field.encode_name: ({"description": texts[field.name]} if field.name in texts else {})
            | self.of(hints[field.name])
            for field in fields
        }
        optional = kind.__struct_config__.omit_defaults
        return {
            "description": summary,
            "type": "object",
            "properties": described,
            "required": [field.encode_name for field in fields if field.required or not optional],
            "additionalProperties": False,
        }


def documentation(kind: type[msgspec.Struct]) -> tuple[str, dict[str, str]]:
    """The summary of a struct's docstring, and its attributes' texts, the inherited ones too."""
    texts: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        # Python 3.13 keeps docstrings without their indentation, and earlier ones with it.
        attributes = inspect.cleandoc(base.__doc__ or "").partition("Attributes:\n")[2]
        for name, text in re.findall(r"^    (\w+): (.*(?:\n {8}.*)*)", attributes, re.MULTILINE):
            texts[name] = plain(text)
    return plain((kind.__doc__ or "").partition("\n\n")[0]), texts


def plain(text: str) -> str:
    """A docstring's text on one line, without its markup."""
    bare = re.sub(r":class:`(\w+)`|(?<!`)`(?:\w+\.)+(\w+)`(?!`)", r"\1\2", text)
    return " ".join(bare.replace("``", "`").split())


def union(options: list[dict[str, Any]]) -> dict[str, Any]:
    """One of several schemas, in the shortest form: it gives the clearest errors."""
    plain_types = [option["type"] for option in options if set(option) == {"type"}]
    words = [word for option in options if set(option) == {"enum"} for word in option["enum"]]
    if len(plain_types) == len(options):
        return {"type": plain_types}
    if words and plain_types == ["null"] and len(options) == 2:  # noqa: PLR2004 - words or null
        return {"enum": [*words, None]}
    return {"anyOf": options}


def _constraints(meta: msgspec.Meta) -> dict[str, Any]:
    found = {"pattern": meta.pattern, "minLength": meta.min_length}
    return {name: value for name, value in found.items() if value is not None}
