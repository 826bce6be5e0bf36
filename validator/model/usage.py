"""Which secrets are credentials of pull through cache, and the ones that are only referred to.

An account holds many secrets. One is a credential when a rule uses it, or when its name begins as ECR wants it.
"""

import re
from typing import Any

import msgspec

from validator.model.inventory import Inventory
from validator.model.objects import Credential, RegistryRef, Rule
from validator.model.origin import Origin
from validator.model.references import ReferenceIndex
from validator.model.value import Reason, Unknown, Value

# Source: CredentialArn in the ECR API model, and the policy of AWSServiceRoleForECRPullThroughCache.
NAME_PREFIX = "ecr-pullthroughcache/"

_SECRET_ARN = re.compile(
    r"arn:aws[a-z-]*:secretsmanager:(?P<region>[a-z0-9-]+):(?P<account>\d{12}):secret:(?P<name>.+)"
)
_SUFFIX = re.compile(r"-[A-Za-z0-9]{6}$")
_ELSEWHERE = Unknown(Reason.ELSEWHERE, detail="the secret")
# What every source may tell of a secret: ages are an account's alone.
_TOLD = ("description", "kms_key", "customer_key", "value", "policy", "rotation", "recovery_days")


def named_for_ecr(name: Value[str]) -> Value[bool]:
    """Whether a secret's name begins with ``ecr-pullthroughcache/``; a known beginning is enough to tell."""
    if not isinstance(name, Unknown):
        return name is not None and name.startswith(NAME_PREFIX)
    start = name.prefix
    if start.startswith(NAME_PREFIX):
        return True
    return name if NAME_PREFIX.startswith(start) else False


def with_usage(inventory: Inventory) -> Inventory:
    """The inventory with each secret marked as a credential or not, and with the secrets that rules only refer to."""
    index = ReferenceIndex(inventory.credentials)
    used: set[str] = set()
    hidden: dict[str, Unknown] = {}
    outside: dict[str, Credential] = {}
    for rule in inventory.rules:
        reference = rule.credential_arn
        found = index.find(reference)
        if isinstance(found, Credential):
            used.update(one.address for one in index.candidates(reference))
        elif isinstance(reference, str):
            outside.setdefault(reference, referred_to(reference, rule))
        elif isinstance(found, Unknown):
            hidden.setdefault(rule.registry.key, found)
    credentials = [_marked(one, used, hidden) for one in inventory.credentials]
    credentials = sorted([*credentials, *outside.values()], key=lambda one: one.address)
    return msgspec.structs.replace(inventory, credentials=credentials)


def name_in_arn(arn: Value[str]) -> Value[str]:
    """The name of the secret that an ARN means, or an ``Unknown``."""
    match = _SECRET_ARN.fullmatch(arn) if isinstance(arn, str) else None
    if match is None:
        return arn if isinstance(arn, Unknown) else _ELSEWHERE
    return without_suffix(match["name"])


def without_suffix(name: str) -> str:
    """A secret's name as its ARN has it, without the six characters that Secrets Manager appends."""
    return _SUFFIX.sub("", name)


def _marked(credential: Credential, used: set[str], hidden: dict[str, Unknown]) -> Credential:
    if credential.address in used or credential.named_for_ecr is True:
        return credential
    unknown = hidden.get(credential.registry.key)
    if unknown is None and isinstance(credential.named_for_ecr, Unknown):
        unknown = credential.named_for_ecr
    return msgspec.structs.replace(credential, for_ecr=unknown or False)


def referred_to(arn: str, rule: Rule) -> Credential:
    """The credential that an ARN names and that is not part of the input; it is written where the rule names it."""
    match = _SECRET_ARN.fullmatch(arn)
    origin = rule.origin_of("credential_arn")
    if match is None:
        return Credential(
            address=arn, registry=rule.registry, origin=origin, managed=False, arn=arn, named_for_ecr=False
        )
    account, region = match["account"], match["region"]
    name = name_in_arn(arn)
    return known_in_part(
        _ELSEWHERE,
        address=arn,
        registry=RegistryRef(f"{account}/{region}", account, region),
        origin=Origin(origin.address, origin.location),
        managed=False,
        arn=arn,
        name=name,
        named_for_ecr=named_for_ecr(name),
    )


def known_in_part(rest: Unknown | None, **known: Any) -> Credential:
    """A credential of which only some things are known.

    Args:
        rest: What all else is that an input may tell of a secret; ``None``: it does not exist.
        known: What is known, by field.
    """
    return Credential(**(dict.fromkeys(_TOLD, rest) | known))
