"""``pullguard policies``: test and lint, with the cases of each policy."""

import pytest
from by_hand import CASES

MISREAD = "!(rule.upstream.hots in params.refused_hosts)"


@pytest.fixture
def cases(folder):
    """Writes the cases of the refused-upstream policy."""

    def write(text=CASES):
        (folder / "own" / "refused-upstream" / "cases.yaml").write_text(text)

    write()
    return write


def test_cases_that_are_as_expected(invoke, cases):
    done = invoke("policies", "test", "own/refused-upstream")
    assert (done.exit_code, done.stdout) == (
        0,
        "ok    TST101 refused-upstream: 3 cases\n3 cases of 1 policy, all as expected\n",
    )
    assert invoke("policies", "test", "--quiet", "own/refused-upstream").stdout == ""


def test_a_difference_is_shown_by_case_and_address(invoke, cases):
    wrong = CASES.replace("outcome: fail, line: 3", "outcome: fail, line: 2").replace(
        "    aws_ecr_pull_through_cache_rule.this: pass\n", "    aws_ecr_pull_through_cache_rule.that: pass\n"
    )
    cases(wrong)
    done = invoke("policies", "test", "own/refused-upstream")
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "wrong TST101 refused-upstream: 2 of 3 cases",
        "  quay passes (own/refused-upstream/cases.yaml:1)",
        "    aws_ecr_pull_through_cache_rule.that",
        "      - pass",
        "      + no outcome",
        "    aws_ecr_pull_through_cache_rule.this",
        "      - no outcome",
        "      + pass",
        "  github fails (own/refused-upstream/cases.yaml:9)",
        "    aws_ecr_pull_through_cache_rule.this",
        "      - fail at main.tf:2",
        "      + fail at main.tf:3",
        "2 of 3 cases of 1 policy not as expected",
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("- {name: one, hcl: 'resource {', expect: {a: pass}}", "main.tf: line 1, column 10: "),
        ("- {name: one, inventory: {source: live, rule: []}, expect: {}}", "inventory: Inventory has no field 'rule'"),
        ("- {name: one, hcl: 'locals {}', params: {refused: []}, expect: {}}", "own/refused-upstream/cases.yaml:1: "),
    ],
)
def test_a_case_that_cannot_be_judged_is_a_miss(invoke, cases, text, line):
    cases(text)
    done = invoke("policies", "test", "own/refused-upstream")
    assert done.exit_code == 1
    assert done.stdout.splitlines()[2].startswith(f"    {line}")


def test_policies_without_cases_are_not_green(invoke, folder):
    done = invoke("policies", "test", "own")
    assert (done.exit_code, done.stderr) == (2, "pullguard: own: these policies have no cases\n")
    assert invoke("policies", "test", "nowhere").exit_code == 2


def test_lint_finds_all_mistakes(invoke, folder, cases):
    own = folder / "own"
    cases("- {name: one, hcl: 'locals {}', expect: {a: pass}}")
    policy = own / "refused-upstream" / "policy.yaml"
    policy.write_text(
        policy.read_text().replace("upstream.host in", "upstream.hots in").replace("id: TST101", "id: TST201")
        + "examples: {pass: two}\n"
    )
    done = invoke("policies", "lint", "own")
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert [line.removeprefix("own/").replace(f" of {MISREAD!r}", "") for line in lines] == [
        "misnamed-secret/policy.yaml: there is no cases.yaml beside it; say what it must decide",
        "refused-upstream/policy.yaml:6: require: rule.upstream has no 'hots'; do you mean 'host'? (column 3)",
        "refused-upstream/policy.yaml: 'TST201' is taken by own/misnamed-secret/policy.yaml",
        "refused-upstream/cases.yaml: no case is fail; add one",
        "refused-upstream/cases.yaml: no case is undecided; add one, or say in policy.yaml why by no_undecided",
        "refused-upstream/policy.yaml:17: examples.pass: there is no case 'two' that shows it",
        "2 policies, 6 mistakes",
    ]


def test_lint_tells_of_a_shipped_id_and_of_cases_that_do_not_fit_their_schema(invoke, folder, cases):
    cases("- {name: one, hcl: 'locals {}'}")
    policy = folder / "own" / "refused-upstream" / "policy.yaml"
    policy.write_text(policy.read_text().replace("TST101", "PTC107"))
    lines = invoke("policies", "lint", "own/refused-upstream").stdout.splitlines()
    assert lines[0].startswith("own/refused-upstream/policy.yaml: 'PTC107' is taken by ")
    assert lines[1] == "own/refused-upstream/cases.yaml:1: 0: 'expect' is a required property"
    assert lines[2] == "1 policy, 2 mistakes"


def test_two_cases_with_one_name_are_a_mistake(invoke, cases):
    cases(CASES + CASES)
    lines = invoke("policies", "lint", "own/refused-upstream").stdout.splitlines()
    assert lines == [
        "own/refused-upstream/cases.yaml:28: 3.name: another case is named 'quay passes' too",
        "1 policy, 1 mistake",
    ]
