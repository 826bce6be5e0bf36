"""Lifecycle policies: what a repository forgets, and when.

Source: ECR User Guide, "Lifecycle policy properties".
"""

from functools import lru_cache
from typing import Any

import msgspec

from validator.model.value import Reason, Unknown, Value


class LifecycleRule(msgspec.Struct, frozen=True):
    """One rule, with the API's names in snake case.

    Attributes:
        priority: Its priority: of the rules that match an image the lowest wins.
        tag_status: ``tagged``, ``untagged`` or ``any``.
        count_type: What it counts: ``imageCountMoreThan``, ``sinceImagePushed``, ``sinceImagePulled``, ….
        count_number: How many images, or units of time.
        count_unit: The unit of time, ``days``.
        action: ``expire`` or ``transition``.
        storage_class: For a transition, the class of storage, ``archive``.
        patterns: The patterns or prefixes of the tags that it is about.
    """

    priority: Value[int]
    tag_status: Value[str]
    count_type: Value[str]
    count_number: Value[int]
    count_unit: Value[str]
    action: Value[str]
    storage_class: Value[str] = None
    patterns: Value[list[Value[str]]] = None


class LifecyclePolicy(msgspec.Struct, frozen=True):
    """A lifecycle policy.

    Attributes:
        rules: Its rules, in the order they are written.
    """

    rules: list[LifecycleRule]


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
    selection = rule.get("selection")
    selection = selection if isinstance(selection, dict) else {}
    action = rule.get("action")
    action = action if isinstance(action, dict) else {}
    return LifecycleRule(
        priority=rule.get("rulePriority"),
        tag_status=selection.get("tagStatus"),
        count_type=selection.get("countType"),
        count_number=selection.get("countNumber"),
        count_unit=selection.get("countUnit"),
        action=action.get("type"),
        storage_class=selection.get("storageClass"),
        patterns=selection.get("tagPatternList") or selection.get("tagPrefixList"),
    )
