"""Comparing the settings of a registry: each is a resource of its own, which may be on one side only."""

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from validator.drift.answer import Answer, Differs, differs
from validator.drift.documents import documents, whole
from validator.drift.make import CHANGED, MISSING, UNMANAGED
from validator.drift.scalars import listed, plain
from validator.drift.settings import replications, scan_rules
from validator.drift.words import of_replication_rule, of_scan_rule, shortened, shown
from validator.model.objects import Registry
from validator.model.settings import Scanning
from validator.model.three_valued import first_unknown
from validator.model.value import Reason, Unknown

# The settings that are there or not. An account always scans somehow, so that its scanning never is missing.
WHOLE = ("permissions", "scanning", "replication", "signing")

_NOT_TOLD = Unknown(Reason.ELSEWHERE, detail="the account's setting")


class Setting(NamedTuple):
    """What the comparison says of a setting.

    Attributes:
        path: The attribute of the registry.
        change: What a difference is: ``missing``, ``unmanaged`` or ``changed``.
        answer: The difference; of what is on one side only that side's words.
        whole: The setting that it is a part of.
    """

    path: str
    change: str
    answer: Answer | str
    whole: str


def declared(expected: Registry, actual: Registry) -> Iterator[Setting]:
    """What there is to say of each setting that the input has."""
    for name in WHOLE:
        ours, theirs = getattr(expected, name), getattr(actual, name)
        if ours is not None:
            yield from _declared(name, ours, theirs)
    if expected.policy_scope is not None:
        answer = _NOT_TOLD if actual.policy_scope is None else plain(expected.policy_scope, actual.policy_scope)
        yield Setting("policy_scope", CHANGED, answer, "policy_scope")
    for name, value in sorted(expected.settings.items()):
        path = f"settings.{name}"
        yield Setting(path, CHANGED, plain(value, actual.settings.get(name) or _NOT_TOLD), path)


def unmanaged(managed: Collection[str], actual: Registry) -> Iterator[Setting]:
    """The settings of an account that are not as AWS made them, and that no input has."""
    for name in WHOLE:
        value = getattr(actual, name)
        if name not in managed and not is_default(name, value):
            yield Setting(name, UNMANAGED, value if isinstance(value, Unknown) else described(name, value), name)


def names_of(registry: Registry) -> set[str]:
    """The settings that an input has."""
    names = {name for name in (*WHOLE, "policy_scope") if getattr(registry, name) is not None}
    return names | {f"settings.{name}" for name in registry.settings}


def is_default(name: str, value: Any) -> bool:
    """Whether a setting is as AWS has it in a registry that nobody configured."""
    if name == "scanning" and isinstance(value, Scanning):
        return value.type == "BASIC" and value.rules in (None, [])
    return value is None or value == []


def described(name: str, value: Any) -> str:
    """A whole setting in words."""
    if name == "permissions":
        return whole(value)
    if name == "scanning":
        return shortened(f"{shown(value.type)}: {_listed(value.rules, of_scan_rule)}")
    if name == "replication":
        return shortened(_listed(value, of_replication_rule))
    return shortened(shown(value))


def _listed(rules: Any, shown_rule: Any) -> str:
    if not isinstance(rules, list):
        return shown(rules)
    return "; ".join(shown(rule) if isinstance(rule, Unknown) else shown_rule(rule) for rule in rules) or "no rule"


def _declared(name: str, ours: Any, theirs: Any) -> Iterator[Setting]:
    """A setting that the input has."""
    unknown = first_unknown(ours, theirs)
    if unknown:
        yield Setting(name, CHANGED, unknown, name)
    elif name == "scanning":
        yield from _scanning(ours, theirs or Scanning("BASIC", []))
    elif is_default(name, theirs) and not is_default(name, ours):
        yield Setting(name, MISSING, described(name, ours), name)
    else:
        yield Setting(name, CHANGED, _COMPARE[name](ours, theirs), name)


def _scanning(ours: Scanning, theirs: Scanning) -> Iterator[Setting]:
    """The type of scanning, and where that is the same its rules: those of another type are others."""
    answer = plain(ours.type, theirs.type)
    if isinstance(answer, Differs):
        answer = differs(described("scanning", ours), described("scanning", theirs))
    yield Setting("scanning.type", CHANGED, answer, "scanning")
    if answer is None:
        yield Setting("scanning.rules", CHANGED, scan_rules(ours.rules, theirs.rules), "scanning")


_COMPARE: dict[str, Any] = {"permissions": documents, "replication": replications, "signing": listed}
