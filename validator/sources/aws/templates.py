"""Repository creation templates. ECR gives them no ARN either, so it is made like that of a rule."""

from typing import Any

from validator.model.base import RegistryRef
from validator.model.lifecycle import parse_lifecycle
from validator.model.objects import Template
from validator.model.origin import Origin
from validator.model.permissions.parse import parse_policy
from validator.model.prefixes import without_slash
from validator.model.value import Unknown, Value
from validator.sources.aws.answers import text
from validator.sources.aws.caller import Caller


def read_templates(caller: Caller) -> tuple[list[Template], Unknown | None]:
    """The templates of a region, and why there may be more."""
    found, unlisted = caller.listed("ecr", "describe_repository_creation_templates")
    templates = [_template(one, caller.registry, caller.partition) for one in found]
    return sorted(templates, key=lambda one: one.address), unlisted


def encryption_of(found: dict[str, Any]) -> tuple[str, str | None]:
    """The encryption type and key of a template or repository; without any it is ``AES256`` with AWS's own key."""
    encryption = found.get("encryptionConfiguration") or {}
    return encryption.get("encryptionType") or "AES256", text(encryption.get("kmsKey"))


def exclusions_of(found: dict[str, Any]) -> Value[list[Value[str]]]:
    """The tag patterns that mutability leaves out."""
    return sorted((one["filter"] for one in found.get("imageTagMutabilityExclusionFilters") or ()), key=repr) or None


def _template(found: dict[str, Any], registry: RegistryRef, partition: str) -> Template:
    prefix = found["prefix"]
    address = f"arn:{partition}:ecr:{registry.region}:{registry.account}:repository-creation-template/{prefix}"
    encryption, key = encryption_of(found)
    role = text(found.get("customRoleArn"))
    tags: dict[str, Value[str]] = {one["Key"]: one.get("Value") or "" for one in found.get("resourceTags") or ()}
    return Template(
        address=address,
        registry=registry,
        origin=Origin(address),
        prefix=without_slash(prefix),
        description=text(found.get("description")),
        applied_for=sorted(found.get("appliedFor") or ()),
        mutability=found.get("imageTagMutability") or "MUTABLE",
        exclusions=exclusions_of(found),
        encryption=encryption,
        kms_key=key,
        lifecycle=parse_lifecycle(text(found.get("lifecyclePolicy"))),
        permissions=parse_policy(text(found.get("repositoryPolicy"))),
        tags=sorted(tags) or None,
        tag_values=tags or None,
        role_arn=role,
        has_role=role is not None,
    )
