"""Image references: which registry, repository, tag and digest a consumer names.

Source: the grammar of references in the OCI distribution project, and "Pulling an image with a pull through cache rule"
in the ECR User Guide for the host of a private registry.
"""

import re

import msgspec

from validator.model.upstreams import ECR_HOST
from validator.model.value import Unknown, Value

_HOST = re.compile(r"(?:[^/]*[.:][^/]*|localhost)")
# What a reference without a host means to Docker.
_DEFAULT_HOST = "docker.io"
_FIPS_HOST = re.compile(ECR_HOST.pattern.replace(r"\.ecr\.", r"\.ecr-fips\."))


class Image(msgspec.Struct, frozen=True):
    """An image that somebody runs.

    Attributes:
        reference: As it is written.
        host: The registry's host; a reference without one means Docker Hub, ``docker.io``.
        account: For a private ECR registry, its account.
        region: For a private ECR registry, its region.
        repository: The repository's name; often known where the whole reference is not.
        tag: Its tag; ``None`` where the reference has none, which means ``latest`` unless there is a digest.
        digest: Its digest, ``sha256:…``.
    """

    reference: Value[str]
    host: Value[str]
    account: Value[str]
    region: Value[str]
    repository: Value[str]
    tag: Value[str] = None
    digest: Value[str] = None


def parse_image(reference: Value[str]) -> Image | None:
    """The image that a reference names; ``None`` where there is none.

    Of a reference that is not known, what its known beginning tells is known.
    """
    if isinstance(reference, Unknown):
        return _begun(reference)
    if not reference:
        return None
    host, rest = _split(reference)
    name, _, digest = rest.partition("@")
    repository, _, tag = name.partition(":")
    return Image(reference, host, *_registry(host), repository, tag or None, digest or None)


def _begun(reference: Unknown) -> Image:
    host, slash, rest = reference.prefix.partition("/")
    unknown = Unknown(reference.reason, reference.detail, reference.refers_to)
    if not slash or not _HOST.fullmatch(host):
        return Image(reference, *[unknown] * 6)
    repository, mark, _ = re.match(r"([^:@]*)([:@]?)(.*)", rest, re.DOTALL).groups()  # type: ignore[union-attr]
    name: Value[str] = repository if mark else _beginning(unknown, repository)
    return Image(reference, host, *_registry(host), name, unknown, unknown)


def _beginning(unknown: Unknown, prefix: str) -> Unknown:
    return msgspec.structs.replace(unknown, prefix=prefix)


def _split(reference: str) -> tuple[str, str]:
    host, slash, rest = reference.partition("/")
    return (host, rest) if slash and _HOST.fullmatch(host) else (_DEFAULT_HOST, reference)


def _registry(host: str) -> tuple[str | None, str | None]:
    match = ECR_HOST.fullmatch(host) or _FIPS_HOST.fullmatch(host)
    return (match["account"], match["region"]) if match else (None, None)


def is_in_ecr(image: Image) -> Value[bool]:
    """Whether an image comes from a private ECR registry."""
    if isinstance(image.host, Unknown):
        return image.host
    return image.account is not None
