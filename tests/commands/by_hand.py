"""Plans and cases by hand, the examples, and an environment to run the command in."""

import json
import os
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SECURE, INSECURE = (str(ROOT / "examples" / "terraform" / name) for name in ("secure", "insecure"))
PROVIDER = "registry.terraform.io/hashicorp/aws"
CASES = """\
- name: quay passes
  hcl: |
    resource "aws_ecr_pull_through_cache_rule" "this" {
      ecr_repository_prefix = "quay"
      upstream_registry_url = "quay.io"
    }
  expect:
    aws_ecr_pull_through_cache_rule.this: pass
- name: github fails
  hcl: |
    resource "aws_ecr_pull_through_cache_rule" "this" {
      ecr_repository_prefix = "github"
      upstream_registry_url = "ghcr.io"
    }
  expect:
    aws_ecr_pull_through_cache_rule.this: {outcome: fail, line: 3}
- name: a variable without a value is undecided
  hcl: |
    variable "host" {
      type = string
    }
    resource "aws_ecr_pull_through_cache_rule" "this" {
      ecr_repository_prefix = "some"
      upstream_registry_url = var.host
    }
  expect:
    aws_ecr_pull_through_cache_rule.this: undecided
"""


def rule(name: str, host: str | None) -> dict[str, Any]:
    """A rule of a plan; a host of ``None`` is known after apply."""
    after: dict[str, Any] = {"ecr_repository_prefix": name}
    if host is not None:
        after["upstream_registry_url"] = host
    return change(
        "aws_ecr_pull_through_cache_rule", name, after, {"upstream_registry_url": True} if host is None else {}
    )


def change(kind: str, name: str, after: dict[str, Any], unknown: dict[str, Any]) -> dict[str, Any]:
    """A resource that a plan creates."""
    return {
        "address": f"{kind}.{name}",
        "mode": "managed",
        "type": kind,
        "name": name,
        "provider_name": PROVIDER,
        "change": {
            "actions": ["create"],
            "before": None,
            "after": after,
            "after_unknown": unknown,
            "before_sensitive": False,
            "after_sensitive": {},
        },
    }


def plan(*changes: dict[str, Any]) -> str:
    """The JSON of a plan, as ``terraform show -json`` prints it."""
    return json.dumps(
        {
            "format_version": "1.2",
            "terraform_version": "1.11.4",
            "planned_values": {"root_module": {}},
            "resource_changes": list(changes),
            "configuration": _configuration(changes),
        }
    )


def _configuration(changes: tuple[dict[str, Any], ...]) -> dict[str, Any]:
    return {
        "provider_config": {
            "aws": {
                "name": "aws",
                "full_name": PROVIDER,
                "expressions": {"region": {"constant_value": "eu-west-1"}},
            }
        },
        "root_module": {"resources": [_configured(one) for one in changes]},
    }


def _configured(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "address": one["address"],
        "mode": "managed",
        "type": one["type"],
        "name": one["name"],
        "provider_config_key": "aws",
        "expressions": {key: {"references": ["terraform_data.x.output"]} for key in one["change"]["after_unknown"]},
        "schema_version": 0,
    }


def scrubbed() -> dict[str, str]:
    """An environment in which only the program is found, and its coverage measured."""
    kept = {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_") or name == "SYSTEMROOT"}
    return kept | {"PYTHONPATH": str(ROOT)}
