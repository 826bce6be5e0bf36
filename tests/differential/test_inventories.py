"""Terraform is the judge: code and the plan of it give the same inventory, on every value that both know.

What the plan knows and the code does not has a reason that depends on the cloud: an account, a lookup, what exists
already.
"""

import json
from collections import Counter
from pathlib import Path

import pytest
from comparing import compare, of_plan, of_source, record_of

from validator.model.dump import dump
from validator.model.value import Reason

MODULES = Path(__file__).parents[1] / "fixtures" / "modules"
RECORDED = sorted(path.parent for path in MODULES.glob("*/plan.json"))
BY_HAND = sorted(path.parent for path in MODULES.glob("**/inventory.json"))

# Only the cloud knows these.
CLOUD = {Reason.ELSEWHERE, Reason.ACCOUNT}
# Objects of these are known to differ: the plan is one of some targets.
PARTIAL = {"targeted"}


@pytest.fixture
def module(request, monkeypatch):
    """A fixture module, with the environment that its plan was recorded with."""
    record = record_of(request.param)
    for name, value in record.get("env", {}).items():
        monkeypatch.setenv(name, value)
    if "workspace" in record:
        monkeypatch.setenv("TF_WORKSPACE", record["workspace"])
    return request.param, record


def exists_already(record, directory):
    """Whether the plan knows resources of an earlier apply, which code knows nothing of."""
    return "state" in record or any("import {" in path.read_text() for path in directory.glob("*.tf"))


@pytest.mark.parametrize("module", RECORDED, ids=lambda path: path.name, indirect=True)
def test_code_and_plan_give_the_same_inventory(module):
    directory, record = module
    found = compare(of_source(directory, record), of_plan(directory / "plan.json"))
    allowed = CLOUD | ({Reason.AFTER_APPLY} if exists_already(record, directory) else set())
    if directory.name not in PARTIAL:
        assert found.differences == []
    assert {reason: count for reason, count in found.only_plan.items() if reason not in allowed} == {}


@pytest.mark.parametrize("module", BY_HAND, ids=lambda path: path.name, indirect=True)
def test_code_that_no_plan_can_be_recorded_of_gives_the_inventory_written_by_hand(module):
    directory, record = module
    expected = json.loads((directory / "inventory.json").read_text())
    shown = dump([(directory.name, of_source(directory, record))])
    assert json.loads(json.dumps(shown).replace(f"{directory}/", "")) == expected


def test_there_are_enough_fixtures_and_they_compare_enough():
    """A comparison of nothing would pass."""
    totals = Counter()
    for directory in RECORDED:
        record = record_of(directory)
        if record.get("env") or record.get("workspace"):
            continue
        found = compare(of_source(directory, record), of_plan(directory / "plan.json"))
        totals.update(alike=found.alike, unknown=found.both_unknown)
    assert len(RECORDED) >= 60
    assert totals["alike"] > 3000
    assert totals["unknown"] > 500
