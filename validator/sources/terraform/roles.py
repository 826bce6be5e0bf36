"""IAM roles from Terraform resources and data sources."""

from collections.abc import Iterable
from typing import Any

from validator.model.access import Role
from validator.model.permissions.document import PolicyDocument
from validator.model.permissions.parse import unknown_document
from validator.model.value import Reason, Unknown, Value
from validator.sources.terraform.context import Context
from validator.sources.terraform.facts import text
from validator.sources.terraform.held_policies import Held
from validator.sources.terraform.identities import Identities
from validator.sources.terraform.resource import Resource

_WRITTEN = {"name": ("name",), "trust": ("assume_role_policy",), "managed_policies": ("managed_policy_arns",)}
_ELSEWHERE = Unknown(Reason.ELSEWHERE, detail="the role's policies")


def roles(resources: Iterable[Resource], identities: Identities, context: Context) -> list[Role]:
    """Every role that is declared or looked up, with the policies that the input attaches to it."""
    return [_role(one, identities.of_role(one), context) for one in resources if one.type == "aws_iam_role"]


def _role(role: Resource, held: Held, context: Context) -> Role:
    attached: dict[str, Any] = {"documents": _ELSEWHERE, "managed_policies": _ELSEWHERE, "complete": _ELSEWHERE}
    if not role.data:
        attached["documents"] = [_document(held.documents[place]) for place in sorted(held.documents)]
        attached["managed_policies"] = sorted(held.managed)
        attached["complete"] = held.open or True
    return Role(
        address=role.address,
        registry=context.registry(role),
        origin=role.origin(),
        origins=role.origins(_WRITTEN),
        managed=not role.data,
        arn=role.computed("arn"),
        name=_name(role),
        trust=context.documents.policy(role.argument("assume_role_policy")),
        **attached,
    )


def _document(document: Value[PolicyDocument]) -> PolicyDocument:
    if isinstance(document, PolicyDocument):
        return document
    return unknown_document(document or Unknown(Reason.INVALID, detail="an empty policy"))


def _name(role: Resource) -> Value[str]:
    name = text(role.argument("name"))
    return Unknown(Reason.AFTER_APPLY, detail="generated") if name is None else name
