"""Pull through cache rules from Terraform resources."""

import msgspec

from validator.model.objects import Rule
from validator.model.prefix_syntax import prefix_problem
from validator.model.prefixes import narrowing, without_slash
from validator.model.references import without_key
from validator.model.roles import account_and_name
from validator.model.three_valued import first_unknown
from validator.model.upstreams import upstream_of
from validator.model.value import Reason, Unknown, Value
from validator.sources.terraform.context import Context
from validator.sources.terraform.credentials import SECRETS
from validator.sources.terraform.facts import is_given, text
from validator.sources.terraform.resource import Resource

RULES = frozenset({"aws_ecr_pull_through_cache_rule", "awscc_ecr_pull_through_cache_rule"})
VERSION = "aws_secretsmanager_secret_version"

# Where each attribute of a rule is written.
_WRITTEN = {
    "prefix": ("ecr_repository_prefix",),
    "prefix_problem": ("ecr_repository_prefix",),
    "upstream": ("upstream_registry_url",),
    "upstream_prefix": ("upstream_repository_prefix",),
    "credential_arn": ("credential_arn",),
    "credential": ("credential_arn",),
    "waits_for_value": ("credential_arn",),
    "role_arn": ("custom_role_arn",),
    "has_role": ("custom_role_arn",),
}


def rule(resource: Resource, context: Context) -> Rule:
    """A rule; awscc's twin has the same arguments and ``upstream_registry`` beside them."""
    role = text(resource.argument("custom_role_arn"))
    prefix = text(resource.argument("ecr_repository_prefix"))
    upstream_prefix = text(resource.argument("upstream_repository_prefix"))
    return Rule(
        address=resource.address,
        registry=context.registry(resource),
        origin=resource.origin(),
        origins=resource.origins(_WRITTEN),
        prefix=without_slash(prefix),
        upstream=upstream_of(
            text(resource.argument("upstream_registry_url")), text(resource.argument("upstream_registry"))
        ),
        upstream_prefix=narrowing(upstream_prefix),
        credential_arn=_secret(resource, context),
        role_arn=role,
        has_role=is_given(role),
        role_is_own=_role_is_own(resource, role, context),
        prefix_problem=prefix_problem(prefix, upstream_prefix),
        waits_for_value=_waits(resource, context),
    )


def _secret(resource: Resource, context: Context) -> Value[str]:
    """The secret's ARN; one that is taken from the secret's version, which has the same ARN, refers to the secret."""
    value = text(resource.argument("credential_arn"))
    if not isinstance(value, Unknown):
        return value
    owners = context.targets.of(resource, value, *SECRETS)
    if not owners:
        return value
    return msgspec.structs.replace(value, refers_to=tuple(sorted({f"{owner.address}.arn" for owner in owners})))


def _role_is_own(resource: Resource, role: Value[str], context: Context) -> Value[bool]:
    """Whether a rule's role is in its own account: by its ARN, or by where the role is declared."""
    if role is None:
        return None
    own = context.registry(resource)
    if isinstance(role, str):
        parts = account_and_name(role)
        return _same(parts[0] if parts else None, own.account)
    declared = [context.registry(one) for reference in role.refers_to for one in context.targets.at(reference)]
    answers = {True if one.key == own.key else _same(one.account, own.account) for one in declared}
    return answers.pop() if len(answers) == 1 else role


def _same(account: Value[str], own: Value[str]) -> Value[bool]:
    return first_unknown(account, own) or account == own


def _waits(resource: Resource, context: Context) -> Value[bool]:
    """Whether a rule is made after its secret's value: by the version's ARN, or by a ``depends_on``."""
    value = text(resource.argument("credential_arn"))
    if not isinstance(value, Unknown):
        return None
    direct = [target for reference in value.refers_to for target in context.targets.at(reference)]
    if any(target.type == VERSION for target in direct):
        return True
    secrets = context.targets.of(resource, value, *SECRETS)
    if not secrets:
        return value
    if all(secret.data for secret in secrets):
        return None
    if any(_waits_for(resource, secret, context) for secret in secrets):
        return True
    if not resource.awaits:
        return False
    # What else it waits for may itself wait for the value.
    return Unknown(Reason.UNSUPPORTED, detail=f"depends_on {', '.join(sorted(resource.awaits))}")


def _waits_for(resource: Resource, secret: Resource, context: Context) -> bool:
    """Whether a ``depends_on`` of a rule, or of the output that gives it the secret, covers the secret's value.

    A secret of awscc has its value in itself.
    """
    if secret.secrets or secret.argument("generate_secret_string") is not None:
        return True
    module = without_key(secret.address).rpartition(f"{secret.type}.")[0]
    if secret.awaited and not resource.address.startswith(module):
        return True
    if any(secret.address.startswith((f"{name}.", f"{name}[")) for name in resource.awaits):
        return True
    versions = [one for name in resource.awaits for one in context.targets.at(f"{name}.*") if one.type == VERSION]
    return any(secret in context.targets.of(one, one.argument("secret_id"), *SECRETS) for one in versions)
