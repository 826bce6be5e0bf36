"""``pullguard drift`` and ``audit`` on accounts that recorded plans were applied to, without Terraform."""

import json
from collections.abc import Iterator

import pytest

from tests.aws import demo
from tests.aws.applying import MAKERS, CannotApplyError, apply
from tests.aws.changes import CHANGES
from tests.aws.server import running
from tests.e2e.live import REPOSITORY, SECURE, assert_drifts, drifts, pullguard
from tools.record.cloud import Cloud

PLAN = SECURE / "plan.json"
SHARDS = 8


@pytest.fixture(scope="module")
def server():
    with running() as started:
        yield started


@pytest.fixture
def secure(server):
    server.reset()
    apply(json.loads(PLAN.read_text(encoding="utf-8")), server)
    return server


EXPECTED = {"source": [SECURE], "plan": [PLAN, "--against", "after"]}


@pytest.mark.parametrize("expected", EXPECTED.values(), ids=EXPECTED)
def test_an_account_as_terraform_made_it_has_no_drift(secure, expected):
    status, report = pullguard(secure, "drift", *expected)
    assert (status, drifts(report), report["gaps"]) == (0, [], [])
    assert report["comparison"]["compared"] > 80


@pytest.mark.parametrize("change", CHANGES, ids=[change.name for change in CHANGES])
def test_each_change_is_named_and_nothing_else(secure, change):
    change.make(secure)
    for expected in EXPECTED.values():
        status, report = pullguard(secure, "drift", *expected)
        assert status == 1
        assert_drifts(report, [change])


@pytest.mark.parametrize("expected", EXPECTED.values(), ids=EXPECTED)
def test_all_changes_at_once_are_named_and_nothing_else(secure, expected):
    for change in CHANGES:
        change.make(secure)
    status, report = pullguard(secure, "drift", *expected)
    assert status == 1
    assert_drifts(report, list(CHANGES))


@pytest.mark.parametrize("expected", EXPECTED.values(), ids=EXPECTED)
def test_what_says_the_same_in_other_words_is_no_drift(secure, expected):
    ecr, iam = secure.client("ecr"), secure.client("iam")
    policy = json.loads(ecr.get_registry_policy()["policyText"])
    ecr.put_registry_policy(policyText=json.dumps(reworded(policy), indent=4))
    scanning = ecr.get_registry_scanning_configuration()["scanningConfiguration"]
    for rule in scanning["rules"]:
        rule["repositoryFilters"].reverse()
    ecr.put_registry_scanning_configuration(scanType="ENHANCED", rules=scanning["rules"][::-1])
    for template in ecr.describe_repository_creation_templates()["repositoryCreationTemplates"]:
        ecr.update_repository_creation_template(
            prefix=f"{template['prefix']}/",
            repositoryPolicy=json.dumps(reworded(json.loads(template["repositoryPolicy"]))),
            lifecyclePolicy=json.dumps(json.loads(template["lifecyclePolicy"]), indent=1, sort_keys=True),
        )
    ecr.delete_pull_through_cache_rule(ecrRepositoryPrefix="quay")
    ecr.create_pull_through_cache_rule(ecrRepositoryPrefix="quay/", upstreamRegistryUrl="quay.io")
    trust = iam.get_role(RoleName="ecr-repository-creation")["Role"]["AssumeRolePolicyDocument"]
    iam.update_assume_role_policy(
        RoleName="ecr-repository-creation", PolicyDocument=json.dumps(reworded(trust), sort_keys=True)
    )

    status, report = pullguard(secure, "drift", *expected)

    assert (status, drifts(report)) == (0, [])


def reworded(policy):
    """The same policy with its statements and lists in another order, and lists of one where there was one value."""
    statements = [
        {name: _reworded(value) for name, value in reversed(statement.items())}
        for statement in reversed(policy["Statement"])
    ]
    return {"Statement": statements, "Version": policy["Version"]}


def _reworded(value):
    if isinstance(value, dict):
        return {name: _reworded(inner) for name, inner in reversed(value.items())}
    if isinstance(value, list):
        return value[::-1]
    return value if value in {"Allow", "Deny", "*"} or " " in value else [value]


def recorded() -> Iterator[tuple[str, dict]]:
    """Every plan that is recorded."""
    fixtures = REPOSITORY / "tests" / "fixtures"
    for path in sorted([*fixtures.glob("modules/**/plan.json"), *fixtures.glob("plans/*/plan.json")]):
        yield str(path.relative_to(REPOSITORY)), json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(fixtures.glob("cases/*.json")):
        for name, plan in json.loads(path.read_text(encoding="utf-8")).items():
            yield f"{path.stem}: {name}", plan


@pytest.mark.parametrize("shard", range(SHARDS))
def test_no_recorded_plan_that_can_be_applied_has_drift_then(server, tmp_path, shard):
    plans = [(name, plan) for name, plan in recorded() if not plan["errored"]][shard::SHARDS]
    drifted, compared, file = {}, [], tmp_path / "plan.json"
    for name, plan in plans:
        if not applied(plan, server):
            continue
        file.write_text(json.dumps(plan), encoding="utf-8")
        status, report = pullguard(server, "drift", file, "--against", "after")
        count = report["comparison"]["compared"]
        compared.append(count)
        # Where nothing of a plan is in a registry, nothing is compared, and that is told.
        if drifts(report) or report["gaps"] or status != (0 if count or plan_is_empty(report) else 3):
            drifted[name] = (status, report["findings"], report["gaps"])
    assert drifted == {}
    assert len(compared) > len(plans) // 3
    assert sum(compared) > 200


def plan_is_empty(report):
    return not report["comparison"]["not_compared"]


def applied(plan, server):
    """Whether a plan can be applied where the secrets are that it was recorded with."""
    server.reset()
    text = json.dumps(plan.get("resource_changes"))
    if ":secret:" in text:
        seed_secrets(server, text)
    types = {one["type"] for one in plan.get("resource_changes", ())}
    others = {one for one in types - MAKERS.keys() if not one.startswith(("aws_ecr", "aws_secretsmanager"))}
    try:
        apply(plan, server, leave_out=others)
    except CannotApplyError:
        return False
    return True


def seed_secrets(server, text):
    """Make the secrets of the recordings that a text names; what they are called at random depends on their order."""
    Cloud(server.url).reset()
    secrets = server.client("secretsmanager")
    for secret in secrets.list_secrets()["SecretList"]:
        if secret["ARN"] not in text:
            secrets.delete_secret(SecretId=secret["ARN"], ForceDeleteWithoutRecovery=True)


def test_the_demo_finds_what_was_changed_by_hand():
    with demo.account() as server:
        audited, audit = pullguard(server, "audit")
        drifted, drift = pullguard(server, "drift", SECURE)
    assert (audited, drifted) == (1, 1)
    assert sorted({one["policy"] for one in audit["findings"]}) == [
        "PTC101",
        "PTC208",
        "PTC210",
        "PTC301",
        "PTC307",
        "PTC405",
        "PTC502",
        "PTC703",
        "PTC704",
    ]
    assert [(policy, address.rpartition("/")[2]) for policy, address, _ in drifts(drift)] == [
        ("PTC801", 'aws_ecr_pull_through_cache_rule.without_login["quay"]'),
        ("PTC802", "vendor"),
        ("PTC802", "vendor-HQxDGJ"),
        ("PTC803", "aws_ecr_registry_policy.this"),
        ("PTC803", 'aws_ecr_repository_creation_template.this["github"]'),
    ]
