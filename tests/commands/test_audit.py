"""The command line of ``audit``, on a local AWS: what it reads, says, and ends with."""

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from by_hand import scrubbed
from click.testing import CliRunner

from tests.aws.seeding import add_account
from tests.aws.server import ACCOUNT, REGION, running
from validator.cli import cli
from validator.sources.aws.sessions import session_of

OTHER = "210987654321"


@pytest.fixture(scope="module")
def started():
    with running() as server:
        yield server


@pytest.fixture
def server(started, tmp_path, monkeypatch):
    """An account with one rule, in a directory without a configuration."""
    started.reset()
    started.settings.latency = 0.0
    session_of.cache_clear()
    for name, value in started.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    add_rule(started)
    yield started
    session_of.cache_clear()


def add_rule(server, account=ACCOUNT, prefix="quay", host="quay.io"):
    client = server.client("ecr", account=account)
    client.create_pull_through_cache_rule(ecrRepositoryPrefix=prefix, upstreamRegistryUrl=host)
    server.forget_calls()


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


def test_the_inventory_of_an_account_is_like_any_other(server):
    done = CliRunner().invoke(cli, ["inventory", "--live"])

    [shown] = json.loads(done.stdout)["inventories"]
    assert done.exit_code == 0
    assert (shown["input"], shown["source"]) == (f"{ACCOUNT}/{REGION}", "live")
    assert [one["links"]["registry"] for one in shown["rules"]] == [f"registry {ACCOUNT}/{REGION}"]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--live", "main.tf"], "--live: reads accounts, and no PATH; leave one of them out"),
        (["--region", REGION], "accounts are read with --live only; add it, or leave out their options"),
    ],
)
def test_an_inventory_is_of_inputs_or_of_accounts(server, arguments, line):
    done = CliRunner().invoke(cli, ["inventory", *arguments])

    assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"pullguard: {line}\n")


def test_an_inventory_that_is_not_whole_ends_with_3(server):
    server.deny("ecr:DescribeImages", "iam:*", "ecr:GetRegistryPolicy")

    done = CliRunner().invoke(cli, ["inventory", "--live"])

    [shown] = json.loads(done.stdout)["inventories"]
    assert (done.exit_code, shown["registries"][0]["permissions"]["unknown"]) == (3, "access was denied")


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


def process(server, *arguments, **options):
    environment = scrubbed() | server.environment()
    return subprocess.Popen([sys.executable, "-m", "validator", "audit", *arguments], env=environment, **options)


def test_ctrl_c_reports_what_there_is_and_does_not_wait_for_calls_under_way(server):
    running = process(server, "--format", "json", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 30
    while not server.calls and time.monotonic() < deadline:
        time.sleep(0.01)
    server.settings.latency = 20
    time.sleep(1)
    running.send_signal(signal.SIGINT)
    stdout, stderr = running.communicate(timeout=15)

    assert (running.returncode, stderr) == (130, b"")
    assert [gap["place"] for gap in json.loads(stdout)["gaps"]] == [f"{ACCOUNT}/{REGION}"]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo terminals on Windows")
def test_a_terminal_shows_how_far_it_is(server):
    server.settings.latency = 0.1
    ours, theirs = pty.openpty()
    running = process(server, stdout=subprocess.DEVNULL, stderr=theirs)
    os.close(theirs)
    shown = b""
    while select.select([ours], [], [], 30)[0]:
        try:
            shown += os.read(ours, 1024)
        except OSError:
            break
    running.wait(timeout=30)

    assert b"accounts: 1, regions: 0/1, calls: " in shown
    assert shown.endswith(b"\r\x1b[K")
