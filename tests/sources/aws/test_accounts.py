"""Accounts and their regions, read over HTTP."""

import json
from collections import Counter

import pytest
from moto.organizations.models import organizations_backends

from tests.aws.account_rules import add_rule
from tests.aws.seeding import add_account
from tests.aws.server import ACCOUNT, REGION
from tests.sources.aws.other_account import EXTERNAL_ID, OTHER
from validator.errors import ConfigError
from validator.model.inventory import Gap
from validator.sources.aws.accounts import Task, accounts_of_organization, known_regions, read_remotely, regions_of
from validator.sources.aws.reading import Global, RegionReading, Regions
from validator.sources.aws.sessions import SignIn, session_of

ME = SignIn()

pytestmark = pytest.mark.usefixtures("fresh")


def test_the_regions_of_an_account_come_one_by_one(server):
    add_rule(server, region="us-east-1")

    found = read_remotely(Task(ACCOUNT, ME, regions=(REGION, "us-east-1")))

    rules = {one.registry: len(one.inventory.rules) for one in found if isinstance(one, RegionReading)}
    assert rules == {f"{ACCOUNT}/{REGION}": 0, f"{ACCOUNT}/us-east-1": 1}
    assert found[0] == Regions(ACCOUNT, (REGION, "us-east-1"))
    assert found[-1] == Global(ACCOUNT, {}, [])


def test_all_regions_are_those_that_the_account_has_enabled(server):
    [names] = [one.names for one in read_remotely(Task(ACCOUNT, ME)) if isinstance(one, Regions)]

    answered = server.client("ec2").describe_regions()["Regions"]
    assert set(names) <= {one["RegionName"] for one in answered}
    assert REGION in names


def test_without_the_regions_of_the_account_those_of_the_sdk_are_tried(server):
    server.deny("ec2:DescribeRegions")

    found = read_remotely(Task(ACCOUNT, ME))

    [names] = [one.names for one in found if isinstance(one, Regions)]
    assert list(names) == known_regions(session_of(ME))
    [gap] = found[-1].gaps
    assert (gap.place, gap.problem) == (
        f"ec2:DescribeRegions in account {ACCOUNT}",
        "access was denied (ec2:DescribeRegions), so which regions are enabled can't be judged",
    )


def test_another_account_is_read_with_its_role(server, other):
    add_rule(server, account=OTHER)

    found = read_remotely(Task(OTHER, SignIn(external_id=EXTERNAL_ID), role_arn=other, regions=(REGION,)))

    [reading] = [one for one in found if isinstance(one, RegionReading)]
    assert [rule.registry.key for rule in reading.inventory.rules] == [f"{OTHER}/{REGION}"]
    assert {call.account for call in server.calls if call.service == "ecr"} == {OTHER}


def test_an_account_whose_role_is_out_of_reach_is_a_gap(server, other):
    assert read_remotely(Task(OTHER, SignIn(external_id="wrong"), role_arn=other, regions=(REGION,))) == [
        Gap(
            f"account {OTHER}",
            f"the role can't be assumed: access was denied (sts:AssumeRole) ({other})",
            "the role has to trust whoever runs this, with the --external-id that it demands",
        )
    ]


def test_iam_is_asked_once_for_all_regions(server):
    trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "ecr.amazonaws.com"}}]}
    role = server.client("iam").create_role(RoleName="maker", AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
    for region in (REGION, "us-east-1"):
        server.client("ecr", region=region).create_repository_creation_template(
            prefix="quay", appliedFor=["PULL_THROUGH_CACHE"], customRoleArn=role
        )
    server.forget_calls()

    found = read_remotely(Task(ACCOUNT, ME, regions=(REGION, "us-east-1")))

    assert found[-1].calls == {"iam:GetRole": 1, "iam:ListRolePolicies": 1, "iam:ListAttachedRolePolicies": 1}
    roles = [role.name for one in found if isinstance(one, RegionReading) for role in one.inventory.roles]
    assert roles == ["maker", "maker"]


def test_the_counts_are_those_of_the_calls_that_were_made(server):
    add_rule(server)

    found = read_remotely(Task(ACCOUNT, ME, regions=(REGION, "us-east-1")))

    counted = sum((Counter(one.calls) for one in found if isinstance(one, RegionReading | Global)), Counter())
    assert counted == Counter(call.action for call in server.calls)


def test_the_accounts_of_an_organization_are_its_active_ones(server, other):
    add_account("111122223333")
    closed = next(one for one in organizations_backends[ACCOUNT]["aws"].accounts if one.id == "111122223333")
    closed.status = closed.state = "SUSPENDED"

    assert accounts_of_organization(session_of(ME)) == sorted([ACCOUNT, OTHER])


def test_an_organization_that_may_not_be_listed_ends_the_run(server):
    server.deny("organizations:ListAccounts")

    with pytest.raises(ConfigError, match="the organization's accounts can't be listed: access was denied"):
        accounts_of_organization(session_of(ME))


def test_an_organization_without_accounts_ends_the_run(server):
    with pytest.raises(ConfigError, match="--organization: there is no active account"):
        accounts_of_organization(session_of(ME))


def test_the_configured_region_is_read_where_none_is_named(server, monkeypatch):
    assert regions_of((), session_of(ME)) == (REGION,)

    session_of.cache_clear()
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nonexistent")
    with pytest.raises(ConfigError, match="no region is configured"):
        regions_of((), session_of(ME))


def test_a_region_that_the_sdk_does_not_know_is_refused(server):
    assert regions_of(("us-east-1", REGION, "us-east-1"), session_of(ME)) == ("us-east-1", REGION)
    with pytest.raises(ConfigError, match="--region eu-wset-1: the SDK knows no such region"):
        regions_of(("eu-wset-1",), session_of(ME))
