"""Real Terraform against the local AWS: check, apply, audit, drift, changes by hand, destroy.

Terraform applies once. The tests stand in the order of what happens to the account, and share it.
"""

import json
import os
import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from tests.aws.applying import apply
from tests.aws.changes import CHANGED, CHANGES, MISSING, UNMANAGED
from tests.aws.server import Server, running
from tests.e2e.descriptions import account_of
from tests.e2e.live import REPOSITORY, SECURE, assert_drifts, drifts, pullguard
from tools.record.command import PLAN, Options, Terraform
from tools.record.mirror import RecordError, find_mirror, find_terraform

MISTAKES = REPOSITORY / "tests" / "fixtures" / "live" / "mistakes.tf"
RECORDINGS = shutil.ignore_patterns("plan.json", ".terraform*", "*.tfstate*")
# The kind of an object by the last word of a resource type, and by what stands before the key in an ARN.
TYPES = {
    "rule": ("aws_ecr_pull_through_cache_rule", "pull-through-cache-rule/"),
    "template": ("aws_ecr_repository_creation_template", "repository-creation-template/"),
    "credential": ("aws_secretsmanager_secret", "secret:"),
    "registry": ("aws_ecr_registry_", "registry "),
}

# Terraform destroys nothing of what it does not have.
UNTOUCHED = [change for change in CHANGES if change.policy == UNMANAGED]

pytestmark = [pytest.mark.terraform, pytest.mark.xdist_group("live")]


class Applied(NamedTuple):
    """What Terraform made, and what it says of it."""

    server: Server
    terraform: Terraform
    options: Options
    root: Path
    plan: Path
    state: Path
    account: dict


@pytest.fixture(scope="module")
def applied(tmp_path_factory):
    try:
        mirror = find_mirror(os.environ)
    except RecordError as error:
        pytest.skip(str(error))
    root = tmp_path_factory.mktemp("live") / "secure"
    shutil.copytree(SECURE, root, ignore=RECORDINGS)
    shutil.copy(MISTAKES, root)
    options = Options(environment=yaml.safe_load((SECURE / "record.yaml").read_text(encoding="utf-8"))["env"])
    plan, state = root.parent / "plan.json", root.parent / "state.json"
    with running() as server:
        home = tmp_path_factory.mktemp("home")
        terraform = Terraform.with_mirror(find_terraform(), mirror, home, server.environment())
        plan.write_text(json.dumps(terraform.plan(root, options)), encoding="utf-8")
        terraform.run(root, options, "apply", "-input=false", "-no-color", PLAN)
        state.write_text(json.dumps(terraform.show(root, options)), encoding="utf-8")
        yield Applied(server, terraform, options, root, plan, state, account_of(server))


@pytest.fixture(params=["source", "plan", "state"])
def expected(request, applied):
    """What Terraform says, in each of its forms."""
    return {"source": [applied.root], "plan": [applied.plan, "--against", "after"], "state": [applied.state]}[
        request.param
    ]


def test_audit_finds_in_the_account_what_check_found_in_the_plan(applied):
    """All findings, on the same objects, of the policies that can decide both: others are about code, or live only."""
    checked, in_plan = pullguard(applied.server, "check", applied.plan)
    audited, in_account = pullguard(applied.server, "audit")

    assert (checked, audited) == (1, 1)
    both = shared_policies()
    found = {(one["policy"], key_in_plan(one["address"], applied.plan)) for one in failures(in_plan, both)}
    assert found == {(one["policy"], key_in_account(one["address"])) for one in failures(in_account, both)}
    assert found == {
        ("PTC101", ("rule", "partner")),
        ("PTC110", ("rule", "quay/nested")),
        ("PTC214", ("credential", "ecr-pullthroughcache/unused")),
        ("PTC301", ("rule", "loose")),
        ("PTC305", ("template", "partner")),
        ("PTC307", ("template", "partner")),
        ("PTC308", ("template", "partner")),
        ("PTC405", ("rule", "loose")),
        ("PTC405", ("rule", "partner")),
        ("PTC502", ("registry", "")),
    }
    # The others that failed on the plan are about code: literal secrets.
    assert {one["policy"] for one in in_plan["findings"]} - both == {"PTC204", "PTC205", "PTC206"}
    assert {one["policy"] for one in in_account["findings"]} <= both
    assert in_account["gaps"] == []


