"""EventBridge rules of a live region: who hears of pull through cache, and which of them count its syncs."""

from typing import Any, NamedTuple

from validator.model.event_patterns import Matches, counted, matches
from validator.model.inventory import Unlisted
from validator.model.origin import Origin
from validator.model.surroundings import EventRule
from validator.model.value import Unknown, Value
from validator.sources.aws.caller import Caller

_OFF = "DISABLED"


class SyncCounter(NamedTuple):
    """A rule that matches all syncs and nothing else, so that its matched events are their number.

    Attributes:
        rule: The EventBridge rule's name.
        prefix: The prefix that its pattern names; ``None``: it matches those of the whole registry.
    """

    rule: str
    prefix: str | None


class EventsReading(NamedTuple):
    """What is read of a region's event rules.

    Attributes:
        event_rules: The rules that match events of pull through cache.
        counters: Those that count its syncs.
        unlisted: Says so where there may be more.
    """

    event_rules: list[EventRule]
    counters: list[SyncCounter]
    unlisted: list[Unlisted]


def read_event_rules(caller: Caller) -> EventsReading:
    """Read the rules of the default bus, which is where AWS services send their events."""
    listed = caller.listed("events", "list_rules")
    matching = [(one, matches(one.get("EventPattern"))) for one in listed.items]
    rules = caller.each(
        lambda found: _event_rule(*found, caller),
        [(one, matched) for one, matched in matching if matched.syncs is not False],
    )
    counters = [
        SyncCounter(one["Name"], scope.prefix)
        for one in listed.items
        if _is_on(one) and (scope := counted(one.get("EventPattern")))
    ]
    unlisted = [Unlisted("event_rule", caller.registry.key, listed.unknown)] if listed.unknown else []
    return EventsReading(sorted(rules, key=lambda one: one.address), sorted(counters), unlisted)


def _event_rule(found: dict[str, Any], matched: Matches, caller: Caller) -> EventRule:
    enabled = _is_on(found)
    return EventRule(
        address=found["Arn"],
        registry=caller.registry,
        origin=Origin(found["Arn"]),
        name=found["Name"],
        enabled=enabled,
        matches_failures=matched.failures,
        delivers=enabled and _has_target(found["Name"], caller),
    )


def _is_on(found: dict[str, Any]) -> bool:
    return found.get("State") != _OFF


def _has_target(rule: str, caller: Caller) -> Value[bool]:
    answer = caller.call("events", "list_targets_by_rule", Rule=rule, Limit=1)
    return answer if isinstance(answer, Unknown) else bool(answer and answer["Targets"])
