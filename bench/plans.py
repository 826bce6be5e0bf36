"""Large plans, replicated from recorded ones: ``python -m bench.plans KIND MEGABYTES FILE``.

Each copy of a recorded plan is a module of its own, as in the plan of an organization whose teams all call the same few
modules. A registry may have 50 rules, so every few copies have an account of their own, by a provider of their own.
``dense`` plans hold nothing but rules and what belongs to them; in ``mixed`` ones that is one resource in ten
among unrelated ones, and in ``everyday`` ones among what most plans are full of: also roles, functions and networks,
which are read since they may use a cache.
"""

import copy
import json
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parent.parent
OURS = [REPOSITORY / "examples" / "terraform" / name / "plan.json" for name in ("secure", "insecure")]
_PLANS = REPOSITORY / "tests" / "fixtures" / "plans"
# Kind -> the plan that fills nine tenths of it.
OTHERS = {"dense": None, "mixed": _PLANS / "unrelated" / "plan.json", "everyday": _PLANS / "everyday" / "plan.json"}

# How many copies share a registry.
SHARED = 8

# The account that the plans were recorded in.
_ACCOUNT = "123456789012"

# A registry has one of each, so only the first copy in it keeps them.
_SINGLE = frozenset(
    f"aws_ecr_{name}"
    for name in (
        "account_setting",
        "registry_policy",
        "registry_scanning_configuration",
        "replication_configuration",
        "signing_configuration",
    )
)
# What names an object, and has to differ from copy to copy.
_NAMES = ("ecr_repository_prefix", "prefix", "name", "bucket", "identifier", "function_name", "repository")
_ROOT = "ROOT"

Plan = dict[str, Any]


class Growing:
    """A plan that copies of others are added to.

    Attributes:
        size: Its size so far, in bytes.
    """

    def __init__(self, first: Plan) -> None:
        kept = ("format_version", "terraform_version", "timestamp", "applyable", "complete", "errored")
        self._head = {name: first[name] for name in kept}
        self._provider = first["configuration"]["provider_config"]["aws"]
        self._providers: dict[str, Plan] = {}
        self._calls: list[str] = []
        self._planned: list[str] = []
        self._prior: list[str] = []
        self._changes: list[str] = []
        self.size = 0

    def add(self, plan: Plan, number: int, registry: int) -> int:
        """Add a copy of a plan as a module, with a registry of a number; gives the number of its resources."""
        name, alias, account = f"team_{number:05}", f"registry_{registry:05}", f"{registry + 1:012}"
        first = f"aws.{alias}" not in self._providers
        given = {"region": {"constant_value": "eu-west-1"}, "allowed_account_ids": {"constant_value": [account]}}
        self._providers[f"aws.{alias}"] = self._provider | {"alias": alias, "expressions": given}
        changes = [_moved(change, name, number) for change in _kept(plan["resource_changes"], first=first)]
        call = _text(_call(plan)).replace('"provider_config_key":"aws"', f'"provider_config_key":"aws.{alias}"')
        self._put(self._calls, f"{_text(name)}:{call}", account)
        for change in changes:
            self._put(self._changes, _text(change), account)
        states = [(self._planned, plan["planned_values"]), (self._prior, plan.get("prior_state", {}).get("values"))]
        for parts, values in states:
            if values:
                self._put(parts, _text(_module(values["root_module"], name, number, first=first)), account)
        return len(changes)

    def write(self, file: Path) -> None:
        """Write the plan, its keys in Terraform's order."""
        head = _text(self._head).removesuffix("}")
        with file.open("w", encoding="utf-8") as out:
            out.write(f'{head},"planned_values":{{"root_module":{{"child_modules":[{",".join(self._planned)}]}}}}')
            out.write(f',"resource_changes":[{",".join(self._changes)}]')
            out.write(f',"prior_state":{{"values":{{"root_module":{{"child_modules":[{",".join(self._prior)}]}}}}}}')
            out.write(f',"configuration":{{"provider_config":{_text(self._providers)}')
            out.write(f',"root_module":{{"module_calls":{{{",".join(self._calls)}}}}}}}}}\n')

    def _put(self, parts: list[str], text: str, account: str) -> None:
        parts.append(text.replace(_ACCOUNT, account))
        self.size += len(text) + 1


def grow(kind: str, size: int) -> Growing:
    """A plan of a kind and of at least a size in bytes."""
    ours = [_read(file) for file in OURS]
    file = OTHERS[kind]
    others = _read(file) if file else None
    plan = Growing(ours[0])
    numbers, copies = count(), count()
    while plan.size < size:
        mine = next(copies)
        resources = plan.add(ours[mine % len(ours)], next(numbers), mine // SHARED)
        if others:
            for _ in range(round(9 * resources / len(others["resource_changes"]))):
                plan.add(others, next(numbers), mine // SHARED)
    return plan


def _read(file: Path) -> Plan:
    plan: Plan = json.loads(file.read_text(encoding="utf-8"))
    return plan


def _kept(resources: list[Plan], *, first: bool) -> Iterator[Plan]:
    for resource in resources:
        if first or not (resource["type"] in _SINGLE or _is_root(resource)):
            yield resource


def _is_root(resource: Plan) -> bool:
    """Whether it is the rule or template of a registry that covers everything."""
    values = resource.get("values") or (resource.get("change") or {}).get("after") or {}
    return _ROOT in (values.get("prefix"), values.get("ecr_repository_prefix"))


def _moved(change: Plan, module: str, number: int) -> Plan:
    """A resource change within the module."""
    moved = copy.deepcopy(change)
    moved["address"] = f"module.{module}.{change['address']}"
    moved["module_address"] = ".".join(filter(None, (f"module.{module}", change.get("module_address"))))
    _rename(moved["change"]["after"], number)
    return moved


def _module(root: Plan, module: str, number: int, *, first: bool) -> Plan:
    """A state's root module as the module."""
    moved: Plan = {"address": ".".join(filter(None, (f"module.{module}", root.get("address"))))}
    resources = copy.deepcopy(list(_kept(root.get("resources", []), first=first)))
    for resource in resources:
        resource["address"] = f"module.{module}.{resource['address']}"
        _rename(resource["values"], number)
    children = [_module(child, module, number, first=first) for child in root.get("child_modules", [])]
    return moved | {"resources": resources} | ({"child_modules": children} if children else {})


def _call(plan: Plan) -> Plan:
    """The call of a plan's root module, with its variables as arguments."""
    given = {name: {"constant_value": variable.get("value")} for name, variable in plan.get("variables", {}).items()}
    return {"source": "./modules/team", "expressions": given, "module": plan["configuration"]["root_module"]}


def _rename(values: Plan | None, number: int) -> None:
    for name in _NAMES:
        value = (values or {}).get(name)
        if values and isinstance(value, str) and value not in ("", _ROOT):
            values[name] = f"{value}-{number}"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def main(kind: str, megabytes: str, file: str) -> None:
    """Write one plan."""
    grow(kind, int(float(megabytes) * 1e6)).write(Path(file))


if __name__ == "__main__":
    main(*sys.argv[1:])
