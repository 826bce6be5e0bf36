"""The worked example of ``docs/writing-policies.md``: its files, and what the commands print of them."""

import os
from contextlib import chdir
from pathlib import Path

from click.testing import CliRunner

from validator.cli import cli
from validator.commands.policies.cases import CASES

ROOT = Path(__file__).parents[2]
FOLDER = Path("examples/policies")
POLICY = FOLDER / "foreign-namespace"


def parts() -> dict[str, str]:
    """The parts by their names."""
    return {
        "example-policy": _file(POLICY / "policy.yaml"),
        "example-cases": _file(POLICY / CASES),
        "example-lint": _run("policies", "lint", FOLDER.as_posix()),
        "example-test": _run("policies", "test", FOLDER.as_posix()),
    }


def _file(path: Path) -> str:
    text = (ROOT / path).read_text(encoding="utf-8")
    return f"`{path.as_posix()}`:\n\n```yaml\n{text.rstrip()}\n```"


def _run(*arguments: str) -> str:
    """A command and what it prints, from the root of the repository.

    Raises:
        RuntimeError: It fails.
    """
    environment = dict.fromkeys(("NO_COLOR",), "1") | {name: "" for name in os.environ if name == "FORCE_COLOR"}
    with chdir(ROOT):
        done = CliRunner().invoke(cli, arguments, env=environment)
    if done.exit_code:
        raise RuntimeError(done.output)
    return f"```console\n$ pullguard {' '.join(arguments)}\n{done.stdout.rstrip()}\n```"
