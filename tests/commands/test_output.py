"""Where text goes: colours, encodings, files."""

import os
import stat
from pathlib import Path

import pytest

OWN = ("check", "--policies", "own", "--select", "TST")


def on_a_terminal(process, *arguments: str, **environment: str) -> str:
    """What a run prints on a terminal."""
    pty = pytest.importorskip("pty", reason="Windows has no pseudo terminals")
    ours, theirs = pty.openpty()
    process(*arguments, stdout=theirs, env={"TERM": "xterm"} | environment)
    os.close(theirs)
    text = b""
    try:
        while part := os.read(ours, 65536):
            text += part
    except OSError:
        # Linux ends a terminal that nobody writes to any more with an error.
        pass
    os.close(ours)
    return text.decode()


def test_colours_are_for_terminals(process):
    assert "\x1b[31m\x1b[1mHIGH" in on_a_terminal(process, *OWN, "bad.json")
    assert b"\x1b" not in process(*OWN, "bad.json").stdout


def test_no_color(process):
    assert "\x1b" not in on_a_terminal(process, *OWN, "bad.json", NO_COLOR="1")


def test_a_dumb_terminal_has_no_colours(process):
    assert "\x1b" not in on_a_terminal(process, *OWN, "bad.json", TERM="dumb")


def test_force_color(process):
    assert b"\x1b[31m\x1b[1mHIGH" in process(*OWN, "bad.json", env={"FORCE_COLOR": "1"}).stdout
    assert b"\x1b" not in process(*OWN, "bad.json", env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout
    assert b"\x1b" not in process(*OWN, "bad.json", env={"FORCE_COLOR": "0"}).stdout


def test_the_width_is_that_of_the_terminal(process):
    lines = on_a_terminal(process, *OWN, "bad.json", COLUMNS="50", NO_COLOR="1").splitlines()

    assert lines[:2] == ["HIGH TST101 refused-upstream: Rule mirrors a host", "  that is refused"]


def test_ascii_where_the_encoding_has_no_more(process):
    done = process(*OWN, "bad.json", env={"PYTHONIOENCODING": "ascii"})

    assert done.returncode == 1
    assert b"  - aws_ecr_pull_through_cache_rule.github\n" in done.stdout


def test_json_is_utf_8_whatever_the_encoding(process, folder):
    (folder / "bad.json").write_text(
        (folder / "bad.json").read_text().replace("github", "gith\u00fcb"), encoding="utf-8"
    )

    done = process(*OWN, "bad.json", "--format", "json", env={"PYTHONIOENCODING": "ascii"})

    assert "aws_ecr_pull_through_cache_rule.gith\u00fcb" in done.stdout.decode("utf-8")


def test_a_file(check, folder):
    done = check("bad.json", "--output", "report.txt")

    assert (done.exit_code, done.stdout) == (1, "")
    assert (folder / "report.txt").read_text(encoding="utf-8").startswith("HIGH TST101")


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_a_file_is_replaced_whole_and_keeps_its_mode(check, folder):
    report = folder / "report.json"
    report.write_text("x" * 100_000)
    report.chmod(0o640)

    check("bad.json", "--format", "json", "--output", "report.json")

    assert report.read_text().endswith("\n}\n")
    assert stat.S_IMODE(report.stat().st_mode) == 0o640
    assert [path.name for path in folder.iterdir() if path.name.startswith(".report")] == []


def test_a_file_stays_as_it_is_when_nothing_could_be_checked(check, folder):
    (folder / "report.json").write_text("the last one")

    assert check("missing.json", "--output", "report.json").exit_code == 2
    assert (folder / "report.json").read_text() == "the last one"


def test_a_link_stays_a_link(check, folder):
    (folder / "real.txt").write_text("")
    (folder / "link.txt").symlink_to("real.txt")

    check("bad.json", "--output", "link.txt")

    assert (folder / "link.txt").is_symlink()
    assert (folder / "real.txt").read_text(encoding="utf-8").startswith("HIGH")


def test_a_device_is_written_to(check):
    assert check("bad.json", "--output", os.devnull).exit_code == 1
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize(
    ("output", "line"),
    [
        ("bad.json", "pullguard: --output bad.json: is an input too; name another file\n"),
        (".", "pullguard: --output .: is a directory; name a file in it\n"),
        ("no/where.txt", "pullguard: --output no/where.txt: its directory does not exist; create it first\n"),
    ],
)
def test_an_output_that_is_wrong_is_refused(check, folder, output, line):
    before = (folder / "bad.json").read_text()
    done = check("bad.json", "--output", output)

    assert (done.exit_code, done.stdout, done.stderr) == (2, "", line)
    assert (folder / "bad.json").read_text() == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_disk_is_said(process):
    with Path("/dev/full").open("wb") as full:
        done = process(*OWN, "clean.json", stdout=full)

    assert done.returncode == 2
    assert done.stderr == b"pullguard: standard output: can't be written: No space left on device\n"
