"""How recorded JSON is written: the same plan gives the same bytes."""

import json
from pathlib import Path
from typing import Any

RECORDED_AT = "2026-01-01T00:00:00Z"
_LINEAGE = "00000000-0000-0000-0000-000000000000"


def normalised(plan: dict[str, Any]) -> dict[str, Any]:
    """A plan or state without what differs from run to run: its time, its lineage, the order of a set."""
    fixed = dict(plan)
    if "timestamp" in fixed:
        fixed["timestamp"] = RECORDED_AT
    if "lineage" in fixed:
        fixed["lineage"] = _LINEAGE
    if "relevant_attributes" in fixed:
        fixed["relevant_attributes"] = sorted(fixed["relevant_attributes"], key=json.dumps)
    return fixed


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
