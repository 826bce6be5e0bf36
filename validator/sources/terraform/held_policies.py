"""Identity policies as an input gives them, and those that a role has."""

import msgspec

from validator.model.permissions.document import PolicyDocument, Principal
from validator.model.value import Unknown, Value
from validator.sources.terraform.resource import Resource


class Policy(msgspec.Struct):
    """A policy and who is known to have it.

    Attributes:
        owner: The resource that gives it; of an AWS managed one, the resource that attaches it.
        path: Where in that resource.
        document: What it says.
        managed: The ARN, for an AWS managed policy.
        name: Its name, where the resource gives several.
        holders: The principals; empty: nobody known.
        open: Why it is not known who has it.
    """

    owner: Resource
    path: tuple[str | int, ...]
    document: Value[PolicyDocument]
    managed: str | None = None
    name: str = ""
    holders: list[Principal] = []
    open: Unknown | None = None


class Held(msgspec.Struct):
    """The identity policies of one role.

    Attributes:
        documents: Its own, by the address that gives each.
        managed: The ARNs of AWS's.
        open: Why there may be more, where an attachment of it can't be told.
    """

    documents: dict[str, Value[PolicyDocument]] = {}
    managed: set[str] = set()
    open: Unknown | None = None
