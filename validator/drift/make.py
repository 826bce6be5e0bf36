"""Making drifts: their words, where they are written, and what Terraform imports them by."""

import re
from typing import Any

import msgspec

from validator.drift.answer import Differs
from validator.drift.entry import Entry
from validator.drift.words import shown
from validator.model.base import RegistryRef
from validator.model.objects import Drift, Registry
from validator.model.origin import Origin

MISSING = "missing"
UNMANAGED = "unmanaged"
CHANGED = "changed"

# Terraform can't read these back, so that its own refresh never shows a difference.
# Source: writeOnlyProperties of AWS::ECR::PullThroughCacheRule.
_WRITE_ONLY = {"credential_arn", "role_arn"}
_AWSCC_RULE = re.compile(r"(?:^|\.)awscc_ecr_pull_through_cache_rule\.")
_PREFIXED = re.compile(r":(?:pull-through-cache-rule|repository-creation-template)/(?P<prefix>.+)")
_UNSEEN = "terraform plan would not show this: the awscc provider can't read the attribute back"


def missing(entry: Entry, registry: RegistryRef) -> Drift:
    """An object that the account does not have."""
    return Drift(
        address=entry.found.address,
        registry=registry,
        origin=entry.found.origin,
        change=MISSING,
        kind=entry.kind,
        key=str(entry.key),
        expected=summary(entry.kind, entry.found),
    )


def unmanaged(kind: str, found: Any, key: str) -> Drift:
    """An object that no input has."""
    return Drift(
        address=found.address,
        registry=found.registry,
        origin=found.origin,
        change=UNMANAGED,
        kind=kind,
        key=key,
        actual=summary(kind, found),
        import_id=str(found.arn) if kind == "credential" else _prefix(found.address) or key,
    )


def changed(entry: Entry, registry: RegistryRef, path: str, differs: Differs, *, label: bool = False) -> Drift:
    """An attribute that differs."""
    return Drift(
        address=entry.found.address,
        registry=registry,
        origin=entry.found.origin,
        origins={path: _origin(entry, path)},
        change=CHANGED,
        kind=entry.kind,
        key=str(entry.key),
        attribute=path,
        label=label,
        expected=differs.expected,
        actual=differs.actual,
    )


def of_setting(entry: Entry, actual: Registry, path: str, change: str, differs: Differs | str) -> Drift:
    """A setting of a registry that an input has, and the account has differently or not at all."""
    origin = entry.found.origin_of(path)
    expected, found = differs if isinstance(differs, Differs) else (differs, None)
    return Drift(
        address=origin.address,
        registry=actual.registry,
        origin=origin,
        change=change,
        kind="registry",
        key=actual.key,
        attribute=path,
        expected=expected,
        actual=found,
    )


def unmanaged_setting(actual: Registry, name: str, words: str) -> Drift:
    """A setting that no input has."""
    return Drift(
        address=actual.address,
        registry=actual.registry,
        origin=actual.origin,
        change=UNMANAGED,
        kind="registry",
        key=actual.key,
        attribute=name,
        actual=words,
        # Terraform names the settings of a registry by the account. There is one of each in a region.
        import_id=str(actual.account),
    )


def summary(kind: str, found: Any) -> str:
    """An object in a few words."""
    if kind == "rule":
        return f"a rule for {shown(found.upstream.host)}"
    if kind == "template":
        return f"a template for {shown(found.applied_for)}"
    return "a secret" if kind == "credential" else f"a {kind}"


def _prefix(address: str) -> str:
    """The prefix in the address of a live rule or template, as ECR has it: be it with a final slash."""
    match = _PREFIXED.search(address)
    return match["prefix"] if match else ""


def _origin(entry: Entry, path: str) -> Origin:
    origin: Origin = entry.found.origin_of(path)
    if path not in _WRITE_ONLY or not _AWSCC_RULE.search(entry.found.address):
        return origin
    return msgspec.structs.replace(origin, note="; ".join(filter(None, [origin.note, _UNSEEN])))
