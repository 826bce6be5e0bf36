"""The objects of pull through cache, as every source gives them. See `docs/architecture.md` for the table."""

from typing import Any

import msgspec

from validator.model.lifecycle import LifecyclePolicy
from validator.model.origin import Origin
from validator.model.permissions.document import PolicyDocument, Principal
from validator.model.upstreams import Upstream
from validator.model.value import Value


class RegistryRef(msgspec.Struct, frozen=True):
    """Which registry an object belongs to.

    Attributes:
        key: Equal for objects that are known to share a registry: ``123456789012/eu-west-1``, or the provider
            configuration (``aws.west``) where account or region is not known.
        account: The 12-digit account id.
        region: Such as ``eu-west-1``.
    """

    key: str
    account: Value[str]
    region: Value[str]


class Object(msgspec.Struct, frozen=True, kw_only=True):
    """What every object has.

    Attributes:
        address: Its Terraform address, or its ARN.
        registry: Where it lives.
        origin: Where it is written.
        origins: Where single attributes are written, by their path (``upstream.host``), where a source knows or
            another resource gave them.
    """

    address: str
    registry: RegistryRef
    origin: Origin
    origins: dict[str, Origin] = {}

    def origin_of(self, path: str) -> Origin:
        """Where the attribute at a path is written: its own place, its parent's, or the object's."""
        while path:
            if path in self.origins:
                return self.origins[path]
            path = path.rpartition(".")[0]
        return self.origin


class Rule(Object, frozen=True, kw_only=True):
    """A pull through cache rule.

    Attributes:
        prefix: The repository prefix without a final slash, or ``ROOT``.
        upstream: The registry it mirrors.
        upstream_prefix: The namespace of the upstream it is narrowed to.
        credential_arn: The ARN of its secret.
        role_arn: The ARN of the role it reads another ECR registry with.
        has_role: Whether it has such a role, known also where the role's ARN is not.
    """

    prefix: Value[str]
    upstream: Upstream
    upstream_prefix: Value[str] = None
    credential_arn: Value[str] = None
    role_arn: Value[str] = None
    has_role: Value[bool] = False


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
    """A secret's rotation: whether it is on, and after how many days."""

    enabled: Value[bool]
    days: Value[int] = None


class Credential(Object, frozen=True, kw_only=True):
    """The Secrets Manager secret that a rule authenticates to its upstream with.

    Attributes:
        managed: Whether this input declares it; else it is only referred to.
        for_ecr: Whether it is a credential at all: a rule uses it, or its name says that ECR is to.
        arn: Its ARN.
        name: Its name.
        named_for_ecr: Whether its name begins with ``ecr-pullthroughcache/``; often known where the name is not.
        kms_key: The key that encrypts it; ``None`` is the AWS managed key ``aws/secretsmanager``.
        customer_key: Whether that is a customer managed key; often known where the key's id is not.
        value: Its value's facts; ``None``: this input gives it none.
        policy: Its resource policy.
        rotation: Its rotation; ``None``: none is configured.
        recovery_days: How long it can be restored after its deletion.
    """

    managed: bool = True
    for_ecr: Value[bool] = True
    arn: Value[str] = None
    name: Value[str] = None
    named_for_ecr: Value[bool] = None
    kms_key: Value[str] = None
    customer_key: Value[bool] = None
    value: Value[SecretValue] = None
    policy: Value[PolicyDocument] = None
    rotation: Value[Rotation] = None
    recovery_days: Value[int] = None


class Template(Object, frozen=True, kw_only=True):
    """A repository creation template.

    Attributes:
        prefix: The repository prefix without a final slash, or ``ROOT``.
        applied_for: ``PULL_THROUGH_CACHE``, ``REPLICATION``, ``CREATE_ON_PUSH``.
        mutability: ``MUTABLE``, ``IMMUTABLE``, or one of them ``_WITH_EXCLUSION``.
        exclusions: The tag patterns that are excluded from it.
        encryption: ``AES256``, ``KMS`` or ``KMS_DSSE``.
        kms_key: The key's ARN; ``None``: AWS's own.
        lifecycle: The lifecycle policy that its repositories get.
        permissions: The repository policy that they get.
        tags: The keys of the tags that they get.
        role_arn: The role that ECR creates them with.
        has_role: Whether there is one, known also where its ARN is not.
    """

    prefix: Value[str]
    applied_for: Value[list[Value[str]]] = None
    mutability: Value[str] = "MUTABLE"
    exclusions: Value[list[Value[str]]] = None
    encryption: Value[str] = "AES256"
    kms_key: Value[str] = None
    lifecycle: Value[LifecyclePolicy] = None
    permissions: Value[PolicyDocument] = None
    tags: Value[list[str]] = None
    role_arn: Value[str] = None
    has_role: Value[bool] = False


