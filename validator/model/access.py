"""Who may do what to a cache: the roles of AWS's own services and of its users, and the statements that say so."""

from functools import cached_property

import msgspec

from validator.model.base import Object
from validator.model.permissions.access import Access
from validator.model.permissions.document import Condition, PolicyDocument, Principal
from validator.model.permissions.places import role_access
from validator.model.value import Value


class Role(Object, frozen=True, kw_only=True, dict=True):
    """An IAM role that a rule or template uses, that ECR may assume, or that may do something to a cache.

    Users and groups are no objects of their own: what they may do stands in grants.

    Attributes:
        managed: Whether this input declares it; else it is looked up or only referred to.
        arn: Its ARN.
        name: Its name.
        trust: Who may assume it.
        documents: The identity policies that it has, without AWS's own. One that is not known has a single statement
            of which nothing is known.
        managed_policies: The ARNs of the AWS managed policies that it has.
        complete: Whether these are all that this input attaches to it; unknown where an attachment can't be told.
    """

    managed: bool = True
    arn: Value[str] = None
    name: Value[str] = None
    trust: Value[PolicyDocument] = None
    documents: Value[list[PolicyDocument]] = None
    managed_policies: Value[list[Value[str]]] = None
    complete: Value[bool] = True

    @cached_property
    def access(self) -> Value[Access]:
        """What its identity policies give and take together, AWS's own among them."""
        return role_access(self.documents, self.managed_policies, self.registry.account)


class Grant(Object, frozen=True, kw_only=True):
    """A statement that allows or denies what changes a cache, wherever it stands.

    Attributes:
        via: The kind of policy it stands in: ``registry``, ``repository``, ``template`` or ``identity``.
        statement: The statement's label; of an AWS managed policy the policy's name.
        policy: The ARN of the AWS managed policy it stands in.
        effect: ``Allow`` or ``Deny``.
        abilities: What its actions are for: ``fill`` (import from upstream, create the repository), ``push`` (write
            an image of one's own), ``administer`` (change rules, templates, the registry policy or account settings).
        actions: Which of those actions.
        principals: Who it is about; for an identity policy, who has it.
        not_principals: Who it is not about (``NotPrincipal``).
        resources: On what, as ARN patterns.
        not_resources: On what not, as ARN patterns.
        conditions: Its conditions, all of which must hold.
        narrowed: Whether a condition narrows its principals.
        public: Whether it allows this to anyone. Always false for a ``Deny`` and for an identity policy.
    """

    via: str
    statement: str
    principals: Value[list[Principal]]
    actions: list[str]
    resources: Value[list[Value[str]]]
    policy: Value[str] = None
    effect: Value[str] = "Allow"
    abilities: list[str] = msgspec.field(default_factory=list)
    not_principals: Value[list[Principal]] = None
    not_resources: Value[list[Value[str]]] = None
    conditions: Value[list[Condition]] = None
    narrowed: Value[bool] = False
    public: Value[bool] = False
