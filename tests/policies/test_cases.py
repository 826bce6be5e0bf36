"""Every policy says of every one of its cases exactly what the case expects, from the plan and from the code."""

import json
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from inventories import of_code, of_data, of_plan
from jsonschema import Draft202012Validator

from validator import bundle
from validator.engine.evaluate import outcomes_of
from validator.engine.load import load_policy
from validator.engine.params import resolve
from validator.findings.finding import Outcome
from validator.model.inventory import Inventory

RECORDED = Path(__file__).parents[1] / "fixtures" / "cases"
FILES = sorted(bundle.POLICIES.glob("*/*/cases.yaml"))
NAMES = [file.parent.name for file in FILES]
NEEDED = {Outcome.PASS, Outcome.FAIL, Outcome.UNDECIDED}


class Placed(NamedTuple):
    """An outcome, and the file and line that its finding points to."""

    outcome: str
    file: str | None = None
    line: int | None = None


def cases_of(file: Path) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return cases


@cache
def plans_of(policy: str) -> dict[str, Any]:
    plans: dict[str, Any] = json.loads((RECORDED / f"{policy}.json").read_bytes())
    return plans


def each_case(key: str) -> list[Any]:
    """The cases that have a key, with a readable id."""
    return [
        pytest.param(file, case, id=f"{file.parent.name}: {case['name']}")
        for file in FILES
        for case in cases_of(file)
        if key in case
    ]


def judged(file: Path, case: dict[str, Any], inventory: Inventory) -> dict[str, Placed]:
    """The outcomes of the policy beside a file of cases, by the address that a finding would show."""
    policy = load_policy(file.with_name("policy.yaml"))
    params = resolve([policy], case.get("params", {}))
    found: dict[str, Placed] = {}
    for _, one, verdict in outcomes_of(inventory, [policy], params):
        origin = one.origin_of(policy.at or "")
        place = origin.location
        assert origin.address not in found, "two objects are judged at one address"
        assert verdict.error == ""
        outcome = verdict.outcome.value
        found[origin.address] = Placed(outcome, place.file, place.line) if place else Placed(outcome)
    return found


def expected(case: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        address: {"outcome": expect} if isinstance(expect, str) else expect
        for address, expect in case["expect"].items()
    }


def outcomes(placed: dict[str, Placed]) -> dict[str, str]:
    return {address: one.outcome for address, one in placed.items()}


def expected_outcomes(case: dict[str, Any]) -> dict[str, str]:
    return {address: one["outcome"] for address, one in expected(case).items()}


@pytest.mark.parametrize(("file", "case"), each_case("hcl"))
def test_a_recorded_plan_gives_what_the_case_expects(file: Path, case: dict[str, Any]) -> None:
    plan = plans_of(file.parent.name)[case["name"]]
    assert expected_outcomes(case) == outcomes(judged(file, case, of_plan(plan)))


@pytest.mark.parametrize(("file", "case"), each_case("hcl"))
def test_the_code_gives_what_the_case_expects_where_it_says(file: Path, case: dict[str, Any], tmp_path: Path) -> None:
    found = judged(file, case, of_code(case, tmp_path))
    assert expected_outcomes(case) == outcomes(found)
    lines = {
        address: (one.get("file", "main.tf"), one["line"]) for address, one in expected(case).items() if "line" in one
    }
    assert lines == {address: (Path(found[address].file or "").as_posix(), found[address].line) for address in lines}


@pytest.mark.parametrize(("file", "case"), each_case("inventory"))
def test_an_inventory_gives_what_the_case_expects(file: Path, case: dict[str, Any]) -> None:
    assert expected_outcomes(case) == outcomes(judged(file, case, of_data(case["inventory"])))


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_the_cases_match_their_schema_and_have_names_of_their_own(file: Path) -> None:
    schema = json.loads((bundle.SCHEMAS / "cases.schema.json").read_bytes())
    cases = cases_of(file)
    assert not [error.message for error in Draft202012Validator(schema).iter_errors(cases)]
    names = [case["name"] for case in cases]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_the_cases_show_every_outcome_that_the_policy_can_have(file: Path) -> None:
    written = yaml.safe_load(file.with_name("policy.yaml").read_text(encoding="utf-8"))
    needed = NEEDED - ({Outcome.UNDECIDED} if "no_undecided" in written else set())
    needed |= {Outcome.NOT_APPLICABLE} if "when" in written else set()
    shown = {outcome for case in cases_of(file) for outcome in expected_outcomes(case).values()}
    assert {one.value for one in needed} <= shown


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_every_plan_is_of_a_case_and_every_case_has_its_plan(file: Path) -> None:
    assert sorted(case["name"] for case in cases_of(file) if "hcl" in case) == sorted(plans_of(file.parent.name))


def test_every_policy_has_cases() -> None:
    assert sorted(file.parent for file in bundle.POLICIES.glob("*/*/policy.yaml")) == [file.parent for file in FILES]
