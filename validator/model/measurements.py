"""The numbers that people ask for: how large a cache is, how fresh, how much it is used. No policy judges them."""

import msgspec

from validator.model.base import RegistryRef
from validator.model.value import Value


class Syncs(msgspec.Struct, frozen=True):
    """How often the cache asked its upstreams, as an EventBridge rule counts it.

    Attributes:
        counter: The EventBridge rule's name.
        prefix: The prefix whose syncs it counts; ``None``: those of the whole registry.
        count: How many there were, failed ones among them.
    """

    counter: str
    prefix: str | None
    count: Value[int]


class Pulls(msgspec.Struct, frozen=True):
    """How much a registry was used in some days.

    Attributes:
        by_repository: How often each repository was pulled from.
        syncs: What counts how often upstreams were asked; empty: nothing does.
    """

    by_repository: Value[dict[str, int]]
    syncs: list[Syncs] = []


class RuleUse(msgspec.Struct, frozen=True, kw_only=True):
    """How a rule's cache is used. What can't be measured is an ``Unknown`` that says why.

    Attributes:
        address: The rule's address.
        prefix: The rule's prefix.
        repositories: How many repositories lie under it.
        images: How many images they hold.
        bytes: What these take together, in bytes, each layer counted as often as images have it.
        oldest: When the oldest of them was pushed, in RFC 3339.
        newest: When the newest of them was pushed.
        not_refreshed: How many of them were neither pushed nor pulled for the days that are measured.
        pulls: How many pulls the days had that are measured.
        hit_ratio: An estimate of the share of pulls that were served without asking the upstream, from 0 to 1.
    """

    address: str
    prefix: Value[str]
    repositories: Value[int]
    images: Value[int]
    bytes: Value[int]
    oldest: Value[str]
    newest: Value[str]
    not_refreshed: Value[int]
    pulls: Value[int]
    hit_ratio: Value[float]


class CredentialAge(msgspec.Struct, frozen=True, kw_only=True):
    """How old the value of a credential is, in whole days."""

    address: str
    name: Value[str]
    days: Value[int]


class Measurements(msgspec.Struct, frozen=True, kw_only=True):
    """What was measured of one registry.

    Attributes:
        registry: Which.
        days: Over how many days.
        rules: One for each rule.
        credentials: One for each credential.
    """

    registry: RegistryRef
    days: int
    rules: list[RuleUse]
    credentials: list[CredentialAge]
