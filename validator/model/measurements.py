"""The numbers that people ask for: how large a cache is, how fresh, how much it is used. No policy judges them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from validator.model.base import RegistryRef
from validator.model.contents import Content, Contents
from validator.model.inventory import Inventory
from validator.model.objects import Credential, Repository, Rule
from validator.model.value import Reason, Unknown, Value


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
        hit_ratio: An estimate of the share of pulls that were served without asking the upstream, from 0 to 1. Images
            for several platforms and retries distort it, and it is too high where what counts the syncs is younger
            than the days that are measured.
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
    """How old the value of a credential is, in whole days; an ``Unknown`` says why that can't be told."""

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


def measure(inventory: Inventory, pulls: Pulls, days: int) -> Measurements:
    """What can be measured of a registry.

    Args:
        inventory: A live inventory of this registry alone.
        pulls: How much it was used in those days.
        days: How many.
    """
    registry = inventory.registries[0]
    read_at = _moment(registry.read_at)
    since = read_at if isinstance(read_at, Unknown) else read_at - timedelta(days)
    contents = Contents(inventory)
    alone = len(inventory.rules) == 1 and inventory.unlisted_of("rule", registry.key) is None
    return Measurements(
        registry=registry.registry,
        days=days,
        rules=[_use(rule, contents.of(rule), pulls, since, alone=alone) for rule in inventory.rules],
        credentials=[_age(one, read_at) for one in inventory.credentials if one.for_ecr is not False],
    )


def _use(rule: Rule, content: Content, pulls: Pulls, since: datetime | Unknown, *, alone: bool) -> RuleUse:
    found = content.repositories
    pulled = _pulled(found, pulls.by_repository)
    return RuleUse(
        address=rule.address,
        prefix=rule.prefix,
        repositories=found if isinstance(found, Unknown) else len(found),
        images=content.count(),
        bytes=content.bytes(),
        oldest=content.oldest(),
        newest=content.newest(),
        not_refreshed=since if isinstance(since, Unknown) else content.unused_since(since),
        pulls=pulled,
        hit_ratio=_hit_ratio(pulled, _synced(rule, pulls.syncs, alone=alone)),
    )


def _pulled(repositories: list[Repository] | Unknown, by_repository: Value[dict[str, int]]) -> Value[int]:
    if isinstance(repositories, Unknown):
        return repositories
    if not isinstance(by_repository, dict):
        return by_repository or _unmeasured("pulls were not read")
    names = [str(one.name) for one in repositories]
    unread = next((name for name in names if name not in by_repository), None)
    return _unmeasured(f"pulls from {unread} were not read") if unread else sum(by_repository[name] for name in names)


def _synced(rule: Rule, syncs: Iterable[Syncs], *, alone: bool) -> Value[int]:
    """How often the upstream of a rule was asked: counted for its prefix, or for a registry that has no other rule."""
    narrow = [one for one in syncs if one.prefix is not None and one.prefix.rstrip("/") == rule.prefix]
    wide = [one for one in syncs if one.prefix is None]
    if narrow or (wide and alone):
        return (narrow or wide)[0].count
    if wide:
        return _unmeasured("the EventBridge rule counts the syncs of all rules together")
    return _unmeasured("no EventBridge rule counts its syncs")


def _hit_ratio(pulled: Value[int], synced: Value[int]) -> Value[float]:
    if not isinstance(pulled, int):
        return pulled
    if not isinstance(synced, int):
        return synced
    return round(max(0.0, 1 - synced / pulled), 4) if pulled else _unmeasured("nothing was pulled")


def _age(credential: Credential, read_at: datetime | Unknown) -> CredentialAge:
    set_at = credential.value_set_at
    if set_at is None:
        # Of a secret that is only referred to nothing is known.
        set_at = _unmeasured("it has no value" if credential.managed else "the secret is not part of what was read")
    return CredentialAge(address=credential.address, name=credential.name, days=_days(set_at, read_at))


def _days(start: str | Unknown, end: datetime | Unknown) -> Value[int]:
    if isinstance(start, Unknown):
        return start
    return end if isinstance(end, Unknown) else (end - datetime.fromisoformat(start)).days


def _moment(time: Value[str]) -> datetime | Unknown:
    if isinstance(time, str):
        return datetime.fromisoformat(time)
    return time or _unmeasured("when it was read is not known")


def _unmeasured(why: str) -> Unknown:
    return Unknown(Reason.UNMEASURED, detail=why)
