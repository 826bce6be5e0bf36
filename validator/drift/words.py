"""Values as the words that a finding shows."""

from typing import Any

from validator.model.lifecycle_rules import LifecycleRule
from validator.model.permissions.document import Condition, Principal, Statement
from validator.model.settings import ReplicationRule, ScanRule
from validator.model.value import Unknown

LONGEST = 300

_EFFECTS = {"Allow": "allows", "Deny": "denies"}


def shown(value: Any) -> str:
    """A scalar or a list of them."""
    if isinstance(value, Unknown):
        return "something unknown"
    if value is None or value == []:
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ", ".join(sorted(map(shown, value)))
    return str(value)


def shortened(text: str) -> str:
    """A text that fits into a finding."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def named(statement: Statement) -> str:
    """What a statement is called."""
    return statement.label if statement.label.startswith("statement ") else f"statement {statement.label}"


def of_statement(statement: Statement) -> str:
    """A whole statement as a sentence."""
    parts = (of_element(statement, name) for name in ELEMENTS if getattr(statement, name) is not None)
    effect = _EFFECTS.get(str(statement.effect), "does something unknown with")
    return " ".join([named(statement), effect, *parts])


def of_element(statement: Statement, name: str) -> str:
    """One element of a statement: its list after the word for it."""
    value = getattr(statement, name)
    listed = [_inner(one) for one in value] if isinstance(value, list) else value
    return f"{ELEMENTS[name]} {shown(listed)}".strip()


# The elements of a statement, each with the word that stands before it.
ELEMENTS = {
    "patterns": "",
    "not_actions": "all actions but",
    "principals": "to",
    "not_principals": "to all but",
    "resources": "on",
    "not_resources": "on all but",
    "conditions": "where",
}


def _inner(value: Any) -> str:
    if isinstance(value, Principal):
        return shown(value.id)
    if isinstance(value, Condition):
        over = f"{value.over}:" if value.over else ""
        exists = "IfExists" if value.if_exists else ""
        return f"{value.key} {over}{value.operator}{exists} {shown(value.values)}"
    return shown(value)


def of_lifecycle_rule(rule: LifecycleRule) -> str:
    """A rule of a lifecycle policy."""
    tags = f" {shown(rule.patterns)}" if rule.patterns else ""
    unit = f" {shown(rule.count_unit)}" if rule.count_unit else ""
    where = f" to {shown(rule.storage_class)}" if rule.storage_class else ""
    what = f"{shown(rule.action)} {shown(rule.tag_status)}{tags}{where}"
    return f"rule {shown(rule.priority)}: {what} at {shown(rule.count_type)} {shown(rule.count_number)}{unit}"


def of_scan_rule(rule: ScanRule) -> str:
    """A rule of a registry's scanning."""
    return f"{shown(rule.frequency)} of {shown(rule.filters)}"


def of_replication_rule(rule: ReplicationRule) -> str:
    """A rule of a registry's replication."""
    return f"{shown(rule.prefixes) if rule.prefixes else 'all repositories'} to {shown(rule.destinations)}"
