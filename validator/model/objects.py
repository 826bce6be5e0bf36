"""The objects of pull through cache, as every source gives them. See `docs/architecture.md` for the table."""

from functools import cached_property

import msgspec

from validator.model.access import Grant, Role
from validator.model.base import Object, RegistryRef
from validator.model.drift import Drift
from validator.model.encryption import key_problem
from validator.model.lifecycle import LifecyclePolicy
from validator.model.permissions.access import Access
from validator.model.permissions.document import PolicyDocument
from validator.model.permissions.facts import repository_access
from validator.model.registry import Registry
from validator.model.secret import Credential, Rotation, SecretValue
from validator.model.settings import ReplicationRule, Scanning, ScanRule
from validator.model.surroundings import Consumer, Endpoint, EventRule, Network
from validator.model.upstreams import Upstream
from validator.model.value import Value

__all__ = [
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
        closed_by: The statements of the registry's policy that deny everybody, ECR's own roles too, the import or the
            creation of repositories under its whole prefix; ``None``: the input has no such policy.
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
    closed_by: Value[list[str]] = None
    created_at: Value[str] = None
    pulled_at: Value[str] = None


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
