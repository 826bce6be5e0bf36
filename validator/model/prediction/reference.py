"""Image references as people give them: with the host of a private ECR registry, or without one.

Sources: the grammar of references in the OCI distribution project; ``RepositoryName`` in the ECR API model 2015-09-21.
"""

import re

from validator.errors import InputError
from validator.model.images import Image, parse_image

_SEGMENT = r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*"
_REFERENCE = re.compile(
    rf"(?P<repository>{_SEGMENT}(?:/{_SEGMENT})*)"
    r"(?::(?P<tag>[A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?"
    r"(?:@(?P<digest>sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}))?"
)
_SHORTEST, _LONGEST = 2, 256


def read_reference(text: str) -> Image:
    """The image that a reference names.

    A reference without the host of an ECR registry is all repository, also where it begins like a host: ``quay.io`` is
    a prefix that a rule may have. Its image has no host, account and region. One without tag and digest means
    ``latest``.

    Raises:
        InputError: It is no reference that ECR takes.
    """
    whole = parse_image(text)
    in_ecr = whole is not None and isinstance(whole.account, str)
    host = whole.host if whole is not None and in_ecr else None
    match = _REFERENCE.fullmatch(text.removeprefix(f"{host}/") if in_ecr else text)
    if match is None or not _SHORTEST <= len(match["repository"]) <= _LONGEST:
        raise InputError(
            "is no image reference that ECR takes",
            place=f"image {text}",
            remedy="write PREFIX/REPOSITORY:TAG, with or without ACCOUNT.dkr.ecr.REGION.amazonaws.com/ before it",
        )
    tag = match["tag"] or (None if match["digest"] else "latest")
    account, region = (whole.account, whole.region) if whole is not None and in_ecr else (None, None)
    return Image(text, host, account, region, match["repository"], tag, match["digest"])
