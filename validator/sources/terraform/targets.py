"""Which resource another one is about: the secret of a version, the repository of a policy."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from validator.model.references import without_key
from validator.model.value import Unknown
from validator.sources.terraform.resource import Resource


class Targets:
    """Resources by their address and by the values that others refer to them with."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        self._by_address: dict[str, list[Resource]] = defaultdict(list)
        self._by_value: dict[tuple[str, str], list[Resource]] = defaultdict(list)
        for resource in resources:
            self._by_address[resource.address].append(resource)
            bare = without_key(resource.address)
            if bare != resource.address:
                self._by_address[bare].append(resource)
            for attribute in ("arn", "id", "name"):
                value = resource.values.get(attribute)
                if isinstance(value, str):
                    self._by_value[resource.type, value].append(resource)

    def at(self, reference: str) -> list[Resource]:
        """The resources that a reference (``type.name.attribute``) means; several where it names no instance."""
        return self._by_address.get(reference.rpartition(".")[0], [])

    def of(self, resource: Resource, value: Any, *types: str) -> list[Resource]:
        """The resources of some types that a value of a resource means, by reference or by value.

        A reference to a resource that itself refers on (a secret's version to its secret) is followed. Several mean one
        of these; none that it can't be told.
        """
        if isinstance(value, Unknown):
            found = [self.at(reference) for reference in value.refers_to]
            if not all(found):
                return []
            return [end for targets in found for target in targets for end in self._ends(target, types)]
        matches = [target for kind in types for target in self._by_value.get((kind, value), ())]
        matches = list({target.address: target for target in matches}.values())
        near = [target for target in matches if target.provider == resource.provider]
        return near or matches

    def _ends(self, target: Resource, types: tuple[str, ...]) -> list[Resource]:
        if target.type in types:
            return [target]
        onward = target.values.get("secret_id") if target.type == "aws_secretsmanager_secret_version" else None
        return self.of(target, onward, *types) if onward is not None else []
