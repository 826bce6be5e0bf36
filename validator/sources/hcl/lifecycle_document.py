"""``aws_ecr_lifecycle_policy_document`` as the AWS provider renders it.

Source: plans that hashicorp/aws 5.100.0 made; a rule without an ``action`` block expires.
"""

import json
from typing import Any

from validator.sources.hcl.go_json import escaped_as_go

_SELECTION = {
    "tag_status": "tagStatus",
    "tag_pattern_list": "tagPatternList",
    "tag_prefix_list": "tagPrefixList",
    "storage_class": "storageClass",
    "count_type": "countType",
    "count_unit": "countUnit",
    "count_number": "countNumber",
}
_ACTION = {"type": "type", "target_storage_class": "targetStorageClass"}


def render_lifecycle(blocks: list[dict[str, Any]]) -> str:
    """The JSON of a data source whose ``rule`` blocks are all known."""
    document = {"rules": [_rule(block) for block in blocks]}
    return escaped_as_go(json.dumps(document, indent=2, ensure_ascii=False))


def _rule(block: dict[str, Any]) -> dict[str, Any]:
    rule: dict[str, Any] = {"rulePriority": block["priority"]}
    if block["description"]:
        rule["description"] = block["description"]
    for selection in block["selection"][:1]:
        rule["selection"] = _named(selection, _SELECTION)
    rule["action"] = _named(block["action"][0], _ACTION) if block["action"] else {"type": "expire"}
    return rule


def _named(block: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    return {json_name: block[name] for name, json_name in names.items() if block.get(name) not in (None, "", [])}
