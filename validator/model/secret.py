"""The secrets that rules log in with; of their values only facts, never the values themselves."""

from functools import cached_property

import msgspec

from validator.model.base import Object
from validator.model.permissions.access import Access
from validator.model.permissions.document import PolicyDocument
from validator.model.permissions.facts import secret_access
from validator.model.value import Value


class SecretValue(msgspec.Struct, frozen=True):
    """What is known of a secret's value, which itself is never kept.

    Attributes:
        given_by: ``literal`` (it stands in the code), ``variable``, ``generated``, ``lookup``.
        keys: The keys of its JSON object, each with whether its value is a non-empty string; ``None``: it is no
            JSON object.
        write_only: Whether it stays out of plan and state.
    """

    given_by: Value[str]
    keys: Value[dict[str, bool]]
    write_only: bool


class Rotation(msgspec.Struct, frozen=True):
    """A secret's rotation.

    Attributes:
        enabled: Whether it is on.
        days: After how many days; ``None``: by a schedule that is no number of days.
        due: When the next one is due at the latest, in RFC 3339; only a live account tells.
    """

    enabled: Value[bool]
    days: Value[int] = None
    due: Value[str] = None


class Credential(Object, frozen=True, kw_only=True, dict=True):
    """The Secrets Manager secret that a rule authenticates to its upstream with.

    Attributes:
        managed: Whether this input declares it; else it is only referred to.
        for_ecr: Whether it is a credential at all: a rule uses it, or its name says that ECR is to.
        arn: Its ARN.
        name: Its name.
        named_for_ecr: Whether its name begins with ``ecr-pullthroughcache/``; often known where the name is not.
        description: What its owner says of it.
        kms_key: The key that encrypts it; ``None`` is the AWS managed key ``aws/secretsmanager``.
        customer_key: Whether that is a customer managed key; often known where the key's id is not.
        value: Its value's facts; ``None``: this input gives it none. A live account's are never read.
        policy: Its resource policy.
        rotation: Its rotation; ``None``: none is configured.
        recovery_days: How long it can be restored after its deletion.
        value_set_at: When its current value was stored. This time and those below are RFC 3339, and ``None`` where the
            source is no live account.
        deleted_at: When its deletion was asked for; ``None``: it is not pending deletion.
        accessed_at: The day of its last use; ``None``: it has never been used in its region.
    """

    managed: bool = True
    for_ecr: Value[bool] = True
    arn: Value[str] = None
    name: Value[str] = None
    named_for_ecr: Value[bool] = None
    description: Value[str] = None
    kms_key: Value[str] = None
    customer_key: Value[bool] = None
    value: Value[SecretValue] = None
    policy: Value[PolicyDocument] = None
    rotation: Value[Rotation] = None
    recovery_days: Value[int] = None
    value_set_at: Value[str] = None
    deleted_at: Value[str] = None
    accessed_at: Value[str] = None

    @cached_property
    def access(self) -> Value[Access]:
        """What its resource policy gives and takes."""
        return secret_access(self.policy, self.registry.account)
