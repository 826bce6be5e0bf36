"""All objects of one source, with what the source could not tell."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import msgspec

from validator.model.objects import (
    CachedImage,
    Consumer,
    Credential,
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
    gaps: list[Gap] = []

    def of_kind(self, kind: str) -> list[Any]:
        """The objects of a kind: a key of `validator.model.objects.KINDS`."""
        found: list[Any] = getattr(self, _LISTS[kind])
        return found

    def objects(self) -> Iterator[tuple[str, Object]]:
        """Every object with its kind."""
        for kind in _LISTS:
            for found in self.of_kind(kind):
                yield kind, found


_LISTS = {
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
}
