"""The command line of ``audit``, on a local AWS: what it reads, says, and ends with."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.aws.account_rules import add_rule
from tests.aws.seeding import add_account
from tests.aws.server import ACCOUNT, REGION
from validator.cli import cli

OTHER = "210987654321"


def audit(*arguments):
    return CliRunner().invoke(cli, ["audit", *arguments])


def report_of(*arguments):
    done = audit("--format", "json", *arguments)
    return done.exit_code, json.loads(done.stdout)


def test_findings_are_named_by_what_stands_in_the_account(server):
    status, report = report_of("--select", "PTC301")

    assert status == 1
    assert [(one["policy"], one["address"], one["registry"]["account"]) for one in report["findings"]] == [
        ("PTC301", f"arn:aws:ecr:{REGION}:{ACCOUNT}:pull-through-cache-rule/quay", ACCOUNT)
    ]
    [read] = report["inputs"]
    assert (read["name"], read["source"], read["complete"]) == (f"{ACCOUNT}/{REGION}", "live", True)


def test_the_calls_are_counted(server):
    _, report = report_of()

    counted = sum(sum(one["calls"].values()) for one in report["inputs"]) + sum(
        sum(calls.values()) for calls in report["calls"].values()
    )
    signing_in = 1
    assert counted + signing_in == len(server.calls)


def test_the_numbers_stand_beside_the_findings(server):
    _, report = report_of("--days", "7")

    [measured] = report["measurements"]
    assert (measured["days"], [one["prefix"] for one in measured["rules"]]) == (7, ["quay"])


def test_the_same_account_gives_the_same_report(server):
    first, second = (report_of("--region", REGION, "--region", "us-east-1")[1] for _ in range(2))

    assert first == second
    assert [one["name"] for one in first["inputs"]] == [f"{ACCOUNT}/{REGION}", f"{ACCOUNT}/us-east-1"]


def test_an_account_without_anything_is_clean(server):
    done = audit("--region", "us-west-2")

    assert done.exit_code == 0
    assert done.stdout.startswith("No findings: ")


def test_a_denied_call_is_told_and_ends_with_3(server):
    server.deny("ecr:DescribeRepositoryCreationTemplates")

    done = audit("--select", "PTC1,PTC3")

    assert done.exit_code == 3
    assert "No check failed, but not all could be told" in done.stdout
    told = " ".join(done.stdout.split())
    assert f"ecr:DescribeRepositoryCreationTemplates in {ACCOUNT}/{REGION}: access was denied" in told
    assert "so the templates can't be judged; allow the action" in told


def test_a_finding_wins_over_a_gap(server):
    server.deny("ecr:DescribeImages")
    add_rule(server, prefix="ROOT", host="public.ecr.aws")

    assert audit().exit_code == 1


def test_where_nothing_can_be_read_nobody_is_told_that_all_is_well(server):
    role = f"arn:aws:iam::{OTHER}:role/gone"

    done = audit("--account", OTHER, "--role-name", "gone")

    assert done.exit_code == 2
    assert f"account {OTHER}: the role can't be assumed: access was denied (sts:AssumeRole) ({role})" in " ".join(
        done.stdout.split()
    )


def test_several_accounts_are_read_by_their_roles(server):
    add_account(OTHER, "pullguard")
    add_rule(server, OTHER)

    _, report = report_of("--account", ACCOUNT, "--account", OTHER, "--role-name", "pullguard")

    assert [(one["name"], one["objects"]["rule"]) for one in report["inputs"]] == [
        (f"{ACCOUNT}/{REGION}", 1),
        (f"{OTHER}/{REGION}", 1),
    ]


def test_an_organization_is_read_account_by_account(server):
    add_account(OTHER, "pullguard")
    add_account("333333333333")

    status, report = report_of("--organization", "--role-name", "pullguard")

    assert [one["name"] for one in report["inputs"]] == [f"{ACCOUNT}/{REGION}", f"{OTHER}/{REGION}"]
    assert [gap["place"] for gap in report["gaps"]] == ["account 333333333333"]
    assert status == 1


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--region", REGION, "--all-regions"], "--region: says which regions, and --all-regions says all"),
        (["--account", OTHER], "--account: needs the role to assume in each account; name it: --role-name"),
        (["--organization"], "--organization: needs the role to assume in each account; name it: --role-name"),
        (["--account", OTHER, "--organization"], "--account: says which accounts, and --organization says all"),
        (["--role-name", "x"], "--role-name: needs accounts; say --account or --organization"),
        (["--external-id", "x"], "--external-id: is for a role; say --role-arn or --role-name"),
        (["--account", "12"], "Invalid value for '--account': '12' is not the 12 digits of an account id"),
        (["--region", "nowhere-1"], "--region nowhere-1: the SDK knows no such region"),
        (["--profile", "nobody"], "--profile nobody: there is no such profile"),
    ],
)
def test_what_makes_no_sense_is_one_line(server, arguments, line):
    done = audit(*arguments)

    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.startswith(f"pullguard: {line}")
    assert done.stderr.count("\n") == 1


def test_validation_and_images_can_be_left_out(server):
    audit("--skip", "images", "--skip", "validation")

    assert {"ecr:ValidatePullThroughCacheRule", "ecr:DescribeImages"} & server.actions == set()


def test_the_iam_policy_needs_no_account(monkeypatch):
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nonexistent")

    done = audit("--print-iam-policy")

    assert done.exit_code == 0
    actions = {action for one in json.loads(done.stdout)["Statement"] for action in one["Action"]}
    assert "ecr:DescribePullThroughCacheRules" in actions
    assert "secretsmanager:GetSecretValue" not in actions


def test_what_is_not_read_in_time_is_a_gap(server):
    server.settings.latency = 0.4

    status, report = report_of("--timeout", "1")

    assert status in {1, 3}
    assert {gap["remedy"] for gap in report["gaps"]} == {"give it more time (--timeout), or fewer regions"}
    assert report["inputs"][0]["complete"] is False


@pytest.mark.parametrize("command", [["audit"], ["audit", "-f", "json"], ["drift", "."], ["inventory", "--live"]])
def test_no_value_of_a_secret_comes_near_any_output(server, command):
    value = json.dumps({"username": "CANARY-name", "accessToken": "CANARY-token"})
    secret = server.client("secretsmanager").create_secret(Name="ecr-pullthroughcache/hub", SecretString=value)["ARN"]
    server.client("ecr").create_pull_through_cache_rule(
        ecrRepositoryPrefix="hub", upstreamRegistryUrl="registry-1.docker.io", credentialArn=secret
    )
    server.forget_calls()
    Path("main.tf").write_text('provider "aws" {}\nresource "aws_ecr_account_setting" "this" { name = "x" }\n')

    done = CliRunner().invoke(cli, command)

    assert "hub" in done.stdout
    assert "CANARY" not in done.stdout + done.stderr
    assert "secretsmanager:GetSecretValue" not in server.actions
    assert "secretsmanager:ListSecrets" in server.actions
