"""Registries from the Terraform resources that set their policy and their settings."""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from validator.model.inventory import Gap
from validator.model.objects import Registry, RegistryRef, ReplicationRule, Scanning, ScanRule
from validator.model.origin import Origin
from validator.model.permissions.document import PolicyDocument
from validator.model.three_valued import first_unknown
from validator.model.value import Unknown, Value
from validator.sources.terraform.context import Context
from validator.sources.terraform.facts import text
from validator.sources.terraform.resource import Resource

Setting = Callable[[Resource, Context], tuple[str, Any, tuple[str | int, ...]]]


def registries(resources: Iterable[Resource], refs: Iterable[RegistryRef], context: Context) -> list[Registry]:
    """One registry for each account and region that anything lives in, with what the resources set of it."""
    fields: dict[str, dict[str, Any]] = {}
    for ref in refs:
        fields.setdefault(ref.key, {"registry": ref, "origins": {}, "settings": {}})
    for resource in resources:
        setting = _SETTINGS.get(resource.type)
        if setting is not None and not resource.data:
            _set(fields[context.registry(resource).key], resource, setting(resource, context))
    return [_registry(key, registry) for key, registry in sorted(fields.items())]


def conflicts(resources: Iterable[Resource], context: Context) -> list[Gap]:
    """A gap for each registry whose policy two resources set: Terraform applies one after the other."""
    owners: dict[str, list[str]] = {}
    for resource in resources:
        if resource.type.endswith("_ecr_registry_policy"):
            owners.setdefault(context.registry(resource).key, []).append(resource.address)
    return [
        Gap(
            addresses[0],
            f"{' and '.join(addresses)} set the policy of one registry, and the last one applied wins",
            "keep one of them; here they are judged together",
        )
        for addresses in owners.values()
        if len(addresses) > 1
    ]


def _registry(key: str, fields: dict[str, Any]) -> Registry:
    ref: RegistryRef = fields["registry"]
    address = f"registry {key}"
    return Registry(address=address, origin=Origin(address), key=key, account=ref.account, region=ref.region, **fields)


def _set(fields: dict[str, Any], resource: Resource, setting: tuple[str, Any, tuple[str | int, ...]]) -> None:
    name, value, path = setting
    if name not in _REGISTRY_FIELDS:
        fields["settings"][name] = value
        return
    if name == "permissions" and name in fields:
        value = _both(fields[name], value)
    fields[name] = value
    fields["origins"].setdefault(name, resource.origin(*path))


_REGISTRY_FIELDS = frozenset(Registry.__struct_fields__)


def _both(first: Value[PolicyDocument], second: Value[PolicyDocument]) -> Value[PolicyDocument]:
    if isinstance(first, PolicyDocument) and isinstance(second, PolicyDocument):
        return msgspec.structs.replace(first, statements=first.statements + second.statements)
    return first if isinstance(first, Unknown) else second


def _permissions(resource: Resource, context: Context) -> tuple[str, Any, tuple[str | int, ...]]:
    name = "policy_text" if resource.type.startswith("awscc_") else "policy"
    return "permissions", context.documents.policy(resource.argument(name)), (name,)


def _account_setting(resource: Resource, _: Context) -> tuple[str, Any, tuple[str | int, ...]]:
    name = text(resource.argument("name"))
    value = text(resource.argument("value"))
    return ("policy_scope" if name == "REGISTRY_POLICY_SCOPE" else str(name)), value, ("value",)


def _scanning(resource: Resource, _: Context) -> tuple[str, Any, tuple[str | int, ...]]:
    rules = _rules(resource, ("rule", "rules"), _scan_rule)
    return "scanning", Scanning(type=text(resource.argument("scan_type")), rules=rules), ("scan_type",)


def _scan_rule(block: dict[str, Any]) -> ScanRule:
    filters = _nested(block, ("repository_filter", "repository_filters"), lambda one: text(one.get("filter")))
    return ScanRule(frequency=text(block.get("scan_frequency")), filters=filters)


def _replication(resource: Resource, _: Context) -> tuple[str, Any, tuple[str | int, ...]]:
    rules: list[ReplicationRule] = []
    blocks = resource.blocks("replication_configuration")
    if isinstance(blocks, Unknown):
        return "replication", blocks, ("replication_configuration",)
    for block in blocks:
        found = _nested(block, ("rule", "rules"), _replication_rule)
        if isinstance(found, Unknown):
            return "replication", found, ("replication_configuration",)
        rules += found or []
    return "replication", rules, ("replication_configuration",)


def _replication_rule(block: dict[str, Any]) -> ReplicationRule:
    return ReplicationRule(
        destinations=_nested(block, ("destination", "destinations"), _destination),
        prefixes=_nested(block, ("repository_filter", "repository_filters"), lambda one: text(one.get("filter"))),
    )


def _destination(block: dict[str, Any]) -> Value[str]:
    account, region = block.get("registry_id"), block.get("region")
    return first_unknown(account, region) or f"{account}/{region}"


def _signing(resource: Resource, _: Context) -> tuple[str, Any, tuple[str | int, ...]]:
    patterns: list[Value[str]] = []
    rules = _rules(resource, ("rule", "rules"), lambda block: block)
    if isinstance(rules, Unknown):
        return "signing", rules, ("rule",)
    for rule in rules or ():
        filters = _nested(rule, ("repository_filter", "repository_filters"), lambda one: text(one.get("filter")))
        if isinstance(filters, Unknown):
            return "signing", filters, ("rule",)
        patterns += filters or ["*"]
    return "signing", sorted(patterns, key=repr), ("rule",)


def _rules(resource: Resource, names: tuple[str, ...], read: Callable[[dict[str, Any]], Any]) -> Value[list[Any]]:
    return _nested({name: resource.argument(name) for name in names}, names, read)


def _nested(block: dict[str, Any], names: tuple[str, ...], read: Callable[[dict[str, Any]], Any]) -> Value[list[Any]]:
    """What stands in the nested blocks of one of the names, in a stable order; an empty list where there are none."""
    for name in names:
        blocks = block.get(name)
        if isinstance(blocks, Unknown):
            return blocks
        if blocks:
            found = [one if isinstance(one, Unknown) else read(one) for one in blocks]
            return sorted(found, key=repr)
    return []


_SETTINGS: dict[str, Setting] = {
    "aws_ecr_registry_policy": _permissions,
    "awscc_ecr_registry_policy": _permissions,
    "aws_ecr_account_setting": _account_setting,
    "aws_ecr_registry_scanning_configuration": _scanning,
    "awscc_ecr_registry_scanning_configuration": _scanning,
    "aws_ecr_replication_configuration": _replication,
    "awscc_ecr_replication_configuration": _replication,
    "aws_ecr_signing_configuration": _signing,
    "awscc_ecr_signing_configuration": _signing,
}

SETTINGS = frozenset(_SETTINGS)