def test_what_terraform_has_applied_is_no_drift(applied, expected):
    status, report = pullguard(applied.server, "drift", *expected)
    assert (status, drifts(report), report["gaps"]) == (0, [], [])
    assert report["comparison"]["compared"] == report["comparison"]["equal"] > 120


def test_a_state_leaves_nothing_uncompared(applied):
    _, report = pullguard(applied.server, "drift", applied.state)
    assert report["comparison"]["not_compared"] == {}


def test_changes_by_hand_are_named_and_nothing_else(applied, expected, changed):
    status, report = pullguard(applied.server, "drift", *expected)
    assert status == 1
    assert_drifts(report, list(CHANGES))


@pytest.fixture(scope="module")
def changed(applied):
    for change in CHANGES:
        change.make(applied.server)


@pytest.fixture(scope="module")
def destroyed(applied, changed):
    # Terraform can't read a secret that is to be deleted.
    applied.server.client("secretsmanager").restore_secret(SecretId="ecr-pullthroughcache/github")
    applied.terraform.run(applied.root, applied.options, "destroy", "-auto-approve", "-input=false", "-no-color")


def test_after_destroy_everything_is_missing(applied, expected, destroyed):
    """Or as good as missing: secrets wait for 30 days, scanning has a default, and a setting stays as it was."""
    status, report = pullguard(applied.server, "drift", *expected)
    gone, secrets, found = [], [], drifts(report)
    for one in json.loads(applied.plan.read_text(encoding="utf-8"))["resource_changes"]:
        if one["type"] in {"aws_ecr_pull_through_cache_rule", "aws_ecr_repository_creation_template"}:
            gone.append((MISSING, one["address"], ""))
        if one["type"] == "aws_secretsmanager_secret":
            secrets.append((CHANGED, one["address"], "deleted_at"))
    others = [
        (MISSING, "aws_ecr_registry_policy.this", "permissions"),
        (CHANGED, "aws_ecr_registry_scanning_configuration.this", "scanning.type"),
        (CHANGED, "aws_ecr_account_setting.policy_scope", "policy_scope"),
    ]
    assert status == 1
    assert (len(gone), len(secrets)) == (14, 4)
    # What was made by hand is still there.
    assert [one for one in found if one[0] != UNMANAGED] == sorted([*gone, *secrets, *others])
    assert_drifts({"findings": [one for one in report["findings"] if one["policy"] == UNMANAGED]}, UNTOUCHED)


def test_a_plan_that_is_applied_without_terraform_makes_the_same_account(applied, destroyed):
    applied.server.reset()
    apply(json.loads(applied.plan.read_text(encoding="utf-8")), applied.server)
    assert account_of(applied.server) == applied.account


def shared_policies():
    """The policies that can decide a plan and an account."""
    index = json.loads((REPOSITORY / "policies" / "index.json").read_text(encoding="utf-8"))
    return {one["id"] for one in index if {"plan", "live"} <= set(one.get("sources", ("plan", "live")))}


def failures(report, policies):
    return [one for one in report["findings"] if one["outcome"] == "fail" and one["policy"] in policies]


def key_in_plan(address, plan):
    """Kind and key of the object at an address."""
    changes = json.loads(plan.read_text(encoding="utf-8"))["resource_changes"]
    resource = next(one for one in changes if one["address"] == address)
    after = resource["change"]["after"]
    kind = next(kind for kind, (prefix, _) in TYPES.items() if resource["type"].startswith(prefix))
    names = (after.get("ecr_repository_prefix"), after.get("prefix"), after.get("name"))
    return kind, "" if kind == "registry" else next(filter(None, names))


def key_in_account(address):
    """Kind and key of the object with an ARN, and of a registry."""
    for kind, (_, mark) in TYPES.items():
        _, found, key = address.partition(mark)
        if found:
            return kind, "" if kind == "registry" else re.sub(r"-\w{6}$", "", key) if kind == "credential" else key
    raise AssertionError(address)
