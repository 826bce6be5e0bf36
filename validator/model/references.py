"""Finding the object that an ARN, or a reference to one, means."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from validator.model.objects import Object
from validator.model.value import Reason, Unknown, Value

# The six characters that Secrets Manager appends to a secret's name in its ARN.
_SECRET_SUFFIX = re.compile(r"-[A-Za-z0-9]{6}")


class Addressed(Protocol):
    """Something that references can mean."""

    @property
    def address(self) -> str:
        """Its Terraform address."""

    @property
    def arn(self) -> Value[str]:
        """Its ARN."""


A = TypeVar("A", bound=Addressed)


class ReferenceIndex(Generic[A]):
    """Objects by their ARN and by their address, with and without the instance key."""

    def __init__(self, objects: Iterable[A]) -> None:
        self._by_arn: dict[str, A] = {}
        self._by_address: dict[str, list[A]] = defaultdict(list)
        for found in objects:
            if isinstance(found.arn, str):
                self._by_arn[found.arn] = found
            self._by_address[found.address].append(found)
            bare = without_key(found.address)
            if bare != found.address:
                self._by_address[bare].append(found)

    def find(self, reference: Value[str]) -> Value[A]:
        """The object that a value means: an ARN, or an unknown ARN that says what it refers to.

        Returns ``None`` for an absent value, and an ``Unknown`` where the object can't be told. Where it is one of
        several, the answer is what all of them have in common.
        """
        if reference is None:
            return None
        if isinstance(reference, Unknown):
            return self._by_reference(reference)
        found = self._by_arn.get(reference) or self._by_arn.get(_SECRET_SUFFIX.sub("", reference))
        return found or Unknown(Reason.ELSEWHERE, detail=reference)

    def _by_reference(self, reference: Unknown) -> A | Unknown:
        found: dict[str, A] = {}
        for target in reference.refers_to:
            objects = self._by_address.get(target.rpartition(".")[0])
            if not objects:
                return reference
            found.update((one.address, one) for one in objects)
        return join(list(found.values())) if found else reference


def without_key(address: str) -> str:
    """An address without the instance key of the resource itself; the keys of its modules stay."""
    if not address.endswith("]"):
        return address
    depth = address.rfind('["') if address.endswith('"]') else address.rfind("[")
    return address[:depth]


def join(objects: list[Any]) -> Any:
    """What several objects have in common: a field that differs between them is unknown."""
    first, *others = objects
    if not others:
        return first
    names = ", ".join(sorted(found.address for found in objects))
    differing = Unknown(Reason.SEVERAL, detail=names)
    fields = {
        name: differing
        for name in first.__struct_fields__
        if name not in Object.__struct_fields__ and any(getattr(one, name) != getattr(first, name) for one in others)
    }
    return msgspec.structs.replace(first, **fields)
