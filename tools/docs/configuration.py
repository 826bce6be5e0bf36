"""The keys of ``.pullguard.yaml``, from their schema."""

import json
from typing import Any

from tools.docs.markdown import table
from validator import bundle


def keys() -> str:
    """A table of the keys."""
    schema = json.loads((bundle.SCHEMAS / "config.schema.json").read_bytes())
    rows = [[f"`{name}`", _type(one), one["description"]] for name, one in schema["properties"].items()]
    return table(["key", "value", "meaning"], rows)


def _type(schema: dict[str, Any]) -> str:
    match schema:
        case {"enum": words}:
            return ", ".join(f"`{word}`" for word in words if word is not None)
        case {"type": "array", "items": items}:
            return f"list of {_type(items)}"
        case {"type": "object", "additionalProperties": values}:
            return f"mapping to {_type(values)}"
        case {"type": ["boolean", "null"] | "boolean"}:
            return "`true`, `false`"
        case {"type": str(word)}:
            return word
    return "any value"
