"""The kinds of which there may be more than was listed: by a list that failed, or through what it should have held."""

from collections.abc import Iterator

from validator.model.base import RegistryRef
from validator.model.inventory import Inventory, Unlisted
from validator.model.objects import Registry, Repository
from validator.model.value import Reason, Unknown

_UNREAD = frozenset({Reason.DENIED, Reason.FAILED, Reason.STOPPED})

# What is only found by way of other objects. Which repositories are the cache's, and so are looked into, is told by
# rules and templates; statements stand in the policies of all these.
_THROUGH = {
    "credential": ("rule",),
    "role": ("rule", "template"),
    "image": ("repository", "rule", "template"),
    "grant": ("repository", "rule", "template", "role"),
}


def by_kind(registry: RegistryRef, **unknown: Unknown | None) -> list[Unlisted]:
    """An entry for each kind that has a reason."""
    return [Unlisted(kind, registry.key, why) for kind, why in unknown.items() if why is not None]


def with_consequences(inventory: Inventory) -> list[Unlisted]:
    """What of a registry could not be listed, one entry for each kind, with what that and unread policies entail."""
    why: dict[str, Unlisted] = {}
    for one in inventory.unlisted:
        why.setdefault(one.kind, one)
    registry = inventory.registries[0].registry
    for kind, through in _THROUGH.items():
        cause = next((why[one].unknown for one in through if one in why), None)
        if kind == "grant":
            cause = cause or next(_unread_policies(inventory), None)
        for one in by_kind(registry, **{kind: cause}):
            why.setdefault(kind, one)
    return [why[kind] for kind in sorted(why)]


def _unread_policies(inventory: Inventory) -> Iterator[Unknown]:
    owners: list[Registry | Repository] = [*inventory.registries, *inventory.repositories]
    for document in (owner.permissions for owner in owners):
        if isinstance(document, Unknown) and document.reason in _UNREAD:
            yield document
