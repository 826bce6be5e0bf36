"""The organization that the benchmark audits."""

import json
import subprocess
import sys

import pytest

from bench.fleet import RULES
from bench.live import fleet
from tests.aws.accounts import ACCOUNT


@pytest.fixture(scope="module")
def audited(tmp_path_factory):
    file = tmp_path_factory.mktemp("bench") / "report.json"
    with fleet(2) as served:
        role, name, *_ = served.options
        command = [sys.executable, "-m", "validator", "audit", "--organization", role, name, "--region", "us-east-1"]
        done = subprocess.run([*command, "--format", "json", "--output", file], env=served.environment, check=False)
        return done.returncode, json.loads(file.read_text(encoding="utf-8")), served.calls(), served.calls()


def test_every_account_is_read_without_a_gap(audited):
    status, report, _, _ = audited
    assert (status, report["gaps"]) == (1, [])
    assert [one["name"] for one in report["inputs"]] == [f"{ACCOUNT}/us-east-1", "200000000001/us-east-1"]


def test_every_rule_has_a_secret_a_template_and_a_repository_with_an_image(audited):
    _, report, _, _ = audited
    rules = [rule for one in report["measurements"] for rule in one["rules"]]
    assert len(rules) == 2 * RULES
    assert {(rule["repositories"], rule["images"]) for rule in rules} == {(1, 1)}
    assert sum(len(one["credentials"]) for one in report["measurements"]) == 2 * RULES


def test_the_calls_are_counted_since_they_were_counted_last(audited):
    _, report, calls, more = audited
    of_regions = sum(sum(one["calls"].values()) for one in report["inputs"])
    # Signing in and listing the organization belong to no region.
    assert of_regions < calls < of_regions + 10
    assert more == 0
