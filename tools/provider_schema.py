"""Record the part of the AWS provider's schema that pullguard reads: ``validator/sources/hcl/schema.json``.

Usage: ``terraform providers schema -json | python -m tools.provider_schema > validator/sources/hcl/schema.json``

An attribute is ``[flags, type]``: ``r`` required, ``o`` optional, ``c`` computed, ``s`` sensitive; the type is
Terraform's own JSON spelling. A nested block is ``[nesting, {attributes and blocks}]``.
"""

import json
import sys
from typing import Any

from validator.sources.terraform.types import PARTS

RESOURCES = (
    *PARTS,
    "aws_ecr_account_setting",
    "aws_ecr_lifecycle_policy",
    "aws_ecr_pull_through_cache_rule",
    "aws_ecr_registry_policy",
    "aws_ecr_registry_scanning_configuration",
    "aws_ecr_replication_configuration",
    "aws_ecr_repository",
    "aws_ecr_repository_creation_template",
    "aws_ecr_repository_policy",
    "aws_nat_gateway",
    "aws_route",
    "aws_secretsmanager_secret",
    "aws_secretsmanager_secret_policy",
    "aws_secretsmanager_secret_rotation",
    "aws_secretsmanager_secret_version",
    "aws_vpc_endpoint",
    "aws_vpc_endpoint_policy",
    "aws_vpc_endpoint_route_table_association",
)
DATA_SOURCES = (
    "aws_caller_identity",
    "aws_ecr_lifecycle_policy_document",
    "aws_iam_policy",
    "aws_iam_policy_document",
    "aws_iam_role",
    "aws_partition",
    "aws_region",
    "aws_secretsmanager_secret",
    "aws_secretsmanager_secret_version",
)
_FLAGS = {"required": "r", "optional": "o", "computed": "c", "sensitive": "s"}
_EXCLUSION_FILTER = {"filter": ["r", "string"], "filter_type": ["r", "string"]}


def block(schema: dict[str, Any]) -> dict[str, Any]:
    """The attributes and nested blocks of a block of ``terraform providers schema``."""
    found: dict[str, Any] = {
        name: ["".join(flag for key, flag in _FLAGS.items() if attribute.get(key)), attribute["type"]]
        for name, attribute in schema.get("attributes", {}).items()
    }
    for name, nested in schema.get("block_types", {}).items():
        found[name] = [nested["nesting_mode"], block(nested["block"])]
    return found


def add_version_6(resources: dict[str, Any], data: dict[str, Any]) -> None:
    """Add what version 6 of the provider has and version 5 has not (its changelog; PRs 43886 and 45765)."""
    for group in (resources, data):
        for name, schema in group.items():
            if not name.startswith("aws_iam") and name not in {"aws_partition", "aws_caller_identity"}:
                schema["region"] = ["oc", "string"]
    for name in ("aws_ecr_repository", "aws_ecr_repository_creation_template"):
        resources[name]["image_tag_mutability_exclusion_filter"] = ["list", dict(_EXCLUSION_FILTER)]
    rule = data["aws_ecr_lifecycle_policy_document"]["rule"][1]
    rule["selection"][1]["storage_class"] = ["o", "string"]
    rule["action"][1]["target_storage_class"] = ["o", "string"]


def main() -> None:
    """Read the schema of all providers, write ours."""
    providers = json.load(sys.stdin)["provider_schemas"]
    aws = next(schema for address, schema in providers.items() if address.endswith("/hashicorp/aws"))
    resources = {name: _read_of(name, block(aws["resource_schemas"][name]["block"])) for name in RESOURCES}
    data = {name: block(aws["data_source_schemas"][name]["block"]) for name in DATA_SOURCES}
    add_version_6(resources, data)
    groups = (_group("data", data), _group("resource", resources))
    sys.stdout.write("{\n" + ",\n".join(groups) + "\n}\n")


def _read_of(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """What is read of a resource type."""
    return {key: value for key, value in schema.items() if name not in PARTS or key in PARTS[name]}


def _group(name: str, schemas: dict[str, Any]) -> str:
    lines = (f" {json.dumps(key)}: {json.dumps(schema, sort_keys=True)}" for key, schema in sorted(schemas.items()))
    return f"{json.dumps(name)}: {{\n" + ",\n".join(lines) + "\n}"


if __name__ == "__main__":
    main()
