"""The secrets that ECR can log in with: what is known of them without ever reading a value.

Sources: Secrets Manager API, ListSecrets, DescribeSecret and ListSecretVersionIds. ``LastChangedDate`` moves with tags
and policies, so what tells the age of a value is the version that is staged ``AWSCURRENT``.
"""

from collections.abc import Iterable
from typing import Any

import msgspec

from validator.model.base import RegistryRef
from validator.model.encryption import customer_key, customer_key_id
from validator.model.objects import Credential, Rotation, Rule
from validator.model.origin import Origin
from validator.model.permissions.parse import parse_policy
from validator.model.references import ReferenceIndex
from validator.model.rotation import days_between
from validator.model.usage import NAME_PREFIX, known_in_part, name_in_arn, named_for_ecr, referred_to
from validator.model.value import Reason, Unknown, Value
from validator.sources.aws.answers import moment, of, text
from validator.sources.aws.caller import Caller

CURRENT = "AWSCURRENT"

_GONE = ("ResourceNotFoundException",)
_UNTOLD = Unknown(Reason.ELSEWHERE, detail="an account does not tell how long a deleted secret can be restored")


def list_secrets(caller: Caller) -> tuple[list[Credential], Unknown | None]:
    """The secrets of a region that are named for ECR, and why there may be more."""
    filters = [{"Key": "name", "Values": [NAME_PREFIX]}]
    found, unlisted = caller.listed("secretsmanager", "list_secrets", Filters=filters, IncludePlannedDeletion=True)
    return [_credential(one, caller.registry) for one in found], unlisted


def read_credentials(caller: Caller, listed: Iterable[Credential], rules: Iterable[Rule]) -> list[Credential]:
    """The listed secrets and those of the region that only rules name, with their policies and the age of their values.

    What a rule names in another account or region is left out.
    """
    index = ReferenceIndex(listed)
    named = {
        one.credential_arn: one
        for one in rules
        if isinstance(one.credential_arn, str) and not index.candidates(one.credential_arn)
    }
    here = [rule for arn, rule in sorted(named.items()) if referred_to(arn, rule).registry == caller.registry]
    described = caller.each(lambda rule: _described(str(rule.credential_arn), caller), here)
    there = [one for one in (*index.objects, *described) if one.managed]
    missing = [one for one in described if not one.managed]
    found = caller.each(lambda one: _with_parts(one, caller), there)
    return sorted([*found, *missing], key=lambda one: one.address)


def _credential(found: dict[str, Any], registry: RegistryRef) -> Credential:
    key = text(found.get("KmsKeyId"))
    return Credential(
        address=found["ARN"],
        registry=registry,
        origin=Origin(found["ARN"]),
        arn=found["ARN"],
        name=found["Name"],
        description=text(found.get("Description")),
        named_for_ecr=named_for_ecr(found["Name"]),
        kms_key=customer_key_id(key),
        customer_key=customer_key(key),
        rotation=_rotation(found),
        recovery_days=_UNTOLD,
        deleted_at=moment(found.get("DeletedDate")),
        accessed_at=moment(found.get("LastAccessedDate")),
    )


def _rotation(found: dict[str, Any]) -> Rotation | None:
    """The rotation; one that was switched off keeps its rules, and a secret that never had one has none."""
    enabled, rules = bool(found.get("RotationEnabled")), found.get("RotationRules") or {}
    if not enabled and not rules:
        return None
    days = days_between(rules.get("AutomaticallyAfterDays"), rules.get("ScheduleExpression"))
    return Rotation(enabled=enabled, days=days, due=moment(found.get("NextRotationDate")))


def _described(arn: str, caller: Caller) -> Credential:
    answer = caller.call("secretsmanager", "describe_secret", _GONE, SecretId=arn)
    return _credential(answer, caller.registry) if isinstance(answer, dict) else _named(arn, answer, caller.registry)


def _named(arn: str, rest: Unknown | None, registry: RegistryRef) -> Credential:
    """A secret of which no more is known than what a rule calls it; ``None`` for the rest: it does not exist."""
    name = name_in_arn(arn)
    return known_in_part(
        rest,
        address=arn,
        registry=registry,
        origin=Origin(arn),
        managed=rest is not None,
        arn=arn,
        name=name,
        named_for_ecr=named_for_ecr(name),
        # Values are never read, be there one or not.
        value=None,
        deleted_at=rest,
        accessed_at=rest,
    )


def _with_parts(credential: Credential, caller: Caller) -> Credential:
    arn = credential.arn
    policy = caller.call("secretsmanager", "get_resource_policy", _GONE, SecretId=arn)
    if policy is None:
        return _named(credential.address, None, credential.registry)
    versions, unlisted = caller.listed("secretsmanager", "list_secret_version_ids", SecretId=arn)
    return msgspec.structs.replace(
        credential,
        policy=of(policy, lambda answer: parse_policy(text(answer.get("ResourcePolicy")))),
        value_set_at=_current(versions) or unlisted,
    )


def _current(versions: Iterable[dict[str, Any]]) -> Value[str]:
    """When the current value was stored; ``None``: there is none."""
    dates = (moment(one.get("CreatedDate")) for one in versions if CURRENT in one.get("VersionStages", ()))
    return next(dates, None)
