"""Credentials from Terraform's Secrets Manager resources: a secret with its versions, rotation and policy."""

from collections.abc import Iterable
from typing import Any

import msgspec

from validator.model.encryption import customer_key, customer_key_id
from validator.model.objects import Credential, Rotation, SecretValue
from validator.model.origin import Origin
from validator.model.rotation import days_between
from validator.model.usage import known_in_part, name_in_arn, named_for_ecr
from validator.model.value import Reason, Unknown, Value
from validator.sources.terraform.context import Context
from validator.sources.terraform.facts import text
from validator.sources.terraform.resource import Resource, SecretFacts

SECRETS = ("aws_secretsmanager_secret", "awscc_secretsmanager_secret")
VALUE_ARGUMENTS = ("secret_string", "secret_binary", "secret_string_wo")

_WRITTEN = {
    "name": ("name",),
    "named_for_ecr": ("name",),
    "description": ("description",),
    "kms_key": ("kms_key_id",),
    "customer_key": ("kms_key_id",),
    "policy": ("policy",),
    "recovery_days": ("recovery_window_in_days",),
}
_SEVERAL = Unknown(Reason.SEVERAL, detail="the secret's parts")


class Parts(msgspec.Struct):
    """The resources that say more about one secret, and the kinds of them that may be another secret's."""

    versions: list[Resource] = []
    rotations: list[Resource] = []
    policies: list[Resource] = []
    unsure: set[str] = set()


_PARTS = {
    "aws_secretsmanager_secret_version": ("versions", "secret_id"),
    "aws_secretsmanager_secret_rotation": ("rotations", "secret_id"),
    "aws_secretsmanager_secret_policy": ("policies", "secret_arn"),
}


def credentials(resources: Iterable[Resource], context: Context) -> list[Credential]:
    """Every secret that is declared or looked up, and one for each version whose secret can't be told."""
    secrets: list[Resource] = []
    parts: dict[str, Parts] = {}
    homeless: list[Resource] = []
    for resource in resources:
        if resource.type in SECRETS:
            secrets.append(resource)
        elif resource.type in _PARTS and not resource.data:
            name, argument = _PARTS[resource.type]
            owners = context.targets.of(resource, resource.argument(argument), *SECRETS)
            for owner in owners:
                part = parts.setdefault(owner.address, Parts())
                getattr(part, name).append(resource)
                part.unsure |= {name} if len(owners) > 1 else set()
            if not owners and name == "versions":
                homeless.append(resource)
    nothing = Parts()
    found = [_credential(secret, parts.get(secret.address, nothing), context) for secret in secrets]
    return found + [_of_version(version, context) for version in homeless]


def _credential(secret: Resource, parts: Parts, context: Context) -> Credential:
    name = _name(secret)
    key = text(secret.argument("kms_key_id"))
    origins = secret.origins(_WRITTEN)
    value, value_origin = _value(secret, parts)
    policy_owner = parts.policies[0] if parts.policies else secret
    if value_origin is not None:
        origins["value"] = value_origin
    if parts.policies:
        origins["policy"] = policy_owner.origin("policy")
    return Credential(
        address=secret.address,
        registry=context.registry(secret),
        origin=secret.origin(),
        origins=origins,
        managed=not secret.data,
        arn=secret.computed("arn"),
        name=name,
        named_for_ecr=named_for_ecr(name),
        description=text(secret.argument("description")),
        kms_key=customer_key_id(key),
        customer_key=customer_key(key),
        value=value,
        policy=_SEVERAL if "policies" in parts.unsure else context.documents.policy(policy_owner.argument("policy")),
        rotation=_rotation(secret, parts),
        recovery_days=secret.argument("recovery_window_in_days"),
    )


def _name(secret: Resource) -> Value[str]:
    """The name; with ``name_prefix`` only its beginning is known, with neither it is the provider's own."""
    name, prefix = text(secret.argument("name")), text(secret.argument("name_prefix"))
    if name is not None:
        return name
    if secret.data:
        return name_in_arn(secret.argument("arn"))
    if isinstance(prefix, Unknown):
        return prefix
    # Source: the AWS provider names what has no name "terraform-" and a random suffix.
    return Unknown(Reason.AFTER_APPLY, detail="generated", prefix=prefix or "terraform-")


def _value(secret: Resource, parts: Parts) -> tuple[Value[SecretValue], Origin | None]:
    """What is known of the value, and where it is given."""
    if secret.data:
        return Unknown(Reason.ELSEWHERE, detail="the secret's value"), None
    for holder in [*parts.versions, secret]:
        for argument in VALUE_ARGUMENTS:
            if argument in holder.secrets:
                differ = any(one.secrets != holder.secrets for one in parts.versions)
                several = differ or "versions" in parts.unsure
                return _SEVERAL if several else secret_value(holder.secrets[argument]), holder.origin(argument)
    return None, None


def secret_value(facts: SecretFacts) -> SecretValue:
    """A value's facts as the model has them."""
    return SecretValue(given_by=facts.given_by, keys=facts.keys, write_only=facts.write_only)


def _rotation(secret: Resource, parts: Parts) -> Value[Rotation]:
    if secret.data:
        return Unknown(Reason.ELSEWHERE, detail="the secret's rotation")
    if not parts.rotations:
        return None
    if "rotations" in parts.unsure:
        return _SEVERAL
    blocks = parts.rotations[0].blocks("rotation_rules")
    if isinstance(blocks, Unknown):
        return Rotation(enabled=True, days=blocks)
    rules: dict[str, Any] = next(blocks, {})
    days = days_between(rules.get("automatically_after_days"), rules.get("schedule_expression"))
    return Rotation(enabled=True, days=days)


def _of_version(version: Resource, context: Context) -> Credential:
    """The credential that a version belongs to when its secret can't be told: its value is judged all the same."""
    reference = version.argument("secret_id")
    unknown = reference if isinstance(reference, Unknown) else Unknown(Reason.ELSEWHERE, detail="the secret")
    value, origin = _value(version, Parts(versions=[version]))
    return known_in_part(
        unknown,
        address=version.address,
        registry=context.registry(version),
        origin=version.origin(),
        origins={"value": origin} if origin else {},
        managed=False,
        arn=reference,
        name=unknown,
        named_for_ecr=unknown,
        value=value,
    )
