"""``pullguard policies``: list, new, and what the group has."""

import json

import pytest


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


def test_the_group_lists_its_commands(invoke):
    assert [line.split()[0] for line in invoke("policies", "--help").stdout.splitlines()[-4:]] == [
        "list",
        "new",
        "test",
        "lint",
    ]
    assert invoke("policies", "lst").exit_code == 2
