"""Repository creation templates from Terraform resources."""

from typing import Any

from validator.model.objects import Template
from validator.model.prefixes import without_slash
from validator.model.three_valued import first_unknown
from validator.model.value import Unknown, Value
from validator.sources.terraform.context import Context
from validator.sources.terraform.facts import is_given, text, texts
from validator.sources.terraform.resource import Resource

_WRITTEN = {
    "prefix": ("prefix",),
    "description": ("description",),
    "applied_for": ("applied_for",),
    "mutability": ("image_tag_mutability",),
    "encryption": ("encryption_configuration", 0, "encryption_type"),
    "kms_key": ("encryption_configuration", 0, "kms_key"),
    "lifecycle": ("lifecycle_policy",),
    "permissions": ("repository_policy",),
    "tags": ("resource_tags",),
    "tag_values": ("resource_tags",),
    "role_arn": ("custom_role_arn",),
    "has_role": ("custom_role_arn",),
}


def template(resource: Resource, context: Context) -> Template:
    """A template of either provider."""
    role = text(resource.argument("custom_role_arn"))
    encryption, key = encryption_of(resource)
    tags = _tags(resource.argument("resource_tags"))
    return Template(
        address=resource.address,
        registry=context.registry(resource),
        origin=resource.origin(),
        origins=resource.origins(_WRITTEN),
        prefix=without_slash(text(resource.argument("prefix"))),
        description=text(resource.argument("description")),
        applied_for=_ordered(texts(resource.argument("applied_for"))),
        mutability=text(resource.argument("image_tag_mutability")) or "MUTABLE",
        exclusions=exclusions(resource),
        encryption=encryption,
        kms_key=key,
        lifecycle=context.documents.lifecycle(resource.argument("lifecycle_policy")),
        permissions=context.documents.policy(resource.argument("repository_policy")),
        tags=sorted(tags) if isinstance(tags, dict) else tags,
        tag_values=tags,
        role_arn=role,
        has_role=is_given(role),
    )


def encryption_of(resource: Resource) -> tuple[Value[str], Value[str]]:
    """The encryption type and key; without a block it is ``AES256`` with AWS's own key."""
    blocks = resource.blocks("encryption_configuration")
    if isinstance(blocks, Unknown):
        return blocks, blocks
    block = next(blocks, None)
    if block is None:
        return "AES256", None
    key = text(resource.nested("encryption_configuration", block, "kms_key"))
    return text(block.get("encryption_type")) or "AES256", key


def exclusions(resource: Resource) -> Value[list[Value[str]]]:
    """The tag patterns that mutability leaves out; the providers call the blocks and their attribute differently."""
    found: list[Value[str]] = []
    for name in ("image_tag_mutability_exclusion_filter", "image_tag_mutability_exclusion_filters"):
        blocks = resource.blocks(name)
        if isinstance(blocks, Unknown):
            return blocks
        patterns = (block.get("filter") or block.get("image_tag_mutability_exclusion_filter_value") for block in blocks)
        found += [text(pattern) for pattern in patterns]
    return sorted(found, key=repr) or None


def _ordered(values: Value[list[Value[str]]]) -> Value[list[Value[str]]]:
    return sorted(values, key=str) if isinstance(values, list) else values


def _tags(tags: Any) -> Value[dict[str, Value[str]]]:
    """The tags of a map, or of awscc's set of key and value; unknown where a key is."""
    if tags is None or isinstance(tags, Unknown):
        return tags
    pairs = list(tags.items()) if isinstance(tags, dict) else [(tag.get("key"), tag.get("value")) for tag in tags]
    unknown = first_unknown(*(key for key, _ in pairs))
    return unknown or ({key: _tag(value) for key, value in pairs} or None)


def _tag(value: Any) -> Value[str]:
    return value if isinstance(value, Unknown) else str(value or "")
