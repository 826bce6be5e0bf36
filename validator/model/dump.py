"""Inventories as plain data: every object with its links, for people who want to see what policies see."""

from typing import Any

import msgspec

from validator.model.inventory import SCHEMA, Inventory
from validator.model.kinds import KINDS, LINKS
from validator.model.links import Links
from validator.model.objects import Object
from validator.model.value import Unknown

_KIND_OF = {struct: kind for kind, struct in KINDS.items()}


def dump(inventories: list[tuple[str, Inventory]]) -> dict[str, Any]:
    """What ``schemas/inventory.schema.json`` describes, ready to be encoded.

    Args:
        inventories: Each with the name of its input.
    """
    return {"schema": SCHEMA, "inventories": [_inventory(name, inventory) for name, inventory in inventories]}


def _inventory(name: str, inventory: Inventory) -> dict[str, Any]:
    links = Links(inventory)
    shown: dict[str, Any] = {"input": name} | msgspec.to_builtins(inventory)
    for field in inventory.__struct_fields__:
        members = getattr(inventory, field)
        for member, plain in zip(members, shown[field], strict=True):
            if isinstance(member, Object):
                plain["links"] = _links(member, links)
    return shown


def _links(found: Object, links: Links) -> dict[str, Any]:
    return {name: _target(links.follow(found, name)) for name in LINKS[_KIND_OF[type(found)]]}


def _target(target: Any) -> Any:
    """A link's other end: an address, a list of them, null, or the reason why it is not known."""
    match target:
        case Unknown():
            return msgspec.to_builtins(target)
        case list():
            return [_target(one) for one in target]
        case Object():
            return target.address
    return None
