"""EventBridge rules from Terraform resources: those that may hear of pull through cache."""

from collections.abc import Iterable

from validator.model.event_patterns import matches
from validator.model.surroundings import EventRule
from validator.model.three_valued import every, first_unknown
from validator.model.value import Reason, Unknown, Value
from validator.sources.terraform.context import Context
from validator.sources.terraform.facts import text
from validator.sources.terraform.resource import Resource

_RULE = "aws_cloudwatch_event_rule"
_TARGET = "aws_cloudwatch_event_target"
_WRITTEN = {"name": ("name",), "matches_failures": ("event_pattern",), "enabled": ("state",)}
_OFF = "DISABLED"


def event_rules(resources: Iterable[Resource], context: Context) -> list[EventRule]:
    """Every declared rule whose pattern matches, or may match, the events of pull through cache."""
    rules: list[Resource] = []
    targets: dict[str, Value[bool]] = {}
    homeless: Unknown | None = None
    for resource in resources:
        if resource.type == _RULE:
            rules.append(resource)
        elif resource.type == _TARGET:
            owners = context.targets.of(resource, resource.argument("rule"), _RULE)
            several = Unknown(Reason.SEVERAL, detail=resource.address) if len(owners) > 1 else True
            targets.update((owner.address, several) for owner in owners if targets.get(owner.address) is not True)
            reference = resource.argument("rule")
            homeless = reference if not owners and isinstance(reference, Unknown) else homeless
    found = (_rule(rule, targets.get(rule.address, homeless or False), context) for rule in rules)
    return [rule for rule in found if rule is not None]


def _rule(rule: Resource, has_target: Value[bool], context: Context) -> EventRule | None:
    matched = matches(text(rule.argument("event_pattern")))
    if matched.syncs is False:
        return None
    enabled = _enabled(rule)
    on_default_bus = _on_default_bus(rule)
    return EventRule(
        address=rule.address,
        registry=context.registry(rule),
        origin=rule.origin(),
        origins=rule.origins(_WRITTEN),
        name=text(rule.argument("name")) or Unknown(Reason.AFTER_APPLY, detail="generated"),
        enabled=enabled,
        matches_failures=every([on_default_bus, matched.failures]),
        delivers=every([enabled, has_target]),
    )


def _enabled(rule: Resource) -> Value[bool]:
    """Whether a rule is on: by ``state``, or by the older ``is_enabled``; by default it is."""
    older, state = rule.argument("is_enabled"), text(rule.argument("state"))
    if older is False:
        return False
    return first_unknown(older, state) or state != _OFF


def _on_default_bus(rule: Resource) -> bool:
    """Whether a rule is on the bus that AWS services send to: one that has another bus names it."""
    bus = text(rule.argument("event_bus_name"))
    return bus is None or (isinstance(bus, str) and bus.rpartition("/")[2] == "default")
