"""Write the JSON Schemas that follow from our own types: ``python -m tools.schemas``, with ``--check`` to compare only.

The types are the truth: what pullguard prints (report, inventory) and what users write (configuration) is described
by the structs that are encoded and decoded, and the descriptions are their docstrings.
"""

import argparse
import enum
import json
import re
import sys
import types
import typing
from pathlib import Path
from typing import Any

import msgspec

from validator.config import settings
from validator.findings import report
from validator.model import inventory
from validator.model.links import LINKS
from validator.model.objects import KINDS
from validator.model.value import Unknown
from validator.reporters.json import JsonReport

SCHEMAS = Path(__file__).parent.parent / "schemas"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
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
        attributes = (base.__doc__ or "").partition("Attributes:\n")[2]
        for name, text in re.findall(r"^        (\w+): (.*(?:\n {12}.*)*)", attributes, re.MULTILINE):
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


def document(address: str, title: str, kind: type[msgspec.Struct], definitions: Definitions) -> dict[str, Any]:
    """A whole schema whose root is a struct."""
    definitions.struct(kind)
    root = definitions.found.pop(kind.__name__)
    return {
        "$schema": DIALECT,
        "$id": address,
        "title": title,
        **root,
        "$defs": dict(sorted(definitions.found.items())),
    }


def inventory_schema() -> dict[str, Any]:
    """The schema of what ``pullguard inventory`` prints: the inventory's, with the links that a dump adds."""
    definitions = Definitions()
    definitions.struct(inventory.Inventory)
    unknown = definitions.struct(Unknown)
    for kind, links in LINKS.items():
        add_property(definitions.found[KINDS[kind].__name__], "links", links_schema(links, unknown))
    add_property(
        definitions.found["Inventory"], "input", {"description": "The input as the user named it.", "type": "string"}
    )
    return {
        "$schema": DIALECT,
        "$id": inventory.SCHEMA,
        "title": "pullguard inventory",
        "description": "The normalized objects of every input, as policies see them.",
        "type": "object",
        "properties": {
            "schema": {"type": "string"},
            "inventories": {"type": "array", "items": {"$ref": "#/$defs/Inventory"}},
        },
        "required": ["schema", "inventories"],
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.found.items())),
    }


def links_schema(links: dict[str, str], unknown: dict[str, Any]) -> dict[str, Any]:
    """The schema of an object's links: addresses, by the link's name."""
    address = {"type": "string"}
    one = {"anyOf": [address, {"type": "null"}, unknown]}
    many = {"anyOf": [{"type": "array", "items": address}, unknown]}
    return {
        "description": "The addresses of the objects it belongs to.",
        "type": "object",
        "properties": {name: many if kind.endswith("*") else one for name, kind in links.items()},
        "required": list(links),
        "additionalProperties": False,
    }


def add_property(schema: dict[str, Any], name: str, described: dict[str, Any]) -> None:
    """Add a required property to an object's schema."""
    schema["properties"][name] = described
    schema["required"].append(name)


def schemas() -> dict[str, dict[str, Any]]:
    """Every generated schema by its file name."""
    return {
        "report.schema.json": document(report.SCHEMA, "pullguard report", JsonReport, Definitions()),
        "config.schema.json": document(settings.SCHEMA, "pullguard configuration", settings.Written, Definitions()),
        "inventory.schema.json": inventory_schema(),
    }


def main() -> int:
    """Write the schemas, or with ``--check`` say which differ; the exit status is 1 where one does."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    stale = 0
    for name, schema in schemas().items():
        text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        file = SCHEMAS / name
        if file.is_file() and file.read_text(encoding="utf-8") == text:
            continue
        stale += 1
        print(f"{name} is stale: run python -m tools.schemas" if check else f"{name} written")
        if not check:
            file.write_text(text, encoding="utf-8")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
