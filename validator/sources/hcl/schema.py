"""The provider's schema of the resource types that pullguard reads.

``schema.json`` is recorded from the AWS provider by ``tools/provider_schema.py``. Types that it does not hold
(``awscc_…``, newer ones) are read without a schema: what is written is kept as it is.
"""

import functools
import json
from pathlib import Path
from typing import Any

import msgspec

from validator.sources.hcl.constraints import Type, from_json
from validator.sources.hcl.defaults import DEFAULTS

NO_BLOCKS: Any = object()
"""Stands in `BlockSchema.omitted` for nested blocks: each resource has an empty list of its own."""


class AttributeSchema(msgspec.Struct, frozen=True):
    """One attribute: its type, and who may set it."""

    type: Type
    computed: bool


class BlockSchema(msgspec.Struct, frozen=True):
    """What a block may hold.

    Attributes:
        attributes: Its attributes by name.
        blocks: Its nested blocks by name, each with its nesting: ``list``, ``set`` or ``single``.
        omitted: What the arguments and nested blocks are that the code leaves out and the provider does not compute.
        computed: The attributes that the provider computes when the code leaves them out.
    """

    attributes: dict[str, AttributeSchema]
    blocks: dict[str, tuple[str, "BlockSchema"]]
    omitted: dict[str, Any]
    computed: tuple[str, ...]


@functools.cache
def schema_of(type_name: str, *, data: bool = False) -> BlockSchema | None:
    """The schema of a resource type or data source; ``None`` when it is not recorded."""
    found = _recorded()["data" if data else "resource"].get(type_name)
    return None if found is None else _block(found, {} if data else DEFAULTS.get(type_name, {}), "")


@functools.cache
def _recorded() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(__file__).with_name("schema.json").read_bytes())
    return found


def _block(recorded: dict[str, Any], defaults: dict[str, Any], path: str) -> BlockSchema:
    attributes: dict[str, AttributeSchema] = {}
    blocks: dict[str, tuple[str, BlockSchema]] = {}
    omitted: dict[str, Any] = {}
    for name, (how, what) in recorded.items():
        if how in {"list", "set", "single"}:
            blocks[name] = (how, _block(what, defaults, f"{path}{name}."))
            omitted[name] = None if how == "single" else NO_BLOCKS
        else:
            attributes[name] = AttributeSchema(from_json(what), "c" in how)
            omitted[name] = defaults.get(path + name)
    computed = tuple(name for name, attribute in attributes.items() if attribute.computed)
    secret = {name for name, (how, _) in recorded.items() if "s" in how and name not in blocks}
    kept = {name: value for name, value in omitted.items() if name not in computed and name not in secret}
    return BlockSchema(attributes, blocks, kept, computed)
