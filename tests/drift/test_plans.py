"""Plans as what is expected: their result, what they found before, or what both have."""

from pathlib import Path

import msgspec
import pytest
from sides import ACCOUNT, REGION, compare, skipped

from validator.drift.comparison import ABOUT_TO_CHANGE
from validator.drift.entry import Input
from validator.drift.expected import Against, Expected
from validator.model.inventory import Source
from validator.sources.plan.source import read_before
from validator.sources.read import ReadOptions, read_all

FIXTURES = Path(__file__).parents[1] / "fixtures"
HERE = {"account": ACCOUNT, "region": REGION}
SECRET = "ecr-pullthroughcache/hub"
# What each plan is about to do, and what of it shows where its result is expected before the apply.
PLANS = {
    "state-update": [("changed", "hub", "credential_arn"), ("changed", SECRET, "description")],
    "state-delete": [("unmanaged", "ROOT", None)],
    "state-forget": [("unmanaged", "ROOT", None), ("missing", "quay", None)],
    "state-no-op": [],
    "state-moved": [],
}


def read(name):
    """What a recorded plan leads to, and what it found before."""
    (reading,) = read_all([str(FIXTURES / "modules" / name / "plan.json")], ReadOptions(HERE, before=True)).readings
    return reading.inventory, reading.before


def found_by(name, actual, against):
    after, before = read(name)
    return compare(after, {"before": before, "after": after}[actual], before=before, against=against)


@pytest.mark.parametrize("name", [*PLANS, "state-replace"])
@pytest.mark.parametrize("actual", ["before", "after"])
def test_what_a_plan_is_about_to_change_is_no_drift_before_the_apply_nor_after_it(name, actual):
    found = found_by(name, actual, None)
    assert found.drifts == []
    assert skipped(found).get(ABOUT_TO_CHANGE, 0) == {"state-replace": 6, "state-no-op": 0, "state-moved": 0}.get(
        name, 2
    )


@pytest.mark.parametrize("name", [*PLANS, "state-replace"])
def test_each_side_of_a_plan_has_no_drift_from_itself(name):
    for side in Against:
        assert found_by(name, side.value, side).drifts == []


@pytest.mark.parametrize("name", PLANS)
def test_before_the_apply_the_result_of_a_plan_differs_by_what_it_is_about_to_change(name):
    found = found_by(name, "before", Against.AFTER)
    assert sorted((one.change, one.key, one.attribute) for one in found.drifts) == sorted(PLANS[name])


def test_after_the_apply_what_a_plan_found_before_differs_as_much():
    found = found_by("state-update", "after", Against.BEFORE)
    assert {(one.key, one.attribute) for one in found.drifts} == {
        ("hub", "credential_arn"),
        (SECRET, "description"),
    }


def test_the_samples_name_what_a_plan_is_about_to_change():
    samples = found_by("state-update", "before", None).not_compared[ABOUT_TO_CHANGE].samples
    assert samples == [
        "aws_ecr_pull_through_cache_rule.hub.credential_arn",
        "aws_secretsmanager_secret.hub.description",
    ]


def test_what_no_plan_is_about_to_change_is_compared_with_the_account():
    after, before = read("state-update")
    _, actual = read("state-update")
    key = "arn:aws:kms:eu-west-1:123456789012:key/99998888-3333-4444-5555-666677778888"
    actual.credentials = [msgspec.structs.replace(one, kms_key=key) for one in actual.credentials]
    found = compare(after, actual, before=before)
    assert [(one.change, one.key, one.attribute) for one in found.drifts] == [("changed", SECRET, "kms_key")]


def test_without_what_was_before_all_of_an_input_is_expected():
    after, _ = read("state-update")
    for against in (None, *Against):
        assert Expected([Input(after)], against=against).against(after).drifts == []


def test_a_state_has_nothing_before_it():
    state = FIXTURES / "plans" / "state-ecr" / "state.json"
    assert read_before(state.read_bytes(), "state.json", {}) is None
    (reading,) = read_all([str(state)], ReadOptions(before=True)).readings
    assert reading.before is None


def test_a_plan_that_makes_everything_found_nothing_before():
    after, before = read("import-block")
    assert after.rules
    assert before is not None
    assert before.source is Source.PLAN
    new = read_before((FIXTURES / "modules" / "for-each-map" / "plan.json").read_bytes(), "plan.json", HERE)
    assert new.rules == []


def test_before_is_read_only_where_it_is_asked_for():
    path = FIXTURES / "modules" / "state-update" / "plan.json"
    (reading,) = read_all([str(path)], ReadOptions(HERE)).readings
    assert reading.before is None


def test_what_was_before_lives_where_the_configuration_says():
    _, before = read("state-replace")
    assert {one.registry.key for one in before.rules} == {f"{ACCOUNT}/{REGION}"}


@pytest.mark.parametrize("name", ["canary-state", "canary-drift"])
def test_no_value_of_a_secret_is_read_from_the_prior_state(name):
    data = (FIXTURES / "plans" / name / "plan.json").read_bytes()
    assert b"CANARY" in data
    assert "CANARY" not in repr(read_before(data, "plan.json", HERE))
