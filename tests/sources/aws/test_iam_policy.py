"""The policy that is shipped allows exactly what the code calls, across accounts and regions."""

import json

import pytest
from click.testing import CliRunner

from tests.aws.seeding import add_account
from tests.aws.server import REGION
from tests.sources.aws.other_account import OTHER, ROLE
from tests.sources.aws.seeded import seed
from validator.cli import cli
from validator.sources.aws.iam_policy import policy_document
from validator.sources.aws.sessions import session_of


@pytest.fixture
def organization(server, tmp_path, monkeypatch):
    """An organization of two accounts, of which one has everything that is read; and a directory without settings."""
    session_of.cache_clear()
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    seed(server)
    add_account(OTHER, ROLE)
    server.forget_calls()
    yield server
    session_of.cache_clear()


def actions(*sids):
    return {action for one in policy_document()["Statement"] if one["Sid"] in sids for action in one["Action"]}


def audit(*arguments):
    return CliRunner().invoke(cli, ["audit", "--format", "json", *arguments])


def test_an_audit_of_an_organization_uses_every_action_of_the_policy_and_no_other(organization):
    done = audit("--organization", "--role-name", "pullguard", "--all-regions")

    assert json.loads(done.stdout)["gaps"] == []
    assert organization.actions == {
        action for statement in policy_document()["Statement"] for action in statement["Action"]
    }


def test_an_audit_of_one_account_needs_nothing_of_what_is_for_several(organization):
    audit("--region", REGION)

    assert organization.actions == actions("ReadEachAccount", "ReadSecretsWithoutTheirValues") - {"ec2:DescribeRegions"}


def test_drift_needs_no_more_than_an_audit(organization):
    CliRunner().invoke(cli, ["drift", "--region", REGION])

    assert organization.actions <= actions("ReadEachAccount", "ReadSecretsWithoutTheirValues")


def test_every_action_reads():
    names = {action.partition(":")[2] for action in actions("ReadEachAccount", "ReadSecretsWithoutTheirValues")}

    assert {name for name in names if not name.startswith(("Describe", "Get", "List"))} == {
        "ValidatePullThroughCacheRule"
    }
    assert "GetSecretValue" not in names
