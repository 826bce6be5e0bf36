"""Repositories from Terraform resources: with the policy and lifecycle policy that other resources set."""

from collections.abc import Iterable
from typing import Any

from validator.model.objects import Repository
from validator.model.value import Unknown, Value
from validator.sources.terraform.context import Context
from validator.sources.terraform.facts import text
from validator.sources.terraform.resource import Resource
from validator.sources.terraform.templates import encryption_of, exclusions

REPOSITORIES = ("aws_ecr_repository", "awscc_ecr_repository")

_PARTS = {"aws_ecr_repository_policy": "permissions", "aws_ecr_lifecycle_policy": "lifecycle"}
_WRITTEN = {
    "name": ("name",),
    "mutability": ("image_tag_mutability",),
    "encryption": ("encryption_configuration", 0, "encryption_type"),
    "kms_key": ("encryption_configuration", 0, "kms_key"),
    "scan_on_push": ("image_scanning_configuration", 0, "scan_on_push"),
}


def repositories(resources: Iterable[Resource], context: Context) -> list[Repository]:
    """Every declared repository."""
    owners: list[Resource] = []
    parts: dict[tuple[str, str], Resource] = {}
    for resource in resources:
        if resource.type in REPOSITORIES:
            owners.append(resource)
        elif resource.type in _PARTS and not resource.data:
            for owner in context.targets.of(resource, resource.argument("repository"), *REPOSITORIES):
                parts[owner.address, _PARTS[resource.type]] = resource
    return [_repository(owner, parts, context) for owner in owners]


def _repository(owner: Resource, parts: dict[tuple[str, str], Resource], context: Context) -> Repository:
    encryption, key = encryption_of(owner)
    origins = owner.origins(_WRITTEN)
    policy, lifecycle = parts.get((owner.address, "permissions")), parts.get((owner.address, "lifecycle"))
    for name, part in (("permissions", policy), ("lifecycle", lifecycle)):
        if part is not None:
            origins[name] = part.origin("policy")
    return Repository(
        address=owner.address,
        registry=context.registry(owner),
        origin=owner.origin(),
        origins=origins,
        name=text(owner.argument("name") if "name" in owner.values else owner.argument("repository_name")),
        arn=owner.computed("arn"),
        mutability=text(owner.argument("image_tag_mutability")) or "MUTABLE",
        exclusions=exclusions(owner),
        encryption=encryption,
        kms_key=key,
        scan_on_push=_scan_on_push(owner),
        lifecycle=context.documents.lifecycle(lifecycle.argument("policy") if lifecycle else _inline_lifecycle(owner)),
        permissions=context.documents.policy(
            policy.argument("policy") if policy else owner.argument("repository_policy_text")
        ),
    )


def _scan_on_push(owner: Resource) -> Value[bool]:
    blocks = owner.blocks("image_scanning_configuration")
    if isinstance(blocks, Unknown):
        return blocks
    scan: Value[bool] = next(blocks, {}).get("scan_on_push")
    return False if scan is None else scan


def _inline_lifecycle(owner: Resource) -> Any:
    """The lifecycle policy that awscc writes into the repository."""
    inline = owner.argument("lifecycle_policy")
    return inline.get("lifecycle_policy_text") if isinstance(inline, dict) else inline
