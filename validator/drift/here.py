"""One registry of an account, as it was read."""

from typing import Any

from validator.drift.entry import Entry, key_of
from validator.model.inventory import Inventory
from validator.model.objects import Registry
from validator.model.prefixes import PrefixIndex
from validator.model.value import Reason, Unknown

_NOT_SHOWN = Unknown(Reason.ELSEWHERE, detail="a secret that its name does not show to be ECR's")
_NO_CACHE = Unknown(Reason.ELSEWHERE, detail="a repository under no rule's prefix")


class Here:
    """The objects of one registry by what tells them apart.

    Attributes:
        registry: The registry.
        place: Its key.
    """

    def __init__(self, actual: Inventory, registry: Registry) -> None:
        self.registry = registry
        self.place = registry.key
        self._actual = actual
        self.objects: dict[tuple[str, str], Any] = {}
        for kind in ("rule", "template", "credential", "repository"):
            for found in actual.of_kind(kind):
                key = key_of(kind, found)
                # A secret that a rule only refers to is not known to be there.
                there = found.registry.key == self.place and getattr(found, "managed", True)
                if there and isinstance(key, str):
                    self.objects[kind, key] = found
        self._rules = PrefixIndex((key, found) for (kind, key), found in self.objects.items() if kind == "rule")

    def find(self, entry: Entry) -> Any | None:
        """The object that an entry expects; ``None``: it was not read."""
        return self.objects.get((entry.kind, str(entry.key)))

    def hides(self, entry: Entry) -> Unknown | None:
        """Why an object that was not found may be there all the same; ``None``: it is not."""
        if entry.kind == "credential" and entry.found.named_for_ecr is not True:
            return _NOT_SHOWN
        unlisted = self._actual.unlisted_of(entry.kind, self.place)
        if unlisted or entry.kind != "repository":
            return unlisted
        rule = self._rules.most_specific(entry.key)
        if rule is None:
            return self._actual.unlisted_of("rule", self.place) or _NO_CACHE
        return rule if isinstance(rule, Unknown) else None
