"""Every policy says of every one of its cases exactly what the case expects, from the plan and from the code."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from validator import bundle
from validator.commands.policies.cases import Case, cases_of
from validator.commands.policies.examine import mistakes
from validator.commands.policies.judging import differences, inventory_of, judge_case, try_case
from validator.engine.load import load_policy
from validator.errors import PolicyError
from validator.sources.plan.source import read_json

RECORDED = Path(__file__).parents[1] / "fixtures" / "cases"
FILES = sorted(bundle.POLICIES.glob("*/*/policy.yaml"))
NAMES = [file.parent.name for file in FILES]
policy_of = cache(load_policy)


@cache
def plans_of(policy: str) -> dict[str, Any]:
    file = RECORDED / f"{policy}.json"
    plans: dict[str, Any] = json.loads(file.read_bytes()) if file.is_file() else {}
    return plans


def readable_cases(file: Path) -> list[Case]:
    """The cases of a policy; none where they can't be read, which the test on mistakes tells."""
    try:
        return cases_of(file)
    except PolicyError:
        return []


def each_case(*, code: bool) -> list[Any]:
    """The cases that have code, or that have none, with a readable id."""
    return [
        pytest.param(file, case, id=f"{file.parent.name}: {case.name}")
        for file in FILES
        for case in readable_cases(file)
        if (case.hcl is not None) == code
    ]


@pytest.mark.parametrize(("file", "case"), each_case(code=True))
def test_a_recorded_plan_gives_what_the_case_expects(file: Path, case: Case) -> None:
    plan = plans_of(file.parent.name)[case.name]
    found = judge_case(policy_of(file), case, read_json(json.dumps(plan).encode(), "plan.json", {}))
    assert differences(case, found, lines=False) == []


@pytest.mark.parametrize(("file", "case"), each_case(code=True))
def test_the_code_gives_what_the_case_expects_where_it_says(file: Path, case: Case) -> None:
    assert try_case(policy_of(file), case) is None


@pytest.mark.parametrize(("file", "case"), each_case(code=False))
def test_an_inventory_gives_what_the_case_expects(file: Path, case: Case) -> None:
    found = judge_case(policy_of(file), case, inventory_of(case))
    assert differences(case, found) == []


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_the_policy_is_without_mistakes_and_its_cases_show_every_outcome_that_it_can_have(file: Path) -> None:
    assert list(map(str, mistakes([file]))) == []


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_every_plan_is_of_a_case_and_every_case_has_its_plan(file: Path) -> None:
    assert sorted(case.name for case in cases_of(file) if case.hcl is not None) == sorted(plans_of(file.parent.name))
