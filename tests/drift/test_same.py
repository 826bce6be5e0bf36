"""An inventory compared with itself as the account has no drift: over everything that is recorded."""

from collections import Counter
from pathlib import Path

import pytest
from comparing import of_source, record_of
from sides import ACCOUNT, REGION, compare, skipped

from validator.drift.expected import Against
from validator.model.value import Reason
from validator.sources.read import ReadOptions, read_all

REPOSITORY = Path(__file__).parents[2]
FIXTURES = REPOSITORY / "tests" / "fixtures"
RECORDED = sorted(
    [
        *FIXTURES.glob("modules/*/plan.json"),
        *FIXTURES.glob("plans/*/plan.json"),
        *FIXTURES.glob("plans/*/state.json"),
        *FIXTURES.glob("plans/*/terraform.tfstate"),
        *REPOSITORY.glob("examples/terraform/*/plan.json"),
    ]
)
# The plan of one with targets is not all that the code says.
CODE = sorted(path.parent for path in FIXTURES.glob("modules/*/plan.json") if path.parent.name != "targeted")
HERE = {"account": ACCOUNT, "region": REGION}
# A registry of which the account is not known is no part of what was read.
REASONS = {reason.value for reason in Reason}


def inventory(path):
    readings = read_all([str(path)], ReadOptions(HERE)).readings
    return readings[0].inventory if readings else None


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_an_inventory_has_no_drift_from_itself(path):
    found = inventory(path)
    if found is None:
        # Such as the plan of a run that failed.
        return
    comparison = compare(found, found)
    assert [(one.address, one.attribute, one.expected, one.actual) for one in comparison.drifts] == []
    assert comparison.equal == comparison.compared
    assert skipped(comparison).keys() <= REASONS


@pytest.mark.parametrize("directory", CODE, ids=lambda path: path.name)
def test_code_has_no_drift_from_what_terraform_plans_of_it_nor_the_plan_from_the_code(directory, monkeypatch):
    record = record_of(directory)
    for name, value in record.get("env", {}).items():
        monkeypatch.setenv(name, value)
    if "workspace" in record:
        monkeypatch.setenv("TF_WORKSPACE", record["workspace"])
    code, plan = of_source(directory, record, HERE), inventory(directory / "plan.json")
    for sides in ((code, plan), (plan, code)):
        assert [(one.address, one.attribute, one.expected, one.actual) for one in compare(*sides).drifts] == []


def test_this_compares_enough():
    """A comparison of nothing would pass."""
    totals = Counter()
    for found in filter(None, map(inventory, RECORDED)):
        comparison = compare(found, found)
        totals.update(compared=comparison.compared, skipped=sum(skipped(comparison).values()))
    assert len(RECORDED) > 70
    assert totals["compared"] > 1200
    assert totals["skipped"] < 200


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("modules/*/plan.json"))[:20], ids=lambda path: path.parent.name)
def test_a_plan_has_no_drift_from_its_result_whatever_it_is_about_to_change(path):
    (reading,) = read_all([str(path)], ReadOptions(HERE, before=True)).readings
    for against in (None, Against.AFTER):
        found = compare(reading.inventory, reading.inventory, before=reading.before, against=against)
        assert found.drifts == []
