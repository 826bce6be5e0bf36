"""``pullguard policies``: list, new, test and lint."""

import json

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


def listed(invoke, *options):
    done = invoke("policies", "list", "--format", "json", "--policies", "own", *options)
    assert (done.exit_code, done.stderr) == (0, "")
    return {row["id"]: row for row in json.loads(done.stdout)}


def test_list_has_the_shipped_policies_and_the_users(invoke):
    rows = listed(invoke)
    assert rows["PTC107"]["title"] == "Rule claims every repository name of the registry"
    assert rows["TST101"] == {
        "id": "TST101",
        "name": "refused-upstream",
        "title": "Rule mirrors a host that is refused",
        "severity": "high",
        "object": "rule",
        "sources": ["hcl", "plan", "state", "live"],
        "decided_on": "code, plans, states and the live account",
        "params": ["refused_hosts"],
        "off": False,
        "url": "own/refused-upstream/policy.yaml",
    }


def test_list_filters_by_severity_object_and_source(invoke, folder):
    assert {row["severity"] for row in listed(invoke, "--severity", "critical").values()} == {"critical"}
    assert {row["object"] for row in listed(invoke, "--object", "credential").values()} == {"credential"}
    own = folder / "own" / "misnamed-secret" / "policy.yaml"
    own.write_text(own.read_text() + "sources: [live]\n")
    assert "TST201" in listed(invoke, "--source", "l")
    assert "TST201" not in listed(invoke, "--source", "plan")
    assert "TST201" not in listed(invoke, "--source", "s")
    assert "TST201" not in listed(invoke, "--source", "sl")
    assert "TST101" in listed(invoke, "--source", "sl")
    assert listed(invoke)["TST201"]["decided_on"] == "the live account"


def test_list_shows_what_the_configuration_makes_of_a_policy(invoke, folder):
    (folder / ".pullguard.yaml").write_text("off: [TST201]\nseverities: {TST101: info}\n")
    rows = listed(invoke)
    assert (rows["TST101"]["severity"], rows["TST201"]["off"]) == ("info", True)
    text = invoke("policies", "list", "--policies", "own", "--severity", "low", "--object", "credential").stdout
    assert "  low       TST201   misnamed-secret" in text
    assert "Secret has another name than expected (off)" in " ".join(text.split())


def test_list_counts(invoke):
    assert (
        invoke("policies", "list", "--policies", "own", "--severity", "info")
        .stdout.splitlines()[-1]
        .endswith("policies")
    )


def test_a_new_policy_passes_its_own_lint_and_test(invoke, folder):
    made = invoke("policies", "new", "foreign-namespace", "--dir", "mine", "--area", "upstreams")
    assert made.exit_code == 0
    assert made.stdout.splitlines()[:2] == [
        "mine/upstreams/foreign-namespace/policy.yaml",
        "mine/upstreams/foreign-namespace/cases.yaml",
    ]
    assert invoke("policies", "new", "other-fault", "--dir", "mine").exit_code == 0
    assert invoke("policies", "lint", "mine").stdout == "2 policies, no mistakes\n"
    tested = invoke("policies", "test", "mine")
    assert tested.exit_code == 0
    assert tested.stdout.splitlines() == [
        "ok    OWN102 other-fault: 4 cases",
        "ok    OWN101 foreign-namespace: 4 cases",
        "8 cases of 2 policies, all as expected",
    ]
    assert invoke("check", "--policies", "mine", "--select", "OWN", "clean.json").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["Foreign"], "NAME: 'Foreign' is not in kebab-case; write it like foreign-namespace"),
        (["a", "--area", "../x"], "--area: '../x' is not in kebab-case; write it like foreign-namespace"),
        (["root-rule"], "'root-rule' is the shipped policy PTC107; take another name"),
        (
            ["refused-upstream"],
            "own/refused-upstream: is there already; take another name",
        ),
        (
            ["refused-upstream", "--area", "x"],
            "'refused-upstream' is there already: own/refused-upstream/policy.yaml; take another name",
        ),
        (["a", "--id", "x1"], "--id: 'x1' is no id; write it like OWN101"),
        (["a", "--id", "PTC107"], "--id: 'PTC107' is taken; take another one, or leave it out"),
        (["a", "--id", "TST101"], "--id: 'TST101' is taken; take another one, or leave it out"),
    ],
)
def test_a_new_policy_needs_a_name_and_an_id_of_its_own(invoke, folder, arguments, problem):
    done = invoke("policies", "new", "--dir", "own", *arguments)
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", f"pullguard: {problem}\n")


def test_the_id_of_a_new_policy_can_be_given(invoke, folder):
    assert invoke("policies", "new", "a-fault", "--dir", "mine", "--id", "ABC500").exit_code == 0
    assert (folder / "mine" / "a-fault" / "policy.yaml").read_text().startswith("id: ABC500\nname: a-fault\n")


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


def test_the_group_lists_its_commands(invoke):
    assert [line.split()[0] for line in invoke("policies", "--help").stdout.splitlines()[-4:]] == [
        "list",
        "new",
        "test",
        "lint",
    ]
    assert invoke("policies", "lst").exit_code == 2
