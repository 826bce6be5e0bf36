"""How recorded JSON is written: the same code gives the same bytes."""

import json
import re
from pathlib import Path
from typing import Any

RECORDED_AT = "2026-01-01T00:00:00Z"
_LINEAGE = "00000000-0000-0000-0000-000000000000"
# The id that the provider gives a version of a secret, and the random end of a secret's ARN.
_VERSION = re.compile(r"\bterraform-[0-9]{26}\b")
_SUFFIX = re.compile(r"(:secret:[\w/+=.@-]+)-[A-Za-z0-9]{6}\b")


def normalised(document: dict[str, Any]) -> dict[str, Any]:
    """A plan or state without what differs from run to run: its time, its lineage and serial, the order of sets."""
    fixed = dict(document)
    for key, value in (("timestamp", RECORDED_AT), ("lineage", _LINEAGE), ("serial", 1)):
        if key in fixed:
            fixed[key] = value
    if "relevant_attributes" in fixed:
        fixed["relevant_attributes"] = sorted(fixed["relevant_attributes"], key=_compact)
    for key in ("planned_values", "prior_state", "values"):
        if key in fixed:
            fixed[key] = _with_modules_in_order(fixed[key])
    for resource in fixed.get("resources", ()):
        for instance in resource["instances"]:
            instance["sensitive_attributes"] = sorted(instance["sensitive_attributes"], key=_compact)
    return fixed


def _with_modules_in_order(values: dict[str, Any]) -> dict[str, Any]:
    """The values of modules with child modules by address: Terraform lists them in any order below the first level."""
    ordered = dict(values)
    for key in ("values", "root_module"):
        if key in ordered:
            ordered[key] = _with_modules_in_order(ordered[key])
    if "child_modules" in ordered:
        children = sorted(ordered["child_modules"], key=lambda child: str(child["address"]))
        ordered["child_modules"] = [_with_modules_in_order(child) for child in children]
    return ordered


def without_chance(text: str) -> str:
    """A state's text with the random parts of secrets replaced: of their ARNs and of their versions' ids."""
    numbers = {one: number for number, one in enumerate(dict.fromkeys(_VERSION.findall(text)), 1)}
    numbered = _VERSION.sub(lambda found: f"terraform-{numbers[found[0]]:026}", text)
    return _SUFFIX.sub(r"\1-AbCdEf", numbered)


def text_of(document: dict[str, Any]) -> str:
    """Compact JSON with sorted keys, a line for each key of the top level."""
    lines = [f"{json.dumps(key)}:{_compact(document[key])}" for key in sorted(document)]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def write(path: Path, document: dict[str, Any]) -> None:
    """Write a recording."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text_of(document), encoding="utf-8")


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
