"""Pull through cache rules from Terraform resources."""

import msgspec

from validator.model.objects import Rule
from validator.model.prefixes import without_slash
from validator.model.upstreams import upstream_of
from validator.model.value import Unknown, Value
from validator.sources.terraform.context import Context
from validator.sources.terraform.credentials import SECRETS
from validator.sources.terraform.facts import is_given, text
from validator.sources.terraform.resource import Resource

# Where each attribute of a rule is written.
_WRITTEN = {
    "prefix": ("ecr_repository_prefix",),
    "upstream": ("upstream_registry_url",),
    "upstream_prefix": ("upstream_repository_prefix",),
    "credential_arn": ("credential_arn",),
    "credential": ("credential_arn",),
    "role_arn": ("custom_role_arn",),
    "has_role": ("custom_role_arn",),
}


def rule(resource: Resource, context: Context) -> Rule:
    """A rule; awscc's twin has the same arguments and ``upstream_registry`` beside them."""
    role = text(resource.argument("custom_role_arn"))
    return Rule(
        address=resource.address,
        registry=context.registry(resource),
        origin=resource.origin(),
        origins=resource.origins(_WRITTEN),
        prefix=without_slash(text(resource.argument("ecr_repository_prefix"))),
        upstream=upstream_of(
            text(resource.argument("upstream_registry_url")), text(resource.argument("upstream_registry"))
        ),
        upstream_prefix=without_slash(text(resource.argument("upstream_repository_prefix"))),
        credential_arn=_secret(resource, context),
        role_arn=role,
        has_role=is_given(role),
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
