"""The registry itself: its permissions and settings."""

from typing import Any

from validator.model.objects import Registry, ReplicationRule, Scanning, ScanRule
from validator.model.origin import Origin
from validator.model.permissions.parse import parse_policy
from validator.model.value import Value
from validator.sources.aws.answers import Answer, now, of
from validator.sources.aws.caller import Caller

# Each call, with its parameters and the error codes that mean that nothing is set. AWS refuses the name of a setting
# that a region does not have.
_REFUSED = ("InvalidParameterException", "ValidationException")
_CALLS: dict[str, tuple[str, dict[str, str], tuple[str, ...]]] = {
    "permissions": ("get_registry_policy", {}, ("RegistryPolicyNotFoundException",)),
    "scanning": ("get_registry_scanning_configuration", {}, ()),
    "replication": ("describe_registry", {}, ()),
    "signing": ("get_signing_configuration", {}, ("SigningConfigurationNotFoundException",)),
    **{
        name: ("get_account_setting", {"name": name}, _REFUSED)
        for name in ("REGISTRY_POLICY_SCOPE", "BASIC_SCAN_TYPE_VERSION", "BLOB_MOUNTING")
    },
}
_SETTINGS = ("BASIC_SCAN_TYPE_VERSION", "BLOB_MOUNTING")


def read_registry(caller: Caller) -> Registry:
    """The registry of a region."""
    answers = dict(zip(_CALLS, caller.each(lambda name: _answer(caller, name), _CALLS), strict=True))
    ref = caller.registry
    address = f"registry {ref.key}"
    settings = {name: of(answers[name], _value) for name in _SETTINGS}
    return Registry(
        address=address,
        registry=ref,
        origin=Origin(address),
        key=ref.key,
        account=ref.account,
        region=ref.region,
        permissions=of(answers["permissions"], lambda answer: parse_policy(answer["policyText"])),
        policy_scope=of(answers["REGISTRY_POLICY_SCOPE"], _value),
        scanning=of(answers["scanning"], _scanning),
        replication=of(answers["replication"], _replication),
        signing=of(answers["signing"], _signing),
        settings={name: value for name, value in settings.items() if value is not None},
        read_at=now(),
    )


def _answer(caller: Caller, name: str) -> Answer:
    operation, parameters, absent = _CALLS[name]
    return caller.call("ecr", operation, absent, **parameters)


def _value(answer: dict[str, Any]) -> Value[str]:
    value: str | None = answer.get("value")
    return value


def _scanning(answer: dict[str, Any]) -> Scanning:
    configuration = answer["scanningConfiguration"]
    rules = [ScanRule(frequency=one["scanFrequency"], filters=_filters(one)) for one in configuration.get("rules", ())]
    return Scanning(type=configuration["scanType"], rules=sorted(rules, key=repr))


def _replication(answer: dict[str, Any]) -> list[ReplicationRule]:
    rules = answer.get("replicationConfiguration", {}).get("rules", ())
    return sorted((ReplicationRule(_destinations(rule), _filters(rule)) for rule in rules), key=repr)


def _destinations(rule: dict[str, Any]) -> list[Value[str]]:
    return sorted((f"{one['registryId']}/{one['region']}" for one in rule["destinations"]), key=repr)


def _signing(answer: dict[str, Any]) -> list[Value[str]]:
    """The patterns of all rules; a rule without one covers everything."""
    rules = answer["signingConfiguration"]["rules"]
    return sorted((pattern for rule in rules for pattern in _filters(rule) or ["*"]), key=repr)


def _filters(rule: dict[str, Any]) -> list[Value[str]]:
    return sorted((one["filter"] for one in rule.get("repositoryFilters", ())), key=repr)
