"""The resources of a state: what `terraform show -json` prints, and raw state files of version 4."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from msgspec import Raw

from validator.errors import InputError
from validator.model.value import Reason, Unknown
from validator.sources.plan.decode import ABSENT, Document, StateModule, StateResource, StateValues
from validator.sources.plan.overlay import without_sensitive
from validator.sources.terraform.credentials import VALUE_ARGUMENTS
from validator.sources.terraform.resource import ProviderScope, Resource, SecretFacts
from validator.sources.terraform.secret_keys import keys_of
from validator.sources.terraform.types import is_wanted

RAW_VERSION = 4

Provider = Callable[[str, StateResource, dict[str, Any]], ProviderScope | None]

_HOW = Unknown(Reason.ELSEWHERE, detail="a state does not tell who gave the secret's value")
_NO_ACCOUNT = Unknown(Reason.ACCOUNT, detail="a state does not name its provider's account")
_NO_REGION = Unknown(Reason.ACCOUNT, detail="a state does not name its provider's region")
_ARN_REGION = re.compile(r"arn:aws[a-z-]*:[a-z-]+:([a-z0-9-]+):\d{12}:")


class Instance(msgspec.Struct, gc=False):
    """One instance in a raw state file."""

    attributes: dict[str, Any] = {}
    index_key: str | int | None = None
    sensitive_attributes: list[Any] = []
    deposed: str | None = None


class RawResource(msgspec.Struct, gc=False):
    """One resource in a raw state file; ``provider`` is the address of its configuration."""

    type: str
    name: str
    mode: str = "managed"
    module: str = ""
    provider: str = ""
    instances: list[Raw] = []


def modules_of(values: StateValues | None) -> Iterator[tuple[str, StateResource]]:
    """Every resource of a state with its module's address."""
    modules: list[StateModule] = [values.root_module] if values and values.root_module else []
    while modules:
        module = modules.pop()
        modules += reversed(module.child_modules)
        for resource in module.resources:
            yield module.address, resource


def shown_resources(values: StateValues | None, provider: Provider | None = None) -> Iterator[Resource]:
    """The resources of a state that ``terraform show -json`` printed, or that stands in a plan.

    Args:
        values: The state.
        provider: Tells where a resource of a module lives, for what a state by itself does not tell.
    """
    for module, found in modules_of(values):
        if is_wanted(found.type, data=found.mode == "data") and found.deposed_key is None:
            attributes = msgspec.json.decode(found.values, type=dict[str, Any])
            sensitive = msgspec.json.decode(found.sensitive_values)
            data = found.mode == "data"
            secrets = _taken(attributes, data=data)
            attributes = without_sensitive(attributes, sensitive)
            place = provider(module, found, attributes) if provider else None
            place = place or _scope(found.provider_name, attributes)
            yield Resource(found.address, found.type, attributes, place, data=data, secrets=secrets)


def raw_resources(document: Document, place: str) -> Iterator[Resource]:
    """The resources of a raw state file.

    Raises:
        InputError: It is encrypted, of another version, or not of this shape.
    """
    if document.encrypted_data is not ABSENT:
        raise InputError("is an encrypted state", place=place, remedy="give the output of: tofu show -json")
    if document.version != RAW_VERSION:
        raise InputError(
            f"is a state file of version {document.version}, and only version {RAW_VERSION} is read",
            place=place,
            remedy="give the output of: terraform show -json",
        )
    for raw in document.resources or ():
        try:
            found = msgspec.json.decode(raw, type=RawResource)
            if is_wanted(found.type, data=found.mode == "data"):
                yield from _instances(found)
        except msgspec.DecodeError as error:
            raise InputError(f"holds a resource that can't be read ({error})", place=place) from None


def _instances(found: RawResource) -> Iterator[Resource]:
    prefix = f"{found.module}." if found.module else ""
    mode = "data." if found.mode == "data" else ""
    for raw in found.instances:
        instance = msgspec.json.decode(raw, type=Instance)
        if instance.deposed is None:
            address = f"{prefix}{mode}{found.type}.{found.name}{_key(instance.index_key)}"
            data = found.mode == "data"
            secrets = _taken(instance.attributes, data=data)
            values = without_sensitive(instance.attributes, _sensitive(instance.sensitive_attributes))
            yield Resource(address, found.type, values, _scope(found.provider, values), data=data, secrets=secrets)


def _key(index: str | int | None) -> str:
    if index is None:
        return ""
    return f"[{index}]" if isinstance(index, int) else f"[{msgspec.json.encode(index).decode()}]"


def _sensitive(paths: list[Any]) -> dict[str, bool]:
    """The top attributes that a raw state marks: a path is a list of steps, the first one names the attribute."""
    steps = [path[0] for path in paths if isinstance(path, list) and path]
    return {str(step.get("value")): True for step in steps if isinstance(step, dict)}


def _scope(provider: str, values: dict[str, Any]) -> ProviderScope:
    region = values.get("region")
    if not isinstance(region, str):
        match = _ARN_REGION.match(str(values.get("arn")))
        region = match[1] if match else _NO_REGION
    return ProviderScope(provider, _NO_ACCOUNT, region)


def _taken(values: dict[str, Any], *, data: bool) -> dict[str, SecretFacts]:
    """Remove the secret arguments from a resource's values, and say what is known of them."""
    facts = {} if data else _facts(values)
    for argument in VALUE_ARGUMENTS:
        values.pop(argument, None)
    return facts


def _facts(values: dict[str, Any]) -> dict[str, SecretFacts]:
    facts = {
        argument: SecretFacts(given_by=_HOW, keys=keys_of(values[argument]))
        for argument in VALUE_ARGUMENTS
        if values.get(argument)
    }
    if values.get("has_secret_string_wo"):
        unknown = Unknown(Reason.SENSITIVE, detail="write-only")
        facts["secret_string_wo"] = SecretFacts(given_by=_HOW, keys=unknown, write_only=True)
    return facts
