"""Recorded plans applied through the SDK."""

import json
from pathlib import Path

import pytest

from tests.aws.applying import CannotApplyError, apply
from tests.aws.applying.planned import Given, planned_of
from tests.aws.applying.secrets import LOGIN
from tests.aws.server import ACCOUNT, REGION, running

REPOSITORY = Path(__file__).parents[2]
SECURE = json.loads((REPOSITORY / "examples/terraform/secure/plan.json").read_text(encoding="utf-8"))
INSECURE = json.loads((REPOSITORY / "examples/terraform/insecure/plan.json").read_text(encoding="utf-8"))
MODULES = REPOSITORY / "tests/fixtures/modules"
UPSTREAMS = {
    "docker-hub": "registry-1.docker.io",
    "ecr-public": "public.ecr.aws",
    "github": "ghcr.io",
    "kubernetes": "registry.k8s.io",
    "quay": "quay.io",
}


def after_of(address):
    return next(one["change"]["after"] for one in SECURE["resource_changes"] if one["address"] == address)


@pytest.fixture(scope="module")
def server():
    with running() as started:
        yield started


@pytest.fixture(scope="module")
def made(server):
    server.reset()
    return apply(SECURE, server)


@pytest.fixture
def empty(server):
    server.reset()
    return server


def test_every_resource_of_the_plan_is_made(made):
    assert made.keys() == {one["address"] for one in SECURE["resource_changes"] if one["mode"] == "managed"}


def test_rules_have_the_secrets_that_the_same_plan_makes(made, server):
    rules = server.client("ecr").describe_pull_through_cache_rules()["pullThroughCacheRules"]
    assert {one["ecrRepositoryPrefix"]: one["upstreamRegistryUrl"] for one in rules} == UPSTREAMS
    assert {one["ecrRepositoryPrefix"]: one["credentialArn"] for one in rules if "credentialArn" in one} == {
        name: made[f'aws_secretsmanager_secret.login["{name}"]']["arn"] for name in ("docker-hub", "github")
    }


def test_templates_are_as_the_plan_has_them(made, server):
    templates = server.client("ecr").describe_repository_creation_templates()["repositoryCreationTemplates"]
    dates = ("createdAt", "updatedAt")
    after = after_of('aws_ecr_repository_creation_template.this["quay"]')
    assert [one["prefix"] for one in templates] == list(UPSTREAMS)
    assert {key: value for key, value in templates[-1].items() if key not in dates} == {
        "prefix": "quay",
        "description": "Repositories cached from quay.io",
        "encryptionConfiguration": {"encryptionType": "AES256"},
        "resourceTags": [{"Key": "upstream", "Value": "quay"}],
        "imageTagMutability": "MUTABLE",
        "repositoryPolicy": after["repository_policy"],
        "lifecyclePolicy": after["lifecycle_policy"],
        "appliedFor": ["PULL_THROUGH_CACHE"],
        "customRoleArn": f"arn:aws:iam::{ACCOUNT}:role/ecr-repository-creation",
    }


def test_the_registry_is_as_the_plan_has_it(made, server):
    ecr = server.client("ecr")
    assert ecr.get_registry_policy()["policyText"] == after_of("aws_ecr_registry_policy.this")["policy"]
    assert ecr.get_account_setting(name="REGISTRY_POLICY_SCOPE")["value"] == "V2"
    assert ecr.get_registry_scanning_configuration()["scanningConfiguration"] == {
        "scanType": "ENHANCED",
        "rules": [
            {"scanFrequency": "SCAN_ON_PUSH", "repositoryFilters": [{"filter": "*", "filterType": "WILDCARD"}]},
            {
                "scanFrequency": "CONTINUOUS_SCAN",
                "repositoryFilters": [{"filter": f"{name}/*", "filterType": "WILDCARD"} for name in UPSTREAMS],
            },
        ],
    }


