"""The objects of pull through cache, as every source gives them. See `docs/architecture.md` for the table."""

from functools import cached_property
from typing import Any

import msgspec

from validator.model.access import Grant, Role
from validator.model.base import Object, RegistryRef
from validator.model.drift import Drift
from validator.model.encryption import key_problem
from validator.model.lifecycle import LifecyclePolicy
from validator.model.permissions.access import Access
from validator.model.permissions.compare import Excess
from validator.model.permissions.document import PolicyDocument
from validator.model.permissions.facts import repository_access, secret_access
from validator.model.permissions.faults import Fault, faults
from validator.model.secret import Rotation, SecretValue
from validator.model.settings import ReplicationRule, Scanning, ScanRule
from validator.model.surroundings import Consumer, Endpoint, EventRule, Network
from validator.model.upstreams import Upstream
from validator.model.value import Value

__all__ = [
    "KINDS",
    "CachedImage",
    "Consumer",
    "Credential",
    "Drift",
    "Endpoint",
    "EventRule",
    "Grant",
    "Network",
    "Object",
    "Registry",
    "RegistryRef",
    "ReplicationRule",
    "Repository",
    "Role",
    "Rotation",
    "Rule",
    "ScanRule",
    "Scanning",
    "SecretValue",
    "Template",
    "Validation",
]


class Validation(msgspec.Struct, frozen=True):
    """What ECR said when it was asked to log in at a rule's upstream: whether it could, and if not, its own words."""

    valid: Value[bool]
    failure: Value[str] = None


class Rule(Object, frozen=True, kw_only=True):
    """A pull through cache rule.

    Attributes:
        prefix: The repository prefix without a final slash, or ``ROOT``.
        upstream: The registry it mirrors.
        upstream_prefix: The namespace of the upstream it is narrowed to; ``ROOT``, ECR's default, is ``None`` here.
        credential_arn: The ARN of its secret.
        role_arn: The ARN of the role it reads another ECR registry with.
        has_role: Whether it has such a role, known also where the role's ARN is not.
        role_is_own: Whether that role is in the rule's own account; ``None``: it has none.
        prefix_problem: What is wrong with its prefixes as they are written; ``None``: nothing.
        waits_for_value: Whether Terraform makes it after its secret's value; ``None`` where there is nothing to wait
            for: it has no secret, or one that exists.
        validation: How a login at its upstream went; ``None``: none was tried.
        scanned: How often the registry scans all its repositories at least: ``CONTINUOUS_SCAN``, ``SCAN_ON_PUSH``, or
            ``MANUAL``, which with enhanced scanning is never; ``None``: this input does not configure scanning.
        signed: Whether managed signing is meant for some of its repositories; ``None``: none is configured here.
        replicated: Whether some of its repositories are copied; ``None``: no replication is configured here.
        created_at: When it was made. This time and the next are RFC 3339, and ``None`` where the source is not live.
        pulled_at: When an image under its prefix was last pulled; ``None``: none ever was.
    """

    prefix: Value[str]
    upstream: Upstream
    upstream_prefix: Value[str] = None
    credential_arn: Value[str] = None
    role_arn: Value[str] = None
    has_role: Value[bool] = False
    role_is_own: Value[bool] = None
    prefix_problem: Value[str] = None
    waits_for_value: Value[bool] = None
    validation: Value[Validation] = None
    scanned: Value[str] = None
    signed: Value[bool] = None
    replicated: Value[bool] = None
    created_at: Value[str] = None
    pulled_at: Value[str] = None


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


