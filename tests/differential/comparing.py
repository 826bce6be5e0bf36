"""Compares the inventory of source code with the inventory of the plan that real Terraform made of it."""

from collections import Counter

import msgspec
import yaml

from validator.model.inventory import Inventory
from validator.model.value import Reason, Unknown
from validator.sources.read import ReadOptions, read_all

_UNKNOWN = set(Unknown.__struct_encode_fields__)
# Where a thing is written is the code's alone; a registry's key and address hold its account, which the cloud knows.
_APART = frozenset({"origin", "origins", "key", "address"})


class Comparison(msgspec.Struct):
    """What was found alike, what was not, and what only one side knows."""

    alike: int = 0
    both_unknown: int = 0
    only_source: int = 0
    only_plan: Counter[str] = msgspec.field(default_factory=Counter)
    differences: list[str] = []


def of_source(directory, record, declared=None):
    """The inventory of a root module's code, with the variables that the recording was given."""
    variables = tuple(f"{name}={_written(value)}" for name, value in record.get("vars", {}).items())
    files = tuple(str(directory / name) for name in record.get("var_files", ()))
    inputs = read_all([str(directory)], ReadOptions(declared or {}, variables, files))
    assert inputs.unread == []
    assert len(inputs.readings) == 1
    return inputs.readings[0].inventory


def of_plan(path):
    inputs = read_all([str(path)], ReadOptions())
    assert inputs.unread == []
    return inputs.readings[0].inventory


def record_of(directory):
    """How the plan of a fixture module was recorded."""
    path = directory / "record.yaml"
    return yaml.safe_load(path.read_text()) if path.exists() else {}


def compare(source: Inventory, plan: Inventory) -> Comparison:
    """Object by object and value by value."""
    found = Comparison()
    keys = _renamed(source, plan)
    ours = {(kind, keys.get(one.address, one.address)): one for kind, one in source.objects()}
    theirs = {(kind, one.address): one for kind, one in plan.objects()}
    for name in sorted(ours.keys() - theirs.keys()):
        if name[0] == "grant":
            # A jsonencode with an unknown part: its statements are in the code, and the plan has none of them.
            found.only_source += 1
        else:
            found.differences.append(f"{name[0]} {name[1]}: only in the code")
    for name in sorted(theirs.keys() - ours.keys()):
        if name[1].startswith("arn:"):
            # Something that is only referred to, by an ARN that the cloud gave.
            found.only_plan[Reason.ELSEWHERE] += 1
        else:
            found.differences.append(f"{name[0]} {name[1]}: only in the plan")
    for name in sorted(ours.keys() & theirs.keys()):
        _values(msgspec.to_builtins(ours[name]), msgspec.to_builtins(theirs[name]), name[1], found)
    return found


def _renamed(source: Inventory, plan: Inventory) -> dict[str, str]:
    """The addresses of the code's registries as the plan calls them, told by the objects that live in them."""
    theirs = {(kind, one.address): one.registry.key for kind, one in plan.objects()}
    return {
        f"registry {one.registry.key}": f"registry {theirs[kind, one.address]}"
        for kind, one in source.objects()
        if (kind, one.address) in theirs
    }


def _values(ours, theirs, path, found):
    if _is_unknown(ours):
        if _is_unknown(theirs):
            found.both_unknown += 1
        else:
            found.only_plan[ours["unknown"]] += 1
    elif _is_unknown(theirs):
        found.only_source += 1
    elif isinstance(ours, dict) and isinstance(theirs, dict) and ours.keys() == theirs.keys():
        for name in ours.keys() - _APART:
            _values(ours[name], theirs[name], f"{path}.{name}", found)
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for place, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            _values(one, other, f"{path}[{place}]", found)
    elif ours == theirs:
        found.alike += 1
    else:
        found.differences.append(f"{path}: {ours!r} in the code, {theirs!r} in the plan")


def _is_unknown(value):
    return isinstance(value, dict) and "unknown" in value and value.keys() <= _UNKNOWN


def _written(value):
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
