"""A Terraform resource or data source, as plan, state and HCL all give it.

The three Terraform sources differ only in how they come to these; everything behind them is shared.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from validator.model.origin import Location, Origin
from validator.model.value import Reason, Unknown

Locate = Callable[[tuple[str | int, ...]], Location | None]


class ProviderScope(msgspec.Struct, frozen=True):
    """A resolved provider configuration: which account and region its resources live in.

    Attributes:
        key: Tells configurations apart whose account and region are unknown: the root's ``aws`` or ``aws.west``.
        account: The 12-digit account id.
        region: Such as ``eu-west-1``.
    """

    key: str
    account: str | Unknown
    region: str | Unknown


class Resource(msgspec.Struct, gc=False):
    """One instance of a resource or data source.

    Attributes:
        address: The full address with the instance key: ``module.hub["a"].aws_ecr_registry_policy.this[0]``.
        type: The resource type: ``aws_ecr_pull_through_cache_rule``.
        values: Attributes and nested blocks (lists of dicts) as plain Python values, with an ``Unknown`` at each
            leaf that is unknown. A computed attribute that the source can't know is an ``Unknown`` or missing. No
            secret's value is in here, see ``secrets``.
        provider: Where it lives.
        data: Whether it is a data source.
        omitted: Tells of an argument (of a nested block: ``block.argument``) whether the code leaves it out although
            its value is unknown (optional and computed ones). ``None``: the source can't tell (a state).
        secrets: For secret arguments (``secret_string`` and its kin), what is known about the value.
        location: Where its block is written.
        locate: The place of an attribute by its path, such as ``("encryption_configuration", 0, "kms_key")``.
        note: For an object of a module: where the module is called.
        awaits: For a rule, what it and the module calls around it name in ``depends_on``, as addresses without the
            instance keys of what is named: ``aws_x.y``, ``module.hub["a"].module.secret``.
        awaited: For a secret, whether an output of its module names a version of a secret in ``depends_on``, so that
            what uses the output waits for it.
    """

    address: str
    type: str
    values: dict[str, Any]
    provider: ProviderScope
    data: bool = False
    omitted: Callable[[str], bool] | None = None
    secrets: dict[str, "SecretFacts"] = {}
    location: Location | None = None
    locate: Locate | None = None
    note: str = ""
    awaits: tuple[str, ...] = ()
    awaited: bool = False

    def argument(self, name: str) -> Any:
        """An argument's value; ``None`` when the code leaves it out, even where a plan calls that unknown."""
        value = self.values.get(name)
        if isinstance(value, Unknown) and self.omitted is not None and self.omitted(name):
            return None
        return value

    def computed(self, name: str) -> Any:
        """An attribute that the provider computes; unknown, not absent, when the source does not have it."""
        value = self.values.get(name)
        return Unknown(Reason.AFTER_APPLY) if value is None else value

    def blocks(self, name: str) -> Iterator[dict[str, Any]] | Unknown:
        """The nested blocks of a name; awscc's single objects come as one block.

        Returns an ``Unknown`` when the list itself is unknown.
        """
        value = self.argument(name)
        if isinstance(value, Unknown):
            return value
        if value is None:
            return iter(())
        return iter([value] if isinstance(value, dict) else value)

    def nested(self, name: str, block: dict[str, Any], argument: str) -> Any:
        """An argument of a nested block; ``None`` when the code leaves it out although a plan calls it unknown."""
        value = block.get(argument)
        if isinstance(value, Unknown) and self.omitted is not None and self.omitted(f"{name}.{argument}"):
            return None
        return value

    def origins(self, written: Mapping[str, tuple[str | int, ...]]) -> dict[str, Origin]:
        """Where attributes of an object are written, by the paths of the arguments they come from."""
        if self.locate is None:
            return {}
        places = {attribute: self.locate(path) for attribute, path in written.items()}
        return {
            attribute: Origin(self.address, place, self.note)
            for attribute, place in places.items()
            if place is not None
        }

    def origin(self, *path: str | int) -> Origin:
        """Where the resource, or the attribute at the path, is written."""
        place = self.locate(path) if path and self.locate is not None else None
        return Origin(self.address, place or self.location, self.note)


class SecretFacts(msgspec.Struct, frozen=True):
    """What may be known of a secret's value without keeping it.

    Attributes:
        given_by: ``literal``, ``variable``, ``generated`` (a random or ephemeral resource), ``lookup`` (another
            data source or resource), or an ``Unknown`` when the source can't tell.
        keys: The keys of its JSON object, each with whether its value is a non-empty string; ``None``: it is no
            JSON object.
        write_only: Whether it is a write-only argument, which neither plan nor state holds.
    """

    given_by: str | Unknown
    keys: dict[str, bool] | Unknown | None
    write_only: bool = False
