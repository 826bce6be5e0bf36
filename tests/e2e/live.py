"""pullguard on the local AWS, and what its reports say."""

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from tests.aws.changes import Change
from tests.aws.server import Server
from validator.cli import cli
from validator.sources.aws.sessions import session_of

REPOSITORY = Path(__file__).parents[2]
SECURE = REPOSITORY / "examples" / "terraform" / "secure"

Report = dict[str, Any]


def pullguard(server: Server, command: str, *arguments: str | Path) -> tuple[int, Report]:
    """The exit status of a command on live accounts, and its report."""
    # A session keeps the endpoint of the server that it was made for.
    session_of.cache_clear()
    done = CliRunner().invoke(
        cli, [command, *map(str, arguments), "--format", "json"], env=server.environment(), catch_exceptions=False
    )
    assert done.stdout, done.stderr
    return done.exit_code, json.loads(done.stdout)


def drifts(report: Report) -> list[tuple[str, str, str]]:
    """Policy, address and attribute of each finding."""
    return sorted((one["policy"], one["address"], one["attribute"] or "") for one in report["findings"])


def assert_drifts(report: Report, changes: list[Change]) -> None:
    """The report names these changes, each once, and nothing else."""
    left = drifts(report)
    for change in changes:
        found = [one for one in left if _is(one, change)]
        assert len(found) == 1, f"{change.name}: {found}"
        left.remove(found[0])
    assert left == []


def _is(finding: tuple[str, str, str], change: Change) -> bool:
    policy, address, attribute = finding
    # What Terraform does not have is at an ARN, of a secret with random letters behind its name.
    placed = change.address in address if address.startswith("arn:") else change.address == address
    return (policy, attribute) == (change.policy, change.attribute) and placed
