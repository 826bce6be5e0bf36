"""How a run ends: one line, and an exit status that says what kind of end it was."""

import os
import re
import signal
import subprocess
import sys

import click
import pytest
from by_hand import scrubbed
from click.testing import CliRunner

from validator import cli, commands
from validator.commands.ending import Ending
from validator.errors import InputError


@pytest.fixture
def faulty(monkeypatch):
    """A command line of which the command ``check`` raises what a test wants."""

    def run(error: BaseException, *arguments: str):
        def fail(**_: object) -> None:
            raise error

        module = type(commands)("validator.commands.faulty")
        module.command = click.Command("check", callback=fail)
        monkeypatch.setitem(sys.modules, "validator.commands.faulty", module)
        monkeypatch.setitem(cli.COMMANDS, "check", "validator.commands.faulty")
        return CliRunner().invoke(cli.cli, [*arguments, "check"])

    return run


def test_a_fault_of_ours_is_told_without_what_it_quotes(faulty):
    done = faulty(KeyError("s3cr3t"))

    assert done.exit_code == 70
    assert done.stderr.splitlines()[0].startswith(
        "pullguard: a fault of pullguard's own: KeyError at validator/cli.py:"
    )
    assert "--debug" in done.stderr
    assert "s3cr3t" not in done.output


def test_debug_shows_where_the_fault_is(faulty):
    done = faulty(KeyError("name"), "--debug")

    assert done.exit_code == 70
    assert "Traceback (most recent call last)" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("pullguard: please report this fault at https://")


def test_what_the_user_can_mend_is_one_line(faulty):
    done = faulty(InputError("is empty", place="plan.json", remedy="make it again"), "--debug")

    assert (done.exit_code, done.stderr) == (2, "pullguard: plan.json: is empty; make it again\n")


def test_an_interruption_is_silent(faulty):
    done = faulty(KeyboardInterrupt())

    assert (done.exit_code, done.output) == (130, "")


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        # With a colon and no quotes in older versions of click.
        (["check", "--bogus"], "No such option:? '?--bogus'?; see `pullguard check --help`"),
        (["chek"], "No such command 'chek'"),
        (["check", "--format", "xml"], "Invalid value for '--format' / '-f': 'xml' is not one of 'text', 'json'"),
        (["check", "--fail-on", "bad"], "Invalid value for '--fail-on': 'bad' is not one of 'critical', 'high'"),
        (["check", "--var", "x"], "Invalid value for '--var': 'x' is not NAME=VALUE; see `pullguard check --help`"),
    ],
)
def test_wrong_usage_is_one_line(invoke, arguments, line):
    done = invoke(*arguments)

    assert (done.exit_code, done.stdout) == (2, "")
    assert re.match(f"pullguard: {line}", done.stderr)
    assert done.stderr.count("\n") == 1


def test_other_exits_pass():
    with pytest.raises(SystemExit), Ending(debug=False):
        sys.exit(5)


def test_help_that_nobody_reads_ends_as_a_broken_pipe(process):
    reading, writing = os.pipe()
    os.close(reading)
    done = process("--help", stdout=writing)
    os.close(writing)

    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_ctrl_c(folder):
    os.mkfifo(folder / "pipe")
    command = [sys.executable, "-m", "validator", "check", "pipe"]
    output = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    # Where the tests run in the background the signal is ignored, and a child would inherit that.
    heed = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)}
    with subprocess.Popen(command, **output, **heed, env=scrubbed(), cwd=folder) as running:
        # Opening a pipe waits for its reader to open it too; a moment later that one waits for something to read.
        with (folder / "pipe").open("wb"):
            with pytest.raises(subprocess.TimeoutExpired):
                running.wait(1)
            running.send_signal(signal.SIGINT)
            running.wait(10)
        assert (running.returncode, running.stdout.read(), running.stderr.read()) == (130, b"", b"")


def test_nothing_is_printed_that_a_terminal_would_obey(faulty):
    done = faulty(InputError("is \x1b[31mred\u202e", place="a\tb"))

    assert done.stderr == "pullguard: a\\tb: is \\x1b[31mred\\u202e\n"


def test_version(invoke):
    done = invoke("--version")

    assert (done.exit_code, done.stdout) == (0, "pullguard 0.1.0\n")


def test_no_command_shows_the_help(invoke):
    assert "Commands:\n  check " in invoke().output


@pytest.mark.parametrize("name", cli.COMMANDS)
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_every_command_has_help_with_an_example(invoke, name, option):
    done = invoke(name, option)

    assert done.exit_code == 0
    assert f"    pullguard {name}" in done.stdout


def test_start_up_imports_little():
    code = "import sys, validator.cli; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=scrubbed())

    loaded = set(done.stdout.split())
    assert loaded & {"boto3", "jsonschema", "hcl2", "rich", "yaml", "msgspec", "cel_expr_python"} == set()
    assert not any(name.startswith(("validator.sources", "validator.engine", "validator.model")) for name in loaded)


def test_a_check_imports_only_what_it_needs(folder):
    code = (
        "import sys\nfrom validator.cli import cli\n"
        "try: cli.main(['check', 'clean.json'])\nfinally: print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env=scrubbed(), cwd=folder
    )

    assert done.stdout.startswith("No ") or "passed" in done.stdout
    assert set(done.stdout.split()) & {"boto3", "jsonschema", "hcl2", "rich"} == set()
