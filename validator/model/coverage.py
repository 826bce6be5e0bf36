"""What a registry's settings and permissions mean for the repositories under a rule's prefix.

Sources: ECR User Guide, "Scan images for software vulnerabilities" (a filter without ``*`` matches every name that
contains it, one with ``*`` the whole name; of two frequencies the continuous one wins), "Private image replication" (a
filter is a name's beginning, no filter means all repositories) and "Managed signing".
"""

import re
from collections.abc import Callable
from functools import lru_cache

import msgspec

from validator.model.closing import closed_by
from validator.model.inventory import Inventory
from validator.model.objects import Registry, Rule
from validator.model.prefixes import ROOT, beginning
from validator.model.settings import ReplicationRule, Scanning, ScanRule
from validator.model.three_valued import some, some_of
from validator.model.value import Unknown, Value

# From the most to the least; what no filter matches is scanned by hand, and with enhanced scanning not at all.
FREQUENCIES = ("CONTINUOUS_SCAN", "SCAN_ON_PUSH")
MANUAL = "MANUAL"


def with_coverage(inventory: Inventory) -> Inventory:
    """The inventory in which each rule says what its registry means for its repositories."""
    registries = {registry.key: registry for registry in inventory.registries}
    rules = [_covered(rule, registries.get(rule.registry.key)) for rule in inventory.rules]
    return msgspec.structs.replace(inventory, rules=rules)


def scanned(scanning: Value[Scanning], prefix: Value[str]) -> Value[str]:
    """How often all repositories under a prefix are scanned at least: one of `FREQUENCIES`, or `MANUAL`."""
    return frequency(scanning, lambda pattern: _scan_covers(pattern, prefix))


def frequency(scanning: Value[Scanning], covers: Callable[[str], Value[bool]]) -> Value[str]:
    """How often is scanned what a test says of each filter: one of `FREQUENCIES`; `MANUAL` where no filter covers it.

    Where a filter may cover it with a frequency, a lower one that does cover it tells nothing.
    """
    if not isinstance(scanning, Scanning):
        return scanning
    if not isinstance(scanning.rules, list):
        return scanning.rules or MANUAL
    for one in FREQUENCIES:
        found = some(_scans(rule, one, covers) for rule in scanning.rules)
        if found is True:
            return one
        if isinstance(found, Unknown):
            return found
    return MANUAL


def signed(filters: Value[list[Value[str]]], prefix: Value[str]) -> Value[bool]:
    """Whether managed signing is meant for a prefix: a filter covers all its repositories, or lies within it.

    A filter without ``*`` counts as one repository's name.
    """
    return some_of(filters, lambda one: _covers_all(one, prefix) or _lies_within(one, prefix))


def replicated(rules: Value[list[ReplicationRule]], prefix: Value[str]) -> Value[bool]:
    """Whether repositories under a prefix are copied; with ``ROOT`` only where all are."""
    if not isinstance(rules, list):
        return rules
    return some(_replicates(rule, prefix) for rule in rules)


def matches(pattern: str, name: str) -> bool:
    """Whether a scan filter matches a name: one without ``*`` if the name contains it, any other the whole name."""
    return _glob(pattern).fullmatch(name) is not None if "*" in pattern else pattern in name


def _covered(rule: Rule, registry: Registry | None) -> Rule:
    if registry is None:
        return rule
    return msgspec.structs.replace(
        rule,
        scanned=scanned(registry.scanning, rule.prefix),
        signed=signed(registry.signing, rule.prefix),
        replicated=replicated(registry.replication, rule.prefix),
        closed_by=closed_by(registry.access, rule.prefix),
    )


def _scans(rule: ScanRule | Unknown, frequency: str, covers: Callable[[str], Value[bool]]) -> Value[bool]:
    """Whether a scan rule covers something with a frequency."""
    if isinstance(rule, Unknown):
        return rule
    covered = some_of(rule.filters, covers) or False
    if covered is False or rule.frequency == frequency:
        return covered
    return rule.frequency if isinstance(rule.frequency, Unknown) else False


def _scan_covers(pattern: str, prefix: Value[str]) -> Value[bool]:
    if "*" in pattern:
        return _covers_all(pattern, prefix)
    return pattern in beginning(prefix) if isinstance(prefix, str) else prefix


def _covers_all(pattern: str, prefix: Value[str]) -> Value[bool]:
    """Whether a pattern with ``*`` matches every name below a prefix."""
    if not pattern.strip("*"):
        return bool(pattern)
    if not isinstance(prefix, str):
        return prefix
    return pattern.endswith("*") and _glob(pattern).fullmatch(beginning(prefix)) is not None


def _lies_within(pattern: str, prefix: Value[str]) -> Value[bool]:
    if not isinstance(prefix, str):
        return prefix
    return prefix != ROOT and pattern.startswith(beginning(prefix))


def _replicates(rule: ReplicationRule | Unknown, prefix: Value[str]) -> Value[bool]:
    if isinstance(rule, Unknown):
        return rule
    if not rule.prefixes:
        return True
    if not isinstance(prefix, str):
        return prefix
    below = beginning(prefix)
    return some_of(rule.prefixes, lambda one: below.startswith(one) or bool(below and one.startswith(below)))


@lru_cache(maxsize=1024)
def _glob(pattern: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, pattern.split("*"))), re.DOTALL)
