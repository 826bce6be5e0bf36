"""From what IAM says of roles to the objects of the model."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeVar

from validator.model.access import Role
from validator.model.base import RegistryRef
from validator.model.grants import IdentityPolicy
from validator.model.origin import Origin
from validator.model.permissions.document import PolicyDocument, Principal
from validator.model.permissions.parse import unknown_document
from validator.model.value import Reason, Unknown, Value

T = TypeVar("T")


class HeldPolicy(NamedTuple):
    """An identity policy of a role.

    Attributes:
        name: Its name.
        document: What it says; of an AWS managed policy the part that matters here, ``None`` for nothing.
        arn: Its ARN; ``None``: it is an inline policy.
        by_aws: Whether it is an AWS managed policy.
    """

    name: str
    document: Value[PolicyDocument]
    arn: str | None = None
    by_aws: bool = False


class RoleFacts(NamedTuple):
    """What IAM says of a role.

    Attributes:
        name: Its name.
        arn: Its ARN; ``None``: there is no role of that name.
        trust: Who may assume it.
        inline: Its inline policies.
        attached: The managed policies that are attached to it.
        more_inline: Why it may have more inline policies.
        more_attached: Why it may have more managed policies.
    """

    name: str
    arn: Value[str]
    trust: Value[PolicyDocument] = None
    inline: tuple[HeldPolicy, ...] = ()
    attached: tuple[HeldPolicy, ...] = ()
    more_inline: Unknown | None = None
    more_attached: Unknown | None = None

    @property
    def policies(self) -> tuple[HeldPolicy, ...]:
        """All its policies that are known."""
        return (*self.inline, *self.attached)

    @property
    def unread(self) -> Unknown | None:
        """Why it may be allowed more than its policies tell; ``None``: it is not."""
        documents = (one.document for one in self.policies if isinstance(one.document, Unknown))
        return self.more_inline or self.more_attached or next(documents, None)


def role_of(arn: str, facts: RoleFacts, registry: RegistryRef) -> Role:
    """The role that an ARN means."""
    more = facts.more_inline or facts.more_attached
    documents = [_document(one.document) for one in facts.policies if not one.by_aws]
    managed: list[Value[str]] = [one.arn for one in facts.attached if one.by_aws]
    return Role(
        address=arn,
        registry=registry,
        origin=Origin(arn),
        arn=arn,
        name=facts.name,
        trust=facts.trust,
        documents=_open(documents, more, unknown_document),
        managed_policies=_open(managed, facts.more_attached, lambda unknown: unknown),
        complete=more or True,
    )


def identity_policies(facts: Mapping[str, RoleFacts], registry: RegistryRef) -> list[IdentityPolicy]:
    """The policies of roles, by the roles' ARNs: a customer managed policy once for all roles that have it."""
    found: list[IdentityPolicy] = []
    holders: dict[str, list[Principal]] = defaultdict(list)
    documents: dict[str, Value[PolicyDocument]] = {}
    for role, one in facts.items():
        holder = Principal("role", role, registry.account)
        for policy in one.policies:
            if policy.arn is None:
                found.append(IdentityPolicy(registry, Origin(role), policy.document, [holder], name=policy.name))
            elif policy.by_aws:
                found.append(IdentityPolicy(registry, Origin(role), policy.document, [holder], managed=policy.arn))
            else:
                holders[policy.arn].append(holder)
                documents[policy.arn] = policy.document
    found += (IdentityPolicy(registry, Origin(arn), documents[arn], holders[arn]) for arn in sorted(holders))
    return found


def _document(document: Value[PolicyDocument]) -> PolicyDocument:
    if isinstance(document, PolicyDocument):
        return document
    return unknown_document(document or Unknown(Reason.INVALID, detail="an empty policy"))


def _open(found: list[T], more: Unknown | None, stand_in: Callable[[Unknown], T]) -> Value[list[T]]:
    """A list that may have more in it, for which something stands; where nothing of it is known, it is unknown."""
    if more is None:
        return found
    return [*found, stand_in(more)] if found else more
