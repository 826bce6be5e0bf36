"""What is foreseen of the pull of one image. A field is a value, ``None`` or an ``Unknown``, as everywhere."""

from enum import StrEnum

import msgspec

from validator.model.base import RegistryRef
from validator.model.lifecycle import LifecyclePolicy
from validator.model.origin import Location
from validator.model.permissions.access import Access
from validator.model.permissions.document import Principal
from validator.model.value import Value


class Part(msgspec.Struct, frozen=True):
    """An object of the input that plays a part: its kind, its address, and where it is written."""

    kind: str
    address: str
    location: Location | None = None


class Served(msgspec.Struct, frozen=True):
    """Where an image comes from.

    Attributes:
        rule: The rule that covers its repository.
        prefix: The rule's prefix.
        host: The upstream's host.
        upstream: The API's name for the upstream; ``None``: none that ECR supports.
        repository: The upstream's repository: the name with the rule's prefix replaced by its upstream prefix;
            ``None``: nothing is left of it.
        reference: The upstream's image, ``registry-1.docker.io/library/nginx:1.27``.
    """

    rule: Part
    prefix: Value[str]
    host: Value[str]
    upstream: Value[str]
    repository: Value[str]
    reference: Value[str]


class Login(msgspec.Struct, frozen=True):
    """What ECR logs in to the upstream with.

    Attributes:
        method: What the upstream asks for: ``none``, ``secret`` or ``role``; ``None`` where ECR does not support it.
        secret: The rule's secret; ``None``: it has none.
        name: That secret's name.
        role: The rule's role; ``None``: it has none.
    """

    method: Value[str]
    secret: Value[Part]
    name: Value[str]
    role: Value[Part]


class Caller(msgspec.Struct, frozen=True):
    """Somebody who may begin a pull of what is not cached yet.

    Attributes:
        principal: Who; an account stands for those whom its own identity policies let.
        imports: Whether it may do ``ecr:BatchImportUpstreamImage`` on the repository.
        creates: Whether it may do ``ecr:CreateRepository``, which a new repository takes too.
        own: Whether it belongs to the registry's account; another account's also needs an identity policy of its own
            and the repository's policy. ``None``: it belongs to no account.
        statements: The statements that let it.
    """

    principal: Principal
    imports: Value[bool]
    creates: Value[bool]
    own: Value[bool]
    statements: list[str]


class FirstPull(msgspec.Struct, frozen=True):
    """Who may pull an image that is not cached yet, by the policies of this input.

    Attributes:
        callers: Everybody whom a policy lets.
        refused: The actions that are denied to everybody, whatever allows them.
    """

    callers: list[Caller]
    refused: list[str]


class Target(msgspec.Struct, frozen=True):
    """The repository that an image lands in.

    Attributes:
        found: The repository, where this input has it already; ``None``: it is made at the first pull, unless it
            exists outside of this input.
        template: The template that it is made by; ``None``: it gets ECR's defaults.
        mutability: ``MUTABLE``, ``IMMUTABLE``, or one of them ``_WITH_EXCLUSION``.
        exclusions: The tag patterns that are excluded from it.
        encryption: ``AES256``, ``KMS`` or ``KMS_DSSE``.
        kms_key: The key's ARN; ``None``: AWS's own.
        lifecycle: Its lifecycle policy.
        access: What its repository policy gives and takes.
        tags: The keys of the tags that it is made with.
        scanned: ``CONTINUOUS_SCAN``, ``SCAN_ON_PUSH``, ``MANUAL`` or ``NEVER``, by the filters of the registry;
            ``None``: this input does not configure its scanning.
    """

    found: Part | None
    template: Value[Part]
    mutability: Value[str]
    exclusions: Value[list[Value[str]]]
    encryption: Value[str]
    kms_key: Value[str]
    lifecycle: Value[LifecyclePolicy]
    access: Value[Access]
    tags: Value[list[str]]
    scanned: Value[str]


class Stage(StrEnum):
    """When something fails."""

    APPLY = "when the configuration is applied"
    PULL = "at the first pull"
    LATER = "later"


class Problem(msgspec.Struct, frozen=True):
    """Something that will fail.

    Attributes:
        name: What it is, in one word for machines: ``no-rule``, ``missing-library``.
        stage: When it fails.
        message: What fails and why, in a sentence.
        address: What is to be mended; empty where it is the reference.
    """

    name: str
    stage: Stage
    message: str
    address: str = ""


class Note(msgspec.Struct, frozen=True):
    """What can't be told because AWS does not document it, or what is to be kept in mind.

    Attributes:
        name: What it is, in one word for machines: ``first-pull-by-digest``.
        message: The note, in a sentence.
        uncertain: Whether it leaves open what happens.
    """

    name: str
    message: str
    uncertain: bool = False


class Prediction(msgspec.Struct, frozen=True, kw_only=True):
    """What a pull of an image does, by one registry of an input.

    Attributes:
        image: The whole reference; unknown where the registry's account or region is.
        registry: The registry.
        repository: The repository's name.
        tag: The tag, ``latest`` where the reference has neither tag nor digest.
        digest: The digest.
        served: Where the image comes from; ``None``: no rule covers the repository.
        login: What ECR logs in with there; ``None`` where there is no rule.
        first_pull: Who may fetch what is not cached yet.
        target: The repository that it lands in.
        problems: What will fail.
        notes: What can't be told, and what is to be kept in mind.
        involved: The objects of the input that decide all this.
    """

    image: Value[str]
    registry: RegistryRef
    repository: str
    tag: str | None
    digest: str | None
    served: Value[Served]
    login: Value[Login]
    first_pull: FirstPull
    target: Target
    problems: list[Problem]
    notes: list[Note]
    involved: list[Part]
