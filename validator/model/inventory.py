"""All objects of one source, with what the source could not tell."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import msgspec

from validator.model.objects import (
    CachedImage,
    Consumer,
    Credential,
    Drift,
    Endpoint,
    EventRule,
    Grant,
    Network,
    Object,
    Registry,
    Repository,
    Role,
    Rule,
    Template,
)
from validator.model.value import Unknown

SCHEMA = "https://pullguard.dev/schemas/inventory.schema.json"


class Source(StrEnum):
    """Where the objects of an inventory come from."""

    HCL = "hcl"
    PLAN = "plan"
    STATE = "state"
    LIVE = "live"


class Gap(msgspec.Struct, frozen=True, order=True):
    """Something that a source could not read or resolve.

    Attributes:
        place: The file, address or call it is about.
        problem: What could not be read, as a sentence without a final stop.
        remedy: What helps; may be empty.
        input: The input as the user named it.
    """

    place: str
    problem: str
    remedy: str = ""
    input: str = ""


class Unlisted(msgspec.Struct, frozen=True):
    """The objects of a kind in a registry that could not all be listed: there may be more than an inventory has.

    Attributes:
        kind: A key of `validator.model.kinds.KINDS`.
        registry: The key of the registry, which is part of the inventory itself.
        unknown: Why.
    """

    kind: str
    registry: str
    unknown: Unknown


class Inventory(msgspec.Struct):
    """The normalized objects of one source.

    Every list is in the order of the objects' addresses, so that the same input gives the same output.
    """

    source: Source
    rules: list[Rule] = []
    credentials: list[Credential] = []
    templates: list[Template] = []
    registries: list[Registry] = []
    repositories: list[Repository] = []
    images: list[CachedImage] = []
    endpoints: list[Endpoint] = []
    grants: list[Grant] = []
    roles: list[Role] = []
    event_rules: list[EventRule] = []
    consumers: list[Consumer] = []
    networks: list[Network] = []
    drifts: list[Drift] = []
    unlisted: list[Unlisted] = []
    gaps: list[Gap] = []

    def of_kind(self, kind: str) -> list[Any]:
        """The objects of a kind: a key of `validator.model.kinds.KINDS`."""
        found: list[Any] = getattr(self, LISTS[kind])
        return found

    def unlisted_of(self, kind: str, registry: str) -> Unknown | None:
        """Why the objects of a kind in a registry could not all be listed; ``None``: they could, or it is code."""
        return next((one.unknown for one in self.unlisted if (one.kind, one.registry) == (kind, registry)), None)

    def unlisted_anywhere(self, kind: str) -> Unknown | None:
        """Why there may be more objects of a kind than are here, whatever the registry; ``None``: these are all."""
        return next((one.unknown for one in self.unlisted if one.kind == kind), None)

    def objects(self) -> Iterator[tuple[str, Object]]:
        """Every object with its kind."""
        for kind in LISTS:
            for found in self.of_kind(kind):
                yield kind, found


LISTS = {
    "rule": "rules",
    "credential": "credentials",
    "template": "templates",
    "registry": "registries",
    "repository": "repositories",
    "image": "images",
    "endpoint": "endpoints",
    "grant": "grants",
    "role": "roles",
    "event_rule": "event_rules",
    "consumer": "consumers",
    "network": "networks",
    "drift": "drifts",
}
