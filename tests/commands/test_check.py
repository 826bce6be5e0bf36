"""``pullguard check``: what it prints and the exit status that it ends with."""

import json
import os

import pytest


def test_nothing_fails(check):
    done = check("clean.json")

    assert (done.exit_code, done.stdout, done.stderr) == (0, "No findings: 1 check passed on 2 objects.\n", "")


def test_a_failure(check):
    done = check("bad.json")

    assert done.exit_code == 1
    assert done.stderr == ""
    assert (
        done.stdout
        == """\
HIGH TST101 refused-upstream: Rule mirrors a host that is refused
  • aws_ecr_pull_through_cache_rule.github
    upstream.host: github mirrors ghcr.io
  Why  Nobody knows what the host holds.
  Fix  Mirror another host than this one.
  See  own/refused-upstream/policy.yaml

1 passed, 1 failed (1 high)
"""
    )


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["bad.json"], 1),
        (["bad.json", "--fail-on", "high"], 1),
        (["bad.json", "--fail-on", "critical"], 0),
        (["bad.json", "--fail-on", "never"], 0),
        (["bad.json", "--strict"], 1),
        (["late.json"], 0),
        (["late.json", "--strict"], 3),
        (["late.json", "--no-strict"], 0),
        (["late.json", "--strict", "--fail-on", "never"], 3),
        (["late.json", "bad.json", "--strict", "--fail-on", "critical"], 3),
        (["clean.json", "missing.json"], 2),
        (["bad.json", "missing.json"], 2),
        (["clean.json", "--strict"], 0),
    ],
)
def test_exit_status(check, arguments, status):
    assert check(*arguments).exit_code == status


def test_a_policy_in_error_is_no_green_gate(check, folder):
    policy = folder / "own" / "refused-upstream" / "policy.yaml"
    divided = 'require: "size(params.refused_hosts) / (size(rule.prefix) - size(rule.prefix)) == 1"'
    text = policy.read_text().replace('require: "!(rule.upstream.host in params.refused_hosts)"', divided)
    policy.write_text(text)

    done = check("clean.json")

    assert done.exit_code == 2
    assert done.stdout.startswith("ERROR TST101 refused-upstream")


def test_standard_input(check, folder):
    done = check("-", "--format", "json", stdin=(folder / "bad.json").read_text())

    assert done.exit_code == 1
    assert json.loads(done.stdout)["findings"][0]["input"] == "standard input"


def test_an_input_that_cannot_be_read_does_not_hide_the_others(check):
    done = check("missing.json", "bad.json", "--format", "json")

    report = json.loads(done.stdout)
    assert done.exit_code == 2
    assert done.stderr == "pullguard: missing.json: does not exist\n"
    assert [one["address"] for one in report["findings"]] == ["aws_ecr_pull_through_cache_rule.github"]
    assert report["gaps"] == [
        {"place": "missing.json", "problem": "does not exist", "remedy": "", "input": "missing.json"}
    ]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        '{"a": 1}',
        "<!doctype html><html></html>",
        "[" * 200 + "]" * 200,
        "null",
        "\x00\x01",
        '{"format_version": "9.9"}',
    ],
)
def test_bad_input_is_one_line_and_nothing_is_printed(check, folder, content):
    (folder / "input.json").write_text(content)

    done = check("input.json", "--format", "json")

    assert done.exit_code == 2
    assert done.stdout == ""
    assert done.stderr.startswith("pullguard: input.json")
    assert done.stderr.count("\n") == 1


def test_each_bad_input_has_a_line_of_its_own(check):
    done = check("one.json", "two.json", "one.json")

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "pullguard: one.json: does not exist\npullguard: two.json: does not exist\n"


def test_json_is_the_same_every_time_and_in_every_order_of_inputs(process):
    arguments = ("check", "--policies", "own", "--format", "json")

    one = process(*arguments, "bad.json", "late.json", env={"PYTHONHASHSEED": "1"}).stdout
    two = process(*arguments, "bad.json", "late.json", env={"PYTHONHASHSEED": "2"}).stdout

    assert one == two
    assert json.loads(one)["summary"]["outcomes"]["fail"] >= 1


def test_inputs_are_read_once(check):
    once = check("bad.json", "bad.json", "--format", "json")

    assert len(json.loads(once.stdout)["inputs"]) == 1


def test_select_and_ignore_take_lists_and_names(check):
    both = check("late.json", "--ignore", "TST201,refused-upstream", "--format", "json")

    assert json.loads(both.stdout)["summary"]["outcomes"] == {
        "pass": 0,
        "fail": 0,
        "undecided": 0,
        "not-applicable": 0,
        "error": 0,
    }


@pytest.mark.parametrize("option", ["--select", "--ignore"])
def test_a_word_that_means_no_policy_is_refused(check, option):
    done = check("clean.json", option, "refused-upstrem")

    assert (done.exit_code, done.stdout) == (2, "")
    assert (
        done.stderr == f"pullguard: {option}: there is no policy 'refused-upstrem'; do you mean 'refused-upstream'?\n"
    )


def test_show_undecided(check):
    done = check("late.json", "--show-undecided")

    assert "  known after apply: 1\n    • aws_ecr_pull_through_cache_rule.late\n" in done.stdout


def test_variables_are_taken(check):
    assert check("clean.json", "--var", "region=eu-west-1", "--var-file", "x.tfvars").exit_code == 0


def test_quiet(check):
    assert check("late.json", "--quiet").stdout == ""
    assert check("bad.json", "--quiet").stdout.endswith("policy.yaml\n")


def test_a_faulty_policy_stops_the_run(check, folder):
    (folder / "own" / "refused-upstream" / "policy.yaml").write_text("id: TST101\nnam: x\n")

    done = check("clean.json")

    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith("pullguard: own/refused-upstream/policy.yaml:")


def test_a_folder_without_policies_is_refused(invoke):
    done = invoke("check", "clean.json", "--policies", "nowhere")

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "pullguard: nowhere: there is no policy.yaml below this folder\n"


def test_a_reader_that_goes_away_does_not_change_the_verdict(process):
    reading, writing = os.pipe()
    os.close(reading)
    done = process("check", "--policies", "own", "--select", "TST", "bad.json", stdout=writing)
    os.close(writing)

    assert (done.returncode, done.stderr) == (1, b"")
