"""The rules of lifecycle policies, and which of them ECR refuses.

Source: ECR User Guide, "Lifecycle policy properties" and "Archiving an image". The AWS provider checks no more than
that the text is JSON, and a template's is used only when its first repository is made.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from validator.model.value import Unknown, Value

MOST_RULES = 50
MOST_WILDCARDS = 4
SHORTEST_ARCHIVED = 90

_STATUSES = ("tagged", "untagged", "any")
_COUNTS = ("imageCountMoreThan", "sinceImagePushed", "sinceImagePulled", "sinceImageTransitioned")
_ACTIONS = ("expire", "transition")


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


def lifecycle_problem(rules: list[LifecycleRule]) -> Value[str]:
    """Why ECR refuses a policy of these rules: a known fault, else what leaves it open, else ``None``."""
    unknown: Unknown | None = None
    for found in _problems(rules):
        if isinstance(found, str):
            return found
        unknown = unknown or found
    return unknown


def _problems(rules: list[LifecycleRule]) -> Iterator[str | Unknown]:
    if not rules:
        yield "it has no rules"
    if len(rules) > MOST_RULES:
        yield f"it has {len(rules)} rules, and {MOST_RULES} are allowed"
    yield from _of_priorities(rules)
    for number, rule in enumerate(rules, 1):
        for found in (*_of_selection(rule), *_of_count(rule), *_one_of("action.type", rule.action, _ACTIONS)):
            yield f"rule {number}: {found}" if isinstance(found, str) else found


def _of_priorities(rules: list[LifecycleRule]) -> Iterator[str | Unknown]:
    priorities = [rule.priority for rule in rules]
    numbers = [one for one in priorities if isinstance(one, int)]
    if len(set(numbers)) < len(numbers):
        yield "two rules have the same rulePriority"
    for number, rule in enumerate(rules, 1):
        if not isinstance(rule.priority, Unknown) and (not isinstance(rule.priority, int) or rule.priority < 1):
            yield f"rule {number}: its rulePriority is {rule.priority}, and a whole number from 1 is needed"
        # Rules on archived images are apart from those on others.
        later = [one.priority for one in rules if one.storage_class == rule.storage_class]
        if rule.tag_status == "any" and isinstance(rule.priority, int) and _exceeds(later, rule.priority):
            yield f"rule {number}: its tagStatus is any, so it has to have the highest rulePriority"
    yield from (one for one in priorities if isinstance(one, Unknown))


def _exceeds(priorities: list[Value[int]], one: int) -> bool:
    return any(isinstance(other, int) and other > one for other in priorities)


def _of_selection(rule: LifecycleRule) -> Iterator[str | Unknown]:
    yield from _one_of("tagStatus", rule.tag_status, _STATUSES)
    patterns = rule.patterns
    if isinstance(patterns, Unknown):
        yield patterns
        return
    if rule.tag_status == "tagged" and not patterns:
        yield "its tagStatus is tagged, which needs a tagPatternList or tagPrefixList"
    if rule.tag_status in {"untagged", "any"} and patterns:
        yield f"its tagStatus is {rule.tag_status}, which takes no tagPatternList or tagPrefixList"
    for pattern in patterns or ():
        if isinstance(pattern, Unknown):
            yield pattern
        elif str(pattern).count("*") > MOST_WILDCARDS:
            yield f"the pattern {pattern} has more than {MOST_WILDCARDS} wildcards"


def _of_count(rule: LifecycleRule) -> Iterator[str | Unknown]:
    number, counted = rule.count_number, rule.count_type
    yield from _one_of("countType", counted, _COUNTS)
    if isinstance(number, Unknown):
        yield number
    elif not isinstance(number, int) or number < 1:
        yield f"its countNumber is {number}, and a whole number from 1 is needed"
    if isinstance(counted, Unknown) or counted not in _COUNTS:
        return
    if counted == "imageCountMoreThan" and isinstance(rule.count_unit, str):
        yield "it counts images, which takes no countUnit"
    if counted != "imageCountMoreThan" and rule.count_unit != "days":
        yield rule.count_unit if isinstance(rule.count_unit, Unknown) else f"{counted} needs the countUnit days"
    if counted == "sinceImagePulled" and rule.action == "expire":
        yield "sinceImagePulled can archive images, and not expire them"
    if counted == "sinceImageTransitioned" and isinstance(number, int) and number < SHORTEST_ARCHIVED:
        yield f"sinceImageTransitioned takes {SHORTEST_ARCHIVED} days or more"


def _one_of(name: str, value: Any, allowed: tuple[str, ...]) -> Iterator[str | Unknown]:
    if isinstance(value, Unknown):
        yield value
    elif value not in allowed:
        yield f"its {name} is {value}, and one of {', '.join(allowed)} is needed"
