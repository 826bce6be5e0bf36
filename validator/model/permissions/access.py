"""What a policy document gives and takes, as facts that policies ask for.

`Access` is made of one document and of where it stands (see `validator.model.permissions.facts`): the registry's
account and region tell which resources and principals are its own. Each list follows the statements' order.
"""

import msgspec

from validator.model.permissions.document import Condition
from validator.model.value import Value


class Allowed(msgspec.Struct, frozen=True):
    """What a statement allows to one principal, after what is surely denied.

    Attributes:
        statement: The statement's label.
        kind: The principal's kind, see `Principal`; ``anyone`` for ``NotPrincipal`` too, ``holder`` for an identity
            policy, which is about whoever holds it.
        id: The principal as it is written.
        account: The account it belongs to.
        actions: The actions that are left to it.
        names: The repository name patterns that are left, such as ``docker-hub/*``; ``*`` is every repository.
        bound: The conditions that narrow who it is about: its own, and those that a Deny for everybody else leaves.
        public: Whether it is for anyone, and no condition narrows it.
        stands: Whether something of it surely is left; unknown where a Deny may take all of it away.
    """

    statement: str
    kind: Value[str]
    id: Value[str]
    account: Value[str]
    actions: Value[list[Value[str]]]
    names: Value[list[Value[str]]]
    bound: Value[list[Condition]]
    public: Value[bool]
    stands: Value[bool]


class Denied(msgspec.Struct, frozen=True):
    """What a statement takes away.

    Attributes:
        statement: The statement's label.
        actions: The actions that it takes away at most.
        names: The repository name patterns that it is about, ``None``: it has ``NotResource``.
        not_names: The repository name patterns that it spares.
        conditional: Whether a condition on each request decides; one on the caller alone is part of who it is about.
        binds_own: Whether it binds a principal of the registry's own account.
        stops: The services whose service-linked roles it stops, on some of its actions and resources.
    """

    statement: str
    actions: Value[list[Value[str]]]
    names: Value[list[Value[str]]]
    not_names: Value[list[Value[str]]]
    conditional: bool
    binds_own: Value[bool]
    stops: Value[list[str]]


class Access(msgspec.Struct, frozen=True):
    """What a policy document gives and takes.

    Attributes:
        allowed: What is allowed to whom: an entry for each principal of each Allow that leaves something.
        denied: What each Deny takes away that takes something away here.
        idle: The labels of the statements that surely have no effect: nobody, no action or no resource of this registry
            is meant, or a Deny takes all away.
    """

    allowed: list[Allowed]
    denied: list[Denied]
    idle: list[str]
