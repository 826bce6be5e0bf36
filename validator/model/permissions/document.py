"""A policy document's normalized form.

Values are facts that policies ask for, so that no policy matches strings. Sources: IAM User Guide, "IAM JSON policy
elements reference" and "The meaning of public".
"""

import msgspec

from validator.model.value import Value


class Principal(msgspec.Struct, frozen=True):
    """Who a statement is about.

    Attributes:
        kind: ``anyone``, ``account``, ``role``, ``user``, ``session``, ``service``, ``federated``, ``canonical-user``,
            ``id`` (the unique id of a deleted or unresolved principal) or ``invalid``; who has an identity policy may
            also be a ``group``.
        id: As it is written: an ARN, an account id, a service's name.
        account: The account it belongs to, for the kinds that have one.
    """

    kind: Value[str]
    id: Value[str]
    account: Value[str] = None


class Condition(msgspec.Struct, frozen=True):
    """One key of a condition block.

    Attributes:
        operator: The bare operator: ``StringEquals``, ``ArnLike``; without its set prefix and ``IfExists``.
        key: The condition key in lower case, ``aws:principalorgid``.
        values: The values it is compared with.
        negated: Whether the operator is a negative one (``StringNotEquals``).
        if_exists: Whether a missing key satisfies it.
        over: ``ForAllValues``, ``ForAnyValue`` or empty.
        narrows: Whether it binds a statement for anyone to principals, organizations or networks somebody chose.
    """

    operator: str
    key: str
    values: Value[list[Value[str]]]
    negated: bool
    if_exists: bool
    over: str
    narrows: Value[bool]


class Statement(msgspec.Struct, frozen=True):
    """One statement. Lists are ``None`` where the document has no such element.

    Attributes:
        label: Its ``Sid``, or ``statement 2`` by its place.
        effect: ``Allow`` or ``Deny``.
        principals: Who it is about.
        not_principals: Who it is not about (``NotPrincipal``).
        patterns: The ``Action`` patterns as they are written.
        actions: Every ECR action it covers, by ``Action`` or beyond ``NotAction``; other services' patterns as written.
        not_actions: The ``NotAction`` patterns as they are written.
        resources: The ``Resource`` patterns.
        not_resources: The ``NotResource`` patterns.
        conditions: Its conditions, all of which must hold.
        public: Whether it allows something to anyone: an ``Allow`` for ``*`` or ``NotPrincipal``, and no condition
            that narrows it. Always false for a ``Deny``.
        narrowed: Whether a condition narrows its principals.
    """

    label: str
    effect: Value[str]
    principals: Value[list[Principal]]
    not_principals: Value[list[Principal]]
    patterns: Value[list[Value[str]]]
    actions: Value[list[Value[str]]]
    not_actions: Value[list[Value[str]]]
    resources: Value[list[Value[str]]]
    not_resources: Value[list[Value[str]]]
    conditions: Value[list[Condition]]
    public: Value[bool]
    narrowed: Value[bool]


class PolicyDocument(msgspec.Struct, frozen=True):
    """A policy document.

    Attributes:
        version: The version of its language: ``2012-10-17``.
        statements: Its statements, in their order.
    """

    version: Value[str]
    statements: list[Statement]
