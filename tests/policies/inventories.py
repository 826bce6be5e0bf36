"""Inventories from the three forms that a case can have: a recorded plan, code, plain data."""

import json
import types
import typing
from pathlib import Path
from typing import Any

import msgspec

from validator.model.inventory import Inventory, Source
from validator.model.value import Unknown
from validator.sources.hcl.library import Library
from validator.sources.hcl.run import Options
from validator.sources.hcl.source import read_root
from validator.sources.plan.source import read_json
from validator.sources.terraform.assemble import assemble


def of_plan(plan: dict[str, Any]) -> Inventory:
    """The inventory of a plan."""
    return read_json(json.dumps(plan).encode(), "plan.json", {})


def of_code(case: dict[str, Any], directory: Path) -> Inventory:
    """The inventory of a case's code, which is written to an empty directory."""
    for path, text in {"main.tf": case["hcl"], **case.get("files", {})}.items():
        (directory / path).parent.mkdir(parents=True, exist_ok=True)
        (directory / path).write_text(text, encoding="utf-8")
    given = tuple(f"{name}={_spelt(value)}" for name, value in case.get("variables", {}).items())
    reading = read_root(directory, ".", Library(), Options(variables=given))
    if reading.errors:
        raise reading.errors[0]
    return assemble(reading.resources, Source.HCL, gaps=reading.gaps)


def of_data(data: dict[str, Any]) -> Inventory:
    """The inventory that plain data describes, as ``pullguard inventory`` prints it."""
    found: Inventory = _converted(data, Inventory)
    return found


def _spelt(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _converted(data: Any, hint: Any) -> Any:
    """A value of a type of the model; msgspec can't choose between a struct and `Unknown` by itself."""
    options = typing.get_args(hint) if typing.get_origin(hint) in {typing.Union, types.UnionType} else (hint,)
    if isinstance(data, dict) and "unknown" in data and Unknown in options:
        return msgspec.convert(data, Unknown)
    (kind,) = [one for one in options if one not in {Unknown, types.NoneType}] or [types.NoneType]
    if isinstance(data, dict) and isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        hints = typing.get_type_hints(kind)
        return kind(**{name: _converted(value, hints[name]) for name, value in data.items()})
    if isinstance(data, list):
        return [_converted(item, typing.get_args(kind)[0]) for item in data]
    return data if isinstance(data, dict | None) or kind is Any else msgspec.convert(data, kind)
