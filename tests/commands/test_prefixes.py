"""A parameter can have another value under a prefix."""

import json

import pytest
from by_hand import change, plan, rule


def judged(done):
    """The outcome and the message of each finding."""
    return {one["address"].rpartition(".")[2]: (one["outcome"], one["message"]) for one in done["findings"]}


@pytest.fixture
def findings(check, folder):
    """What is found with a configuration."""

    def run(text):
        (folder / ".pullguard.yaml").write_text(text)
        (folder / "several.json").write_text(
            plan(rule("hub", "ghcr.io"), rule("hub/team", "ghcr.io"), rule("hubs", "ghcr.io"), rule("quay", "quay.io"))
        )
        return judged(json.loads(check("several.json", "--format", "json").stdout))

    return run


def test_it_holds_below_the_prefix_and_nowhere_else(findings):
    assert findings("prefixes: {hub: {refused_hosts: []}}") == {"hubs": ("fail", "hubs mirrors ghcr.io")}


def test_the_longest_prefix_wins_and_a_final_slash_is_implied(findings):
    assert set(findings("prefixes: {hub/: {refused_hosts: []}, hub/team/: {refused_hosts: [ghcr.io]}}")) == {
        "hub/team",
        "hubs",
    }


def test_root_is_the_rest_and_params_hold_where_no_prefix_does(findings):
    assert set(findings("params: {refused_hosts: [quay.io]}\nprefixes: {hub: {refused_hosts: [ghcr.io]}}")) == {
        "hub",
        "hub/team",
        "quay",
    }
    assert set(findings("prefixes: {ROOT: {refused_hosts: [quay.io]}}")) == {"quay"}


def test_an_unknown_prefix_leaves_open_which_value_holds(check, folder):
    (folder / ".pullguard.yaml").write_text("prefixes: {hub: {refused_hosts: []}}")
    late = change(
        "aws_ecr_pull_through_cache_rule",
        "late",
        {"upstream_registry_url": "ghcr.io"},
        {"ecr_repository_prefix": True},
    )
    (folder / "late.json").write_text(plan(late))

    found = judged(json.loads(check("late.json", "--format", "json").stdout))

    assert found["late"][0] == "undecided"
    assert found["late"][1].startswith("prefix is unknown: known after apply")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "prefixes:\n  hub:\n    refused_host: []",
            "3:5: params.refused_host: no policy has this parameter; do you mean 'refused_hosts'?",
        ),
        ("prefixes:\n  hub: {refused_hosts: [1]}", "2:9: params.refused_hosts[0]: 1 is not of type 'string'"),
        ("prefixes:\n  hub: []", "2:3: prefixes.hub must be a mapping, and is a list"),
    ],
)
def test_a_mistake_is_told_with_its_place(check, folder, text, problem):
    (folder / ".pullguard.yaml").write_text(text)

    done = check("clean.json")

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"pullguard: {folder}/.pullguard.yaml:{problem}\n"


def test_show_config_tells_where_they_are_written(check, folder):
    (folder / ".pullguard.yaml").write_text("prefixes: {hub: {refused_hosts: []}}")

    lines = check("--show-config").stdout.splitlines()

    assert f'  hub: {{"refused_hosts":[]}}  # {folder}/.pullguard.yaml:1:12' in lines