class ScanRule(msgspec.Struct, frozen=True):
    """How often the repositories that a filter matches are scanned."""

    frequency: Value[str]
    filters: Value[list[Value[str]]]


class Scanning(msgspec.Struct, frozen=True):
    """A registry's scanning: ``BASIC`` or ``ENHANCED``, and its rules."""

    type: Value[str]
    rules: Value[list[ScanRule]]


class ReplicationRule(msgspec.Struct, frozen=True):
    """Where the repositories under the prefixes are copied: ``account/region``; no prefix means all repositories."""

    destinations: Value[list[Value[str]]]
    prefixes: Value[list[Value[str]]]


class Registry(Object, frozen=True, kw_only=True):
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
    """

    key: str
    account: Value[str]
    region: Value[str]
    permissions: Value[PolicyDocument] = None
    policy_scope: Value[str] = None
    scanning: Value[Scanning] = None
    replication: Value[list[ReplicationRule]] = None
    signing: Value[list[Value[str]]] = None
    settings: dict[str, Value[str]] = {}


class Repository(Object, frozen=True, kw_only=True):
    """A repository that is declared or exists; one under a rule's prefix is a cache repository."""

    name: Value[str]
    arn: Value[str] = None
    mutability: Value[str] = "MUTABLE"
    exclusions: Value[list[Value[str]]] = None
    encryption: Value[str] = "AES256"
    kms_key: Value[str] = None
    scan_on_push: Value[bool] = False
    lifecycle: Value[LifecyclePolicy] = None
    permissions: Value[PolicyDocument] = None


class CachedImage(Object, frozen=True, kw_only=True):
    """An image in a cache repository; times are RFC 3339 in UTC, the size is in bytes."""

    repository: str
    digest: str
    tags: list[str] = []
    pushed_at: Value[str] = None
    pulled_at: Value[str] = None
    size: Value[int] = None


class Endpoint(Object, frozen=True, kw_only=True):
    """A way out of a VPC: an endpoint, a NAT gateway or a route.

    Attributes:
        kind: ``endpoint``, ``nat`` or ``route``.
        service: For an endpoint, the service's last part: ``ecr.api``, ``ecr.dkr``, ``s3``.
        type: ``Interface`` or ``Gateway``; for NAT ``public`` or ``private``.
        vpc: The VPC's id.
        private_dns: Whether the service's usual name leads to it.
        route_tables: For a gateway endpoint, the route tables that lead to it.
        permissions: Its endpoint policy; ``None`` allows everything.
        target: For a route, what it leads to.
    """

    kind: str
    service: Value[str] = None
    type: Value[str] = None
    vpc: Value[str] = None
    private_dns: Value[bool] = None
    route_tables: Value[list[Value[str]]] = None
    permissions: Value[PolicyDocument] = None
    target: Value[str] = None


class Grant(Object, frozen=True, kw_only=True):
    """A statement that allows pull-through-cache actions.

    Attributes:
        via: The kind of policy it stands in: ``registry``, ``repository`` or ``template``.
        statement: The statement's label.
        principals: Who may.
        actions: Which of the actions that fill a cache or create its repositories.
        resources: On what, as ARN patterns.
    """

    via: str
    statement: str
    principals: Value[list[Principal]]
    actions: list[str]
    resources: Value[list[Value[str]]]


KINDS: dict[str, type[Any]] = {
    "rule": Rule,
    "credential": Credential,
    "template": Template,
    "registry": Registry,
    "repository": Repository,
    "image": CachedImage,
    "endpoint": Endpoint,
    "grant": Grant,
}
