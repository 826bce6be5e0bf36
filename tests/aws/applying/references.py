"""From what the configuration of a plan refers to, to a value that is known once that is made."""

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

Made = dict[str, Any]

_KEY = r"(?P<key>\[(?:\d+|\"(?:[^\"\\]|\\.)*\")\])?"
_RESOURCE = re.compile(rf"(?P<of>(?!data\.)[a-z0-9_]+\.[\w-]+){_KEY}(?:\.(?P<attribute>\w+).*)?")
_MODULE = re.compile(rf"module\.(?P<name>[\w-]+){_KEY}\.?")
_OUTPUT = re.compile(rf"module\.(?P<name>[\w-]+){_KEY}\.(?P<output>\w+)")
_EACH = frozenset({"each.key", "each.value", "count.index"})
_NO_RESOURCE = frozenset({"var", "local", "path", "self", "terraform", "each", "count"})


class CannotApplyError(Exception):
    """A plan that can't be applied without Terraform; the text says which resource, and why."""


class Step(NamedTuple):
    """One step down into a module.

    Attributes:
        name: The name of the call.
        key: Its instance key as addresses write it: ``["a"]``, ``[0]``, or nothing.
    """

    name: str
    key: str


class Scope(NamedTuple):
    """Where an expression stands: in which module, and in which instance of what."""

    modules: tuple[Step, ...]
    key: str


@dataclass(frozen=True)
class References:
    """Follows references of a plan.

    Attributes:
        plan: The plan.
        made: The address of each resource that is made -> its attributes.
    """

    plan: dict[str, Any]
    made: dict[str, Made]

    def value(self, expression: dict[str, Any], scope: Scope, argument: str) -> Any:
        """What an expression gives, if it is nothing but one reference.

        Args:
            expression: It, as the plan's configuration shows it.
            scope: Where it stands.
            argument: What it is the value of, which tells the attribute where the plan does not.

        Raises:
            CannotApplyError: It is more than that, or what it refers to is not made.
        """
        if "constant_value" in expression:
            return expression["constant_value"]
        references = [one for one in expression.get("references", ()) if one not in _EACH]
        # Each reference comes with all that its beginning refers to.
        chosen = references[:1]
        others = [one for one in references[1:] if not references[0].startswith(one)]
        if not chosen or others:
            raise CannotApplyError(f"only Terraform can work it out from {', '.join(references) or 'nothing'}")
        return self._follow(chosen[0], scope, argument)

    def _follow(self, reference: str, scope: Scope, argument: str) -> Any:
        if reference.startswith("var.") and scope.modules:
            *outer, call = scope.modules
            around = Scope(tuple(outer), call.key)
            calls = module_at(self.plan, around)["module_calls"]
            return self.value(calls[call.name]["expressions"].get(reference[4:], {}), around, argument)
        output = _OUTPUT.match(reference)
        if output:
            inner = Scope((*scope.modules, Step(output["name"], output["key"] or "")), "")
            return self.value(module_at(self.plan, inner)["outputs"][output["output"]]["expression"], inner, argument)
        resource = _RESOURCE.fullmatch(reference)
        if not resource or resource["of"].split(".")[0] in _NO_RESOURCE:
            raise CannotApplyError(f"only Terraform can work it out from {reference}")
        return self._attribute(resource, scope, argument)

    def _attribute(self, resource: re.Match[str], scope: Scope, argument: str) -> Any:
        below = "".join(f"module.{step.name}{step.key}." for step in scope.modules)
        address = f"{below}{resource['of']}"
        keys = [resource["key"]] if resource["key"] else [scope.key, ""]
        found = next((self.made[address + key] for key in keys if address + key in self.made), None)
        if found is None:
            raise CannotApplyError(f"{address}{keys[0]} is not made")
        attribute = resource["attribute"] or ("arn" if argument.endswith("arn") else "id")
        if attribute not in found:
            raise CannotApplyError(f"only Terraform knows the {attribute} of {address}")
        return found[attribute]


def scope_of(resource: dict[str, Any]) -> Scope:
    """Where the expressions of a resource stand."""
    steps = (Step(one["name"], one["key"] or "") for one in _MODULE.finditer(resource.get("module_address", "")))
    index = resource.get("index")
    key = "" if index is None else f"[{index}]" if isinstance(index, int) else f'["{index}"]'
    return Scope(tuple(steps), key)


def module_at(plan: dict[str, Any], scope: Scope) -> dict[str, Any]:
    """The configuration of a module."""
    module: dict[str, Any] = plan["configuration"].get("root_module", {})
    for step in scope.modules:
        module = module["module_calls"][step.name]["module"]
    return module
