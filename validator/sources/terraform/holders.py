"""Whom a resource of IAM names: the roles, users and groups that have a policy.

Source: the documentation of `aws_iam_role_policy`, `aws_iam_role_policy_attachment`, `aws_iam_policy_attachment` and
their twins for users and groups.
"""

from collections.abc import Iterator
from typing import Any

from validator.model.permissions.document import Principal
from validator.model.value import Reason, Unknown
from validator.sources.terraform.context import Context
from validator.sources.terraform.resource import Resource

# The arguments that name who has a policy, and the type of what they name.
_ARGUMENTS = {
    "role": "aws_iam_role",
    "roles": "aws_iam_role",
    "role_name": "aws_iam_role",
    "user": "aws_iam_user",
    "users": "aws_iam_user",
    "user_name": "aws_iam_user",
    "group": "aws_iam_group",
    "groups": "aws_iam_group",
    "group_name": "aws_iam_group",
}


class Holders:
    """Finds whom resources name.

    Attributes:
        open: Why any role of the input may be meant by a name that was looked for; ``None``: all could be told.
    """

    def __init__(self, context: Context) -> None:
        self.open: Unknown | None = None
        self._context = context

    def of(self, resource: Resource) -> Iterator[Resource | Principal]:
        """Whom a resource names: declared ones, or principals of which no more than the kind is known."""
        for argument, kind in _ARGUMENTS.items():
            value = resource.argument(argument)
            for name in value if isinstance(value, list) else [value]:
                if name is not None:
                    yield self._holder(resource, name, kind)

    def principal(self, holder: Resource) -> Principal:
        """A declared role, user or group as a principal."""
        arn = holder.computed("arn")
        if isinstance(arn, Unknown):
            arn = Unknown(arn.reason, refers_to=(f"{holder.address}.arn",))
        return Principal(_kind(holder.type), arn, self._context.registry(holder).account)

    def _holder(self, resource: Resource, name: Any, kind: str) -> Resource | Principal:
        found = self._context.targets.of(resource, name, kind)
        if len(found) == 1 and not found[0].data:
            return found[0]
        if found or isinstance(name, Unknown):
            # It may be any of the roles that are declared here.
            targets = tuple(sorted(f"{one.address}.arn" for one in found))
            unknown = Unknown(name.reason if isinstance(name, Unknown) else Reason.SEVERAL, refers_to=targets)
            self.open = unknown if len(found) != 1 else self.open
        else:
            unknown = Unknown(Reason.ELSEWHERE, detail=name)
        return Principal(_kind(kind), unknown, self._context.registry(resource).account)


def _kind(type_name: str) -> str:
    return type_name.removeprefix("aws_iam_")