class Template(Object, frozen=True, kw_only=True, dict=True):
    """A repository creation template.

    Attributes:
        prefix: The repository prefix without a final slash, or ``ROOT``.
        description: What its owner says of it.
        applied_for: ``PULL_THROUGH_CACHE``, ``REPLICATION``, ``CREATE_ON_PUSH``.
        mutability: ``MUTABLE``, ``IMMUTABLE``, or one of them ``_WITH_EXCLUSION``.
        exclusions: The tag patterns that are excluded from it.
        encryption: ``AES256``, ``KMS`` or ``KMS_DSSE``.
        kms_key: The key's ARN; ``None``: AWS's own.
        lifecycle: The lifecycle policy that its repositories get.
        permissions: The repository policy that they get.
        tags: The keys of the tags that they get.
        tag_values: The values of these tags, by key.
        role_arn: The role that ECR creates them with.
        has_role: Whether there is one, known also where its ARN is not.
    """

    prefix: Value[str]
    description: Value[str] = None
    applied_for: Value[list[Value[str]]] = None
    mutability: Value[str] = "MUTABLE"
    exclusions: Value[list[Value[str]]] = None
    encryption: Value[str] = "AES256"
    kms_key: Value[str] = None
    lifecycle: Value[LifecyclePolicy] = None
    permissions: Value[PolicyDocument] = None
    tags: Value[list[str]] = None
    tag_values: Value[dict[str, Value[str]]] = None
    role_arn: Value[str] = None
    has_role: Value[bool] = False

    @cached_property
    def key_problem(self) -> Value[str]:
        """What is wrong with its KMS key."""
        return key_problem(self.kms_key, self.registry.region)

    @cached_property
    def access(self) -> Value[Access]:
        """What the repository policy of its repositories gives and takes."""
        return repository_access(self.permissions, self.registry.account, self.registry.region)


class Registry(Object, frozen=True, kw_only=True, dict=True):
    """One private ECR registry: an account in a region.

    Attributes:
        key: See :class:`RegistryRef`.
        account: The 12-digit account id.
        region: Such as ``eu-west-1``.
        permissions: Its permissions policy; ``None``: this input sets none.
        policy_scope: ``V1`` or ``V2``; ``None``: this input does not set it.
        scanning: Its scanning configuration.
        replication: Its replication rules.
        signing: The repository patterns that managed signing covers.
        settings: Its other account settings.
        excess: What its permissions policy grants beyond a reference policy; ``None``: nothing, or there is none.
        read_at: When it was read, in RFC 3339: the time that ages are measured at. ``None``: it was not read live.
    """

    key: str
    account: Value[str]
    region: Value[str]
    permissions: Value[PolicyDocument] = None
    policy_scope: Value[str] = None
    scanning: Value[Scanning] = None
    replication: Value[list[ReplicationRule]] = None
    signing: Value[list[Value[str]]] = None
    settings: dict[str, Value[str]] = msgspec.field(default_factory=dict)
    read_at: Value[str] = None
    excess: Value[Excess] = None

    @cached_property
    def access(self) -> Value[Access]:
        """What its permissions policy gives and takes."""
        return repository_access(self.permissions, self.registry.account, self.registry.region)

    @cached_property
    def faults(self) -> Value[list[Fault]]:
        """What its permissions policy names that has no effect."""
        return faults(self.permissions, self.registry.account)


class Repository(Object, frozen=True, kw_only=True, dict=True):
    """A repository that is declared or exists; one under a rule's prefix is a cache repository.

    Attributes:
        created_at: When it was made, in RFC 3339; ``None`` where the source is no live account.
    """

    name: Value[str]
    arn: Value[str] = None
    mutability: Value[str] = "MUTABLE"
    exclusions: Value[list[Value[str]]] = None
    encryption: Value[str] = "AES256"
    kms_key: Value[str] = None
    scan_on_push: Value[bool] = False
    lifecycle: Value[LifecyclePolicy] = None
    permissions: Value[PolicyDocument] = None
    created_at: Value[str] = None

    @cached_property
    def access(self) -> Value[Access]:
        """What its repository policy gives and takes."""
        return repository_access(self.permissions, self.registry.account, self.registry.region)


class CachedImage(Object, frozen=True, kw_only=True):
    """An image in a cache repository; times are RFC 3339 in UTC, the size is in bytes."""

    repository: str
    digest: str
    tags: list[str] = msgspec.field(default_factory=list)
    pushed_at: Value[str] = None
    pulled_at: Value[str] = None
    size: Value[int] = None


KINDS: dict[str, type[Any]] = {
    "rule": Rule,
    "credential": Credential,
    "template": Template,
    "registry": Registry,
    "repository": Repository,
    "image": CachedImage,
    "endpoint": Endpoint,
    "grant": Grant,
    "role": Role,
    "event_rule": EventRule,
    "consumer": Consumer,
    "network": Network,
    "drift": Drift,
}
