"""What wins: flags over the configuration file over defaults."""

import json

import pytest


@pytest.fixture
def config(folder):
    """Writes ``.pullguard.yaml``."""

    def write(text: str) -> None:
        (folder / ".pullguard.yaml").write_text(text)

    return write


def test_where_each_setting_comes_from(invoke, config, folder):
    config("fail-on: high\noff: [TST201]\npolicies: [own]\nseverities:\n  TST101: low\nparams: {refused_hosts: []}\n")

    done = invoke("check", "clean.json", "--strict", "--ignore", "TST2", "--select", "TST", "--show-config")

    file = f"{folder}/.pullguard.yaml"
    lines = done.stdout.splitlines()
    assert done.exit_code == 0
    assert lines[: lines.index("params:")] == [
        f"# configuration file: {file}",
        f"fail-on: high  # {file}:1:1",
        "strict: true  # --strict",
        "policies:",
        f'  - "{folder}/own"  # {file}:3:12',
        "select:",
        "  - TST  # --select",
        "off:",
        f"  - TST201  # {file}:2:7",
        "  - TST2  # --ignore",
        "severities:",
        f"  TST101: low  # {file}:5:3",
    ]
    assert f"  refused_hosts: []  # {file}:6:10" in lines


def test_defaults(check):
    lines = check("--show-config").stdout.splitlines()

    assert lines[:3] == ["# configuration file: none", "fail-on: low  # default", "strict: false  # default"]
    assert "off: []  # default" in lines
    assert "severities: {}  # default" in lines
    assert '  refused_hosts: ["ghcr.io"]  # default' in lines


def test_a_flag_beats_the_file(check, config):
    config("fail-on: never\nstrict: true\n")

    assert check("bad.json").exit_code == 0
    assert check("bad.json", "--fail-on", "low").exit_code == 1
    assert check("late.json").exit_code == 3
    assert check("late.json", "--no-strict").exit_code == 0


def test_params_severities_and_off_take_effect(check, config):
    config("params: {refused_hosts: [quay.io]}\nseverities: {refused-upstream: critical}\n")
    report = json.loads(check("bad.json", "--format", "json").stdout)

    assert [(one["severity"], one["message"]) for one in report["findings"]] == [("critical", "quay mirrors quay.io")]

    config("off: [refused-upstream]\n")
    assert check("bad.json").exit_code == 0


def test_another_file_by_name(check, config, folder):
    config("fail-on: never\n")
    (folder / "other.yaml").write_text("fail-on: low\n")

    assert check("bad.json", "--config", "other.yaml").exit_code == 1


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("off: [TST999]", "1:7: there is no policy 'TST999'"),
        (
            "severities:\n  refused-upstrea: low",
            "2:3: there is no policy 'refused-upstrea'; do you mean 'refused-upstream'?",
        ),
        (
            "params:\n  refused_host: []",
            "2:3: params.refused_host: no policy has this parameter; do you mean 'refused_hosts'?",
        ),
        ("params:\n  refused_hosts: [1]", "2:3: params.refused_hosts[0]: 1 is not of type 'string'"),
        ("parms: {}", "1:1: unknown key 'parms'; do you mean 'params'?"),
        ("off: [", "1:7: is not YAML: expected the node content, but found '<stream end>'"),
    ],
)
def test_a_mistake_stops_the_run_with_its_place(check, config, folder, text, line):
    config(text)

    done = check("bad.json")

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"pullguard: {folder}/.pullguard.yaml:{line}\n"
