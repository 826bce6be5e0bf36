"""What each registry has: its objects by kind, why there may be more of them, and the answers of their prefixes."""

from collections import defaultdict
from typing import Any

from validator.model.inventory import Inventory
from validator.model.neighbours import Neighbours
from validator.model.objects import Object, Rule
from validator.model.prefixes import PrefixIndex
from validator.model.value import Value


class Members:
    """The objects of one inventory by their registries; kinds are keys of `validator.model.kinds.KINDS`."""

    def __init__(self, inventory: Inventory) -> None:
        self._inventory = inventory
        self._unlisted = {(one.kind, one.registry): one.unknown for one in inventory.unlisted}
        self._listed: dict[str, dict[str, list[Any]]] = {}
        self._prefixes: dict[tuple[str, str], PrefixIndex[Any]] = {}
        self._neighbours: dict[str, Neighbours] = {}

    def of(self, registry: str, kind: str) -> Value[list[Any]]:
        """The objects of a kind in a registry; unknown where they could not all be listed."""
        return self._unlisted.get((kind, registry)) or self._known(registry, kind)

    def by_prefix(self, registry: str, kind: str) -> PrefixIndex[Any]:
        """The rules or templates of a registry by their prefixes, or its repositories by their names."""
        if (registry, kind) not in self._prefixes:
            attribute = "name" if kind == "repository" else "prefix"
            named = ((getattr(found, attribute), found) for found in self._known(registry, kind))
            self._prefixes[registry, kind] = PrefixIndex(named, self._unlisted.get((kind, registry)))
        return self._prefixes[registry, kind]

    def beside(self, rule: Rule) -> Neighbours:
        """The rules of a rule's registry."""
        key = rule.registry.key
        if key not in self._neighbours:
            self._neighbours[key] = Neighbours(self._known(key, "rule"), self._unlisted.get(("rule", key)))
        return self._neighbours[key]

    def _known(self, registry: str, kind: str) -> list[Any]:
        if kind not in self._listed:
            groups: dict[str, list[Object]] = defaultdict(list)
            for found in self._inventory.of_kind(kind):
                groups[found.registry.key].append(found)
            self._listed[kind] = groups
        return self._listed[kind][registry]
