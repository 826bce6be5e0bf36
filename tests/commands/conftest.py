"""A plan, two policies of a user's own, and ways to run the command."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from validator.cli import cli

ROOT = Path(__file__).parents[2]
PROVIDER = "registry.terraform.io/hashicorp/aws"

UPSTREAM = """\
id: TST101
name: refused-upstream
title: Rule mirrors a host that is refused
severity: high
applies_to: rule
require: "!(rule.upstream.host in params.refused_hosts)"
at: upstream.host
message: "{rule.prefix} mirrors {rule.upstream.host}"
params:
  refused_hosts:
    description: Hosts that no rule may mirror.
    type: array
    items: {type: string}
    default: [ghcr.io]
rationale: Nobody knows what the host holds. It may be anything.
remediation: Mirror another host than this one.
"""
SECRET = """\
id: TST201
name: misnamed-secret
title: Secret has another name than expected
severity: low
applies_to: credential
require: credential.name == "ecr-pullthroughcache/hub"
at: name
message: "{credential.address} has another name"
rationale: ECR finds a secret by its name.
remediation: Give the secret the name that ECR expects.
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


def references() -> dict[str, list[str]]:
    """The expression of an argument that is known after apply."""
    return {"references": ["terraform_data.x.output", "terraform_data.x"]}


def plan(*changes: dict[str, Any]) -> str:
    """The JSON of a plan, as ``terraform show -json`` prints it."""
    configuration = {
        "provider_config": {
            "aws": {
                "name": "aws",
                "full_name": PROVIDER,
                "expressions": {"region": {"constant_value": "eu-west-1"}},
            }
        },
        "root_module": {
            "resources": [
                {
                    "address": one["address"],
                    "mode": "managed",
                    "type": one["type"],
                    "name": one["name"],
                    "provider_config_key": "aws",
                    "expressions": {
                        key: {"references": ["terraform_data.x.output"]} for key in one["change"]["after_unknown"]
                    },
                    "schema_version": 0,
                }
                for one in changes
            ]
        },
    }
    return json.dumps(
        {
            "format_version": "1.2",
            "terraform_version": "1.11.4",
            "planned_values": {"root_module": {}},
            "resource_changes": list(changes),
            "configuration": configuration,
        }
    )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory: a clean plan, one that fails, one that is undecided, and the policies."""
    for name, text in {"refused-upstream": UPSTREAM, "misnamed-secret": SECRET}.items():
        (tmp_path / "own" / name).mkdir(parents=True)
        (tmp_path / "own" / name / "policy.yaml").write_text(text)
    (tmp_path / "clean.json").write_text(plan(rule("quay", "quay.io")))
    (tmp_path / "bad.json").write_text(plan(rule("github", "ghcr.io"), rule("quay", "quay.io")))
    (tmp_path / "late.json").write_text(plan(rule("quay", "quay.io"), rule("late", None)))
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def check(folder: Path) -> Callable[..., Result]:
    """Runs ``pullguard check`` in this process with the own policies only."""

    def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
        own = ["--policies", "own", "--select", "TST"]
        return CliRunner().invoke(cli, ["check", *own, *arguments], input=stdin)

    return run


@pytest.fixture
def invoke(folder: Path) -> Callable[..., Result]:
    """Runs ``pullguard`` in this process."""

    def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(cli, arguments, input=stdin)

    return run


@pytest.fixture
def process(folder: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Runs ``pullguard`` as a process of its own, with nothing of our environment."""

    def run(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
        environment = scrubbed() | options.pop("env", {})
        given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL} | options
        command = [sys.executable, "-m", "validator", *arguments]
        return subprocess.run(command, env=environment, check=False, cwd=folder, timeout=60, **given)

    return run


def scrubbed() -> dict[str, str]:
    """An environment in which only the program is found, and its coverage measured."""
    kept = {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_") or name == "SYSTEMROOT"}
    return kept | {"PYTHONPATH": str(ROOT)}
