"""The recordings are complete: every module, every case, every resource type, every place that a secret can be in."""

import json
from pathlib import Path

import pytest
import yaml

from tools.record import roots

REPOSITORY = Path(__file__).parents[2]
FIXTURES = REPOSITORY / "tests" / "fixtures"
ROOTS = [root for one in sorted((FIXTURES / "modules").iterdir()) for root in roots.roots_of(one)]
CASES = sorted((REPOSITORY / "policies").glob("*/*/cases.yaml"))
MARK = "CANARY-5f1d"
RESOURCES = """
    aws_ecr_pull_through_cache_rule aws_ecr_repository_creation_template aws_ecr_registry_policy aws_ecr_repository
    aws_ecr_repository_policy aws_ecr_lifecycle_policy aws_ecr_registry_scanning_configuration
    aws_ecr_replication_configuration aws_ecr_account_setting aws_secretsmanager_secret
    aws_secretsmanager_secret_version aws_secretsmanager_secret_rotation aws_secretsmanager_secret_policy
    aws_vpc_endpoint aws_vpc_endpoint_policy aws_vpc_endpoint_route_table_association aws_nat_gateway aws_route
""".split()


def recorded(path):
    return json.loads(path.read_text(encoding="utf-8"))


def test_there_are_enough_fixture_modules():
    assert len(ROOTS) >= 64


@pytest.mark.parametrize("root", ROOTS, ids=lambda root: root.name)
def test_every_fixture_module_says_what_it_covers_and_has_its_plan(root):
    main = next(path for path in (root / "main.tf", root / "main.tf.json") if path.is_file())
    assert "Covers: " in "\n".join(main.read_text(encoding="utf-8").splitlines()[:2])
    assert (root / "plan.json").is_file() is (roots.Recipe.of(root).expect != roots.UNRECORDABLE)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_every_case_with_code_has_its_plan_and_no_plan_is_left_over(path):
    cases = yaml.safe_load(path.read_text(encoding="utf-8"))
    recording = FIXTURES / "cases" / f"{path.parent.name}.json"
    # A policy of live accounts has inventories only, and nothing to record.
    plans = recorded(recording) if recording.is_file() else {}
    assert sorted(plans) == sorted(case["name"] for case in cases if "hcl" in case)


def test_every_resource_type_of_the_inventory_is_planned_somewhere():
    plans = [recorded(root / "plan.json") for root in ROOTS if (root / "plan.json").is_file()]
    planned = {change["type"] for plan in plans for change in plan.get("resource_changes", ())}
    assert set(RESOURCES) - planned == set()


def test_every_action_is_planned_somewhere():
    plans = [recorded(root / "plan.json") for root in ROOTS if (root / "plan.json").is_file()]
    actions = {tuple(change["change"]["actions"]) for plan in plans for change in plan.get("resource_changes", ())}
    assert actions >= {
        ("no-op",), ("create",), ("read",), ("update",), ("delete",), ("forget",), ("delete", "create"),
        ("create", "delete"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("canary-code", ("resource_changes", "after")),
        ("canary-code", ("planned_values",)),
        ("canary-code", ("configuration", "provider_config")),
        ("canary-code", ("configuration", "root_module")),
        ("canary-variables", ("variables",)),
        ("canary-variables", ("output_changes",)),
        ("canary-variables", ("planned_values", "outputs")),
        ("canary-variables", ("configuration", "root_module", "variables")),
        ("canary-variables", ("configuration", "root_module", "module_calls")),
        ("canary-state", ("resource_changes", "before")),
        ("canary-state", ("prior_state", "values", "root_module")),
        ("canary-state", ("prior_state", "values", "outputs")),
        ("canary-drift", ("resource_drift", "before")),
        ("canary-drift", ("resource_drift", "after")),
        ("canary-drift", ("prior_state",)),
    ],
)
def test_a_canary_sits_in_every_place_that_a_plan_can_hold_a_secret_in(name, place):
    found = recorded(FIXTURES / "plans" / name / "plan.json")
    for key in place:
        found = [one["change"][key] for one in found] if isinstance(found, list) else found[key]
    assert MARK in json.dumps(found)
