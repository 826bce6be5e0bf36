"""Cut one root module's plan into the plans that its child modules would have as root modules.

The plans of hundreds of small modules cost one Terraform run that way. What stands in a child's part of the big plan is
what its own plan says, but for the address prefix, the provider keys, and the variables, which a root module lists.
"""

from collections.abc import Iterable
from typing import Any

_ENVELOPE = ("format_version", "terraform_version", "timestamp", "complete", "errored")
_UNCHANGING = (["no-op"], ["read"])


def split(plan: dict[str, Any], module: str, given: dict[str, Any]) -> dict[str, Any]:
    """The plan of one child module as if it were the root.

    Args:
        plan: ``terraform show -json`` of the root that calls it, without ``count`` or ``for_each``.
        module: The name of the call: ``c0001``.
        given: The values of the child's variables that were given.
    """
    prefix = f"module.{module}."
    called = plan["configuration"]["root_module"]["module_calls"][module]["module"]
    changes = _within(plan.get("resource_changes", ()), "address", prefix)
    part = {key: plan[key] for key in _ENVELOPE if key in plan}
    part["applyable"] = any(change["change"]["actions"] not in _UNCHANGING for change in changes)
    part["configuration"] = {"root_module": _rekeyed(called, f"module.{module}")}
    providers = _providers(plan["configuration"].get("provider_config", {}), called, f"module.{module}")
    if providers:
        part["configuration"]["provider_config"] = providers
    part["planned_values"] = {"root_module": _values(plan["planned_values"]["root_module"], module)}
    part |= _optional(
        variables=_variables(called, given),
        resource_changes=changes,
        resource_drift=_within(plan.get("resource_drift", ()), "address", prefix),
        relevant_attributes=_within(plan.get("relevant_attributes", ()), "resource", prefix),
        prior_state=_prior(plan.get("prior_state"), module),
    )
    return part


def _optional(**parts: Any) -> dict[str, Any]:
    return {key: value for key, value in parts.items() if value}


def _variables(called: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """What a root module lists of its variables: all that have a value and are stored in plans."""
    declared = called.get("variables", {})
    defaults = {name: one["default"] for name, one in declared.items() if "default" in one}
    return {name: {"value": value} for name, value in (defaults | given).items() if name in declared}


def _within(entries: Iterable[dict[str, Any]], key: str, prefix: str) -> list[dict[str, Any]]:
    """The entries below a module, with addresses as seen from inside."""
    return [_inside(entry, prefix) for entry in entries if entry[key].startswith(prefix)]


def _inside(entry: dict[str, Any], prefix: str) -> dict[str, Any]:
    seen = dict(entry)
    for key in ("address", "previous_address", "resource"):
        if key in seen:
            seen[key] = seen[key].removeprefix(prefix)
    if "module_address" in seen:
        inner = f"{seen.pop('module_address')}.".removeprefix(prefix).removesuffix(".")
        seen |= _optional(module_address=inner)
    return seen


def _values(root: dict[str, Any], module: str) -> dict[str, Any]:
    """The values of one child module as those of a root module."""
    for child in root.get("child_modules", ()):
        if child["address"] == f"module.{module}":
            inside = _readdressed(child, f"module.{module}.")
            del inside["address"]
            return inside
    return {}


def _readdressed(values: dict[str, Any], prefix: str) -> dict[str, Any]:
    inside = dict(values)
    inside["address"] = values["address"].removeprefix(prefix)
    if "resources" in values:
        inside["resources"] = [_inside(resource, prefix) for resource in values["resources"]]
    if "child_modules" in values:
        inside["child_modules"] = [_readdressed(child, prefix) for child in values["child_modules"]]
    return inside


def _prior(prior: dict[str, Any] | None, module: str) -> dict[str, Any] | None:
    root = _values(prior["values"]["root_module"], module) if prior and "values" in prior else {}
    return {**prior, "values": {"root_module": root}} if prior and root else None


def _rekeyed(configuration: dict[str, Any], module: str) -> dict[str, Any]:
    """A module's configuration with provider keys as seen from inside."""
    inside = dict(configuration)
    if "resources" in inside:
        inside["resources"] = [
            {**resource, "provider_config_key": _key(resource["provider_config_key"], module)}
            for resource in inside["resources"]
        ]
    if "module_calls" in inside:
        inside["module_calls"] = {
            name: {**call, "module": _rekeyed(call["module"], module)} for name, call in inside["module_calls"].items()
        }
    return inside


def _key(key: str, module: str) -> str:
    return key.removeprefix(f"{module}:").removeprefix(f"{module}.")


def _providers(providers: dict[str, Any], called: dict[str, Any], module: str) -> dict[str, Any]:
    """The provider configurations of a module: its own, and those of the root that its resources inherit."""
    used = set(_used_keys(called))
    inside = {}
    for key, provider in providers.items():
        own = provider.get("module_address", "")
        if own == module or own.startswith(f"{module}."):
            inside[_key(key, module)] = _inside({**provider}, f"{module}.")
        elif not own and key in used:
            inside[key] = provider
    return inside


def _used_keys(configuration: dict[str, Any]) -> Iterable[str]:
    for resource in configuration.get("resources", ()):
        yield resource["provider_config_key"]
    for call in configuration.get("module_calls", {}).values():
        yield from _used_keys(call["module"])
