"""``inventory --live``, on a local AWS: whose it is, and what it ends with."""

import json

import pytest
from click.testing import CliRunner

from tests.aws.server import ACCOUNT, REGION
from validator.cli import cli


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
