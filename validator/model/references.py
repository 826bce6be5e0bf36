"""Finding the object that an ARN, or a reference to one, means."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Generic, Protocol, TypeVar

import msgspec

from validator.model.objects import Object
from validator.model.value import Reason, Unknown, Value

# A secret's ARN up to the six characters that Secrets Manager appends to its name.
_SECRET = re.compile(r"(arn:aws[a-z-]*:secretsmanager:.+)-[A-Za-z0-9]{6}")


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
    """Objects by their ARN and by their address, with and without the instance key.

    Attributes:
        objects: All of them, in the order they were given.
    """

    def __init__(self, objects: Iterable[A]) -> None:
        self.objects = list(objects)
        self._by_arn: dict[str, A] = {}
        self._by_address: dict[str, list[A]] = defaultdict(list)
        for found in self.objects:
            if isinstance(found.arn, str):
                self._by_arn[found.arn] = found
                secret = _SECRET.fullmatch(found.arn)
                if secret:
                    self._by_arn.setdefault(secret[1], found)
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
        candidates = self.candidates(reference)
        if candidates:
            common: A = join(candidates)
            return common
        return reference if isinstance(reference, Unknown) else Unknown(Reason.ELSEWHERE, detail=reference)

    def candidates(self, reference: Unknown | str | None) -> list[A]:
        """The objects one of which a reference means; empty where one of its targets is not among the objects."""
        if reference is None:
            return []
        if isinstance(reference, str):
            found = self._by_arn.get(reference)
            return [found] if found else []
        objects: dict[str, A] = {}
        for target in reference.refers_to:
            meant = self._by_address.get(target.rpartition(".")[0])
            if not meant:
                return []
            objects.update((one.address, one) for one in meant)
        return list(objects.values())


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
    return msgspec.structs.replace(first, address=f"one of {names}", **fields)
