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
BY_HAND = sorted(path.parent for path in MODULES.glob("*/inventory.json"))
UNRECORDABLE = ["awscc-registry", "awscc-rule", "awscc-template", "provider-6-for-each", "provider-6-region"]

# Only the cloud knows these.
CLOUD = {Reason.ELSEWHERE, Reason.ACCOUNT}
# Objects of these are known to differ: the plan is one of some targets.
PARTIAL = {"targeted"}
# A rule of a secret that exists has no value to wait for, and only a plan knows that it does.
NOTHING_TO_WAIT_FOR = ".waits_for_value: False in the code, None in the plan"


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


def written(shown, expected):
    """Of what is shown, the values that are written down by hand; others follow from them."""
    if isinstance(shown, dict) and isinstance(expected, dict) and "unknown" not in shown:
        return {name: written(shown[name], value) for name, value in expected.items()}
    if isinstance(shown, list) and isinstance(expected, list) and len(shown) == len(expected):
        return [written(*pair) for pair in zip(shown, expected, strict=True)]
    return shown


@pytest.mark.parametrize("module", RECORDED, ids=lambda path: path.name, indirect=True)
def test_code_and_plan_give_the_same_inventory(module):
    directory, record = module
    found = compare(of_source(directory, record), of_plan(directory / "plan.json"))
    exists = exists_already(record, directory)
    allowed = CLOUD | ({Reason.AFTER_APPLY} if exists else set())
    if directory.name not in PARTIAL:
        assert [one for one in found.differences if not (exists and one.endswith(NOTHING_TO_WAIT_FOR))] == []
    assert {reason: count for reason, count in found.only_plan.items() if reason not in allowed} == {}


@pytest.mark.parametrize("module", BY_HAND, ids=lambda path: path.name, indirect=True)
def test_code_that_no_plan_can_be_recorded_of_gives_the_inventory_written_by_hand(module):
    directory, record = module
    expected = json.loads((directory / "inventory.json").read_text())
    (shown,) = dump([(directory.name, of_source(directory, record))])["inventories"]
    shown = json.loads(json.dumps(shown).replace(f"{directory}/", ""))
    assert {kind for kind, found in shown.items() if isinstance(found, list) and found} == expected.keys()
    for kind, objects in expected.items():
        assert [one["address"] for one in shown[kind]] == [one["address"] for one in objects]
        assert written(shown[kind], objects) == objects


def test_all_fixtures_that_no_plan_can_be_recorded_of_have_an_inventory_written_by_hand():
    assert [path.name for path in BY_HAND] == UNRECORDABLE


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
