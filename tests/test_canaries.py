"""No secret leaves: plans and states with marked secrets in every place, through every command and format.

The recordings hold the mark in `after`, `before`, `planned_values`, `prior_state`, `variables`, `outputs`,
`resource_drift`, in provider arguments and in the source code itself; the last test says so.
"""

from pathlib import Path

import pytest
from click.testing import CliRunner

from validator.cli import cli

MARK = "CANARY-5f1d"
ENCODED = "Q0FOQVJZLTVmMWQ"  # the same in Base64, as secret_binary has it
PLANS = Path(__file__).parent / "fixtures" / "plans"
RECORDINGS = sorted(path for path in PLANS.glob("*/*") if path.suffix in {".json", ".tfstate"} and path.is_file())
MARKED = [path for path in RECORDINGS if MARK in path.read_text()]
ROOTS = sorted({path.parent for path in PLANS.glob("canary-*/main.tf")})
COMMANDS = (
    ["check"],
    ["check", "--format", "json"],
    ["check", "--show-undecided", "--all"],
    ["inventory"],
    ["predict", "docker-hub/library/nginx", "--format", "json"],
    ["--debug", "check"],
)


def output(*arguments):
    """Everything that a run of the command prints."""
    done = CliRunner().invoke(cli, arguments)
    assert done.exit_code in {0, 1, 2, 3}, done.output
    return done.output


@pytest.mark.parametrize("path", [*MARKED, *ROOTS], ids=lambda path: str(path.relative_to(PLANS)))
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_and_no_format_prints_a_secret(command, path):
    printed = output(*command, str(path))
    assert printed
    assert MARK not in printed
    assert ENCODED not in printed


@pytest.mark.parametrize("path", MARKED, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_no_error_about_a_broken_file_prints_a_secret(tmp_path, path, share):
    data = path.read_bytes()
    broken = tmp_path / path.name
    broken.write_bytes(data[: int(len(data) * share)])
    printed = output("--debug", "check", str(broken))
    assert "pullguard: " in printed
    assert MARK not in printed
    assert ENCODED not in printed


@pytest.mark.parametrize("path", ROOTS, ids=lambda path: path.name)
def test_no_error_about_broken_code_prints_a_secret(tmp_path, path):
    text = (path / "main.tf").read_text()
    place = text.rindex(MARK) + len(MARK) + 3
    (tmp_path / "main.tf").write_text(text[:place])
    printed = output("check", str(tmp_path))
    assert "main.tf" in printed
    assert MARK not in printed
    assert ENCODED not in printed


def test_the_recordings_hold_the_mark_wherever_a_plan_can_hold_a_secret():
    places = "".join(path.read_text() for path in MARKED)
    assert len(MARKED) >= 5
    for place in (
        '"before"',
        '"after"',
        '"planned_values"',
        '"prior_state"',
        '"variables"',
        '"outputs"',
        '"resource_drift"',
    ):
        assert place in places