def test_secrets_have_made_up_values_with_the_right_keys(made, server):
    secrets, ecr = server.client("secretsmanager"), server.client("ecr")
    described = secrets.describe_secret(SecretId="ecr-pullthroughcache/github")
    assert secrets.get_secret_value(SecretId="ecr-pullthroughcache/github")["SecretString"] == LOGIN
    assert described["RotationRules"] == {"AutomaticallyAfterDays": 60}
    assert described["Description"] == "Login of the pull through cache at ghcr.io"
    assert all(ecr.validate_pull_through_cache_rule(ecrRepositoryPrefix=one)["isValid"] for one in UPSTREAMS)


def test_the_role_and_the_event_rule_are_as_the_plan_has_them(made, server):
    iam, events = server.client("iam"), server.client("events")
    role = iam.get_role(RoleName="ecr-repository-creation")["Role"]
    policy = iam.get_role_policy(RoleName=role["RoleName"], PolicyName="make-cache-repositories")["PolicyDocument"]
    assert role["AssumeRolePolicyDocument"] == json.loads(after_of("aws_iam_role.template")["assume_role_policy"])
    assert policy == json.loads(after_of("aws_iam_role_policy.template")["policy"])
    rule = events.describe_rule(Name="ecr-pull-through-cache-failed")
    assert rule["EventPattern"] == after_of("aws_cloudwatch_event_rule.sync_failed")["event_pattern"]
    assert [one["Arn"] for one in events.list_targets_by_rule(Rule=rule["Name"])["Targets"]] == [
        f"arn:aws:sns:eu-west-1:{ACCOUNT}:platform-alerts"
    ]


def test_references_lead_through_modules(empty):
    plan = json.loads((MODULES / "nested-modules" / "plan.json").read_text(encoding="utf-8"))
    # Its secret has no value, so that AWS would refuse the rule.
    made = apply(plan, empty, leave_out=["aws_ecr_pull_through_cache_rule"])
    rule = next(one for one in planned_of(plan, REGION) if one.type == "aws_ecr_pull_through_cache_rule")
    (arn,) = [one["arn"] for one in made.values() if "arn" in one]
    assert rule.address == "module.platform.module.cache.aws_ecr_pull_through_cache_rule.this"
    assert Given.of(rule, plan, made)("credential_arn") == arn


def test_each_provider_works_in_its_region(empty):
    plan = json.loads((MODULES / "two-regions" / "plan.json").read_text(encoding="utf-8"))
    apply(plan, empty)
    found = {
        region: len(empty.client("ecr", region).describe_pull_through_cache_rules()["pullThroughCacheRules"])
        for region in ("eu-west-1", "us-east-1")
    }
    assert found == {"eu-west-1": 1, "us-east-1": 1}


def test_what_aws_refuses_is_told_with_the_address(empty):
    with pytest.raises(CannotApplyError, match=r'^aws_ecr_pull_through_cache_rule.this\["github"\]: .*authentication'):
        apply(INSECURE, empty)


def test_a_type_that_nobody_can_make_here_is_told_unless_it_is_left_out(empty):
    plan = json.loads((REPOSITORY / "tests/fixtures/plans/unrelated/plan.json").read_text(encoding="utf-8"))
    types = {one["type"] for one in plan["resource_changes"]}
    with pytest.raises(CannotApplyError, match=r"can't be made without Terraform: .*aws_db_instance, "):
        apply(plan, empty)
    assert apply(plan, empty, leave_out=types) == {}


def test_a_value_that_only_terraform_can_work_out_is_told(empty):
    plan = json.loads((MODULES / "document-unknown" / "plan.json").read_text(encoding="utf-8"))
    with pytest.raises(CannotApplyError) as told:
        apply(plan, empty)
    assert str(told.value) == (
        "aws_ecr_registry_policy.this: policy: only Terraform can work it out from "
        "data.aws_iam_policy_document.registry.json"
    )
