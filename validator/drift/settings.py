"""Comparing lists of rules: of lifecycle policies, scanning and replication."""

from collections.abc import Callable
from typing import Any, TypeVar

from validator.drift import words
from validator.drift.answer import Answer, differs
from validator.drift.matching import Alike, match
from validator.drift.scalars import same_members
from validator.model.lifecycle import LifecyclePolicy
from validator.model.settings import ReplicationRule, ScanRule
from validator.model.three_valued import every, first_unknown
from validator.model.value import Unknown, Value

T = TypeVar("T")

_LISTS = frozenset({"patterns", "filters", "destinations", "prefixes"})


def lifecycles(expected: Value[LifecyclePolicy], actual: Value[LifecyclePolicy]) -> Answer:
    """Two lifecycle policies: their rules by what they do, in whatever order they are written."""
    if isinstance(expected, Unknown) or isinstance(actual, Unknown):
        return first_unknown(expected, actual)
    ours, theirs = ((one.rules if one is not None else []) for one in (expected, actual))
    return _rules(ours, theirs, _same_fields, words.of_lifecycle_rule)


def scan_rules(expected: Value[list[ScanRule]], actual: Value[list[ScanRule]]) -> Answer:
    """The rules of two scanning configurations."""
    return _rules(expected, actual, _same_fields, words.of_scan_rule)


def replications(expected: Value[list[ReplicationRule]], actual: Value[list[ReplicationRule]]) -> Answer:
    """Two replication configurations."""
    return _rules(expected, actual, _same_fields, words.of_replication_rule)


def _rules(expected: Value[list[T]], actual: Value[list[T]], alike: Alike[T], shown: Callable[[T], str]) -> Answer:
    """Two lists of rules; the difference shows those without a counterpart."""
    if isinstance(expected, Unknown) or isinstance(actual, Unknown):
        return first_unknown(expected, actual)
    found = match(expected or [], actual or [], alike)
    if found.expected or found.actual:
        return differs(_shown(found.expected, shown), _shown(found.actual, shown))
    return found.doubt


def _shown(rules: list[T], shown: Callable[[T], str]) -> str:
    each = (words.shown(rule) if isinstance(rule, Unknown) else shown(rule) for rule in rules)
    return "; ".join(each) or "no such rule"


def _same_fields(expected: Any, actual: Any) -> bool | Unknown:
    """Whether two rules are the same; one may be unknown as a whole."""
    unknown = first_unknown(expected, actual)
    if unknown:
        return unknown
    names = expected.__struct_fields__
    return every(_same_field(name, getattr(expected, name), getattr(actual, name)) for name in names)


def _same_field(name: str, expected: Any, actual: Any) -> bool | Unknown:
    if name in _LISTS:
        return same_members(expected, actual)
    return first_unknown(expected, actual) or expected == actual
