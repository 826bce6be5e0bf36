"""Hashes of strings, and name-based UUIDs."""

import base64
import hashlib
import uuid
from collections.abc import Callable

from validator.sources.hcl.functions.parameters import string
from validator.sources.hcl.functions.signature import Function
from validator.sources.hcl.values import EvaluationError

NAMESPACES = {
    "dns": uuid.NAMESPACE_DNS,
    "url": uuid.NAMESPACE_URL,
    "oid": uuid.NAMESPACE_OID,
    "x500": uuid.NAMESPACE_X500,
}
Digest = Callable[[bytes], str]


def hexadecimal(algorithm: str) -> Digest:
    """A hash function that gives its digest in hexadecimal; ``algorithm`` is hashlib's name for it."""
    return lambda content: hashlib.new(algorithm, content, usedforsecurity=False).hexdigest()


def base64_of(algorithm: str) -> Digest:
    """A hash function that gives its digest in Base64."""
    return lambda content: base64.b64encode(hashlib.new(algorithm, content).digest()).decode()


DIGESTS: dict[str, Digest] = {
    "base64sha256": base64_of("sha256"),
    "base64sha512": base64_of("sha512"),
    "md5": hexadecimal("md5"),
    "sha1": hexadecimal("sha1"),
    "sha256": hexadecimal("sha256"),
    "sha512": hexadecimal("sha512"),
}
"""Terraform's hash functions by name; each has a twin for files, named ``file…``."""


def _of_text(digest: Digest) -> Callable[[str], str]:
    return lambda text: digest(text.encode())


def _uuidv5(namespace: str, name: str) -> str:
    try:
        space = NAMESPACES.get(namespace) or uuid.UUID(namespace)
    except ValueError:
        raise EvaluationError("uuidv5: the namespace is neither dns, url, oid, x500 nor a UUID") from None
    return str(uuid.uuid5(space, name))


FUNCTIONS = (
    *(Function(name, _of_text(digest), (string("str"),)) for name, digest in DIGESTS.items()),
    Function("uuidv5", _uuidv5, (string("namespace"), string("name"))),
)
