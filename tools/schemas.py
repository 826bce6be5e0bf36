"""Write the JSON Schemas that follow from our own types: ``python -m tools.schemas``, with ``--check`` to compare only.

The types are the truth: what pullguard prints (report, inventory) and what users write (configuration) is described
by the structs that are encoded and decoded, and the descriptions are their docstrings.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from tools.json_schema import Definitions
from validator.config import settings
from validator.findings import forecast, report
from validator.model import inventory
from validator.model.kinds import KINDS, LINKS
from validator.model.value import Unknown
from validator.reporters.json import JsonReport

SCHEMAS = Path(__file__).parent.parent / "schemas"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


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
        "prediction.schema.json": document(forecast.SCHEMA, "pullguard prediction", forecast.Forecasts, Definitions()),
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
