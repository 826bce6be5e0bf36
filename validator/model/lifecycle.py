"""Lifecycle policies: what a repository forgets, and when.

Source: ECR User Guide, "Lifecycle policy properties".
"""

from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Any

import msgspec

from validator.model.lifecycle_rules import LifecycleRule, lifecycle_problem
from validator.model.value import Reason, Unknown, Value

__all__ = ["LifecyclePolicy", "LifecycleRule", "lifecycle_of", "parse_lifecycle"]


class LifecyclePolicy(msgspec.Struct, frozen=True, dict=True):
    """A lifecycle policy.

    Attributes:
        rules: Its rules, in the order they are written.
    """

    rules: list[LifecycleRule]

    @cached_property
    def fingerprint(self) -> Value[str]:
        """A text that is equal for policies that do the same, in whatever order their rules are written."""
        unknown = next((one for rule in self.rules for one in _unknowns(rule)), None)
        return unknown or "; ".join(sorted(map(repr, self.rules)))

    @cached_property
    def problem(self) -> Value[str]:
        """Why ECR refuses it; ``None``: nothing is wrong with what is known of it."""
        return lifecycle_problem(self.rules)


def parse_lifecycle(text: Value[str]) -> Value[LifecyclePolicy]:
    """A lifecycle policy from its JSON text; invalid JSON is an ``Unknown`` that says so, an empty text is absent."""
    if text is None or isinstance(text, Unknown):
        return text
    return _parse(text) if text.strip() else None


@lru_cache(maxsize=1024)
def _parse(text: str) -> LifecyclePolicy | Unknown:
    try:
        document = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        return Unknown(Reason.INVALID, detail=f"lifecycle policy: {error}")
    return lifecycle_of(document)


def lifecycle_of(document: Any) -> LifecyclePolicy | Unknown:
    """A lifecycle policy from its decoded JSON, in which values may be unknown."""
    rules = document.get("rules") if isinstance(document, dict) else None
    if isinstance(rules, Unknown):
        return rules
    if not isinstance(rules, list) or not all(isinstance(rule, dict) for rule in rules):
        return Unknown(Reason.INVALID, detail="lifecycle policy without a list of rules")
    return LifecyclePolicy([_rule(rule) for rule in rules])


def _rule(rule: dict[str, Any]) -> LifecycleRule:
    selection, action = rule.get("selection"), rule.get("action")
    return LifecycleRule(
        priority=rule.get("rulePriority"),
        tag_status=_member(selection, "tagStatus"),
        count_type=_member(selection, "countType"),
        count_number=_member(selection, "countNumber"),
        count_unit=_member(selection, "countUnit"),
        action=_member(action, "type"),
        storage_class=_member(selection, "storageClass"),
        patterns=_member(selection, "tagPatternList") or _member(selection, "tagPrefixList"),
    )


def _member(part: Any, name: str) -> Any:
    if isinstance(part, Unknown):
        return part
    return part.get(name) if isinstance(part, dict) else None


def _unknowns(rule: LifecycleRule) -> Iterator[Unknown]:
    for value in msgspec.structs.astuple(rule):
        yield from (one for one in (value if isinstance(value, list) else [value]) if isinstance(one, Unknown))
