"""A plan, two policies of a user's own, an account, and ways to run the command."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from by_hand import plan, rule, scrubbed
from click.testing import CliRunner, Result

from tests.aws.account_rules import add_rule
from tests.aws.server import Server, running
from validator.cli import cli
from validator.sources.aws.sessions import session_of

UPSTREAM = """\
id: TST101
name: refused-upstream
title: Rule mirrors a host that is refused
severity: high
applies_to: rule
require: "!(rule.upstream.host in params.refused_hosts)"
at: upstream.host
message: "{rule.prefix} mirrors {rule.upstream.host}"
params:
  refused_hosts:
    description: Hosts that no rule may mirror.
    type: array
    items: {type: string}
    default: [ghcr.io]
rationale: Nobody knows what the host holds. It may be anything.
remediation: Mirror another host than this one.
"""
SECRET = """\
id: TST201
name: misnamed-secret
title: Secret has another name than expected
severity: low
applies_to: credential
require: credential.name == "ecr-pullthroughcache/hub"
at: name
message: "{credential.address} has another name"
rationale: ECR finds a secret by its name.
remediation: Give the secret the name that ECR expects.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory: a clean plan, one that fails, one that is undecided, and the policies."""
    for name, text in {"refused-upstream": UPSTREAM, "misnamed-secret": SECRET}.items():
        (tmp_path / "own" / name).mkdir(parents=True)
        (tmp_path / "own" / name / "policy.yaml").write_text(text)
    (tmp_path / "clean.json").write_text(plan(rule("quay", "quay.io")))
    (tmp_path / "bad.json").write_text(plan(rule("github", "ghcr.io"), rule("quay", "quay.io")))
    (tmp_path / "late.json").write_text(plan(rule("quay", "quay.io"), rule("late", None)))
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def started() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.fixture
def server(started: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """An account with one rule, in a directory without a configuration."""
    started.reset()
    started.settings.latency = 0.0
    session_of.cache_clear()
    for name, value in started.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    add_rule(started)
    yield started
    session_of.cache_clear()


@pytest.fixture
def check(folder: Path) -> Callable[..., Result]:
    """Runs ``pullguard check`` in this process with the own policies only."""

    def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
        own = ["--policies", "own", "--select", "TST"]
        return CliRunner().invoke(cli, ["check", *own, *arguments], input=stdin)

    return run


@pytest.fixture
def invoke(folder: Path) -> Callable[..., Result]:
    """Runs ``pullguard`` in this process."""

    def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(cli, arguments, input=stdin)

    return run


@pytest.fixture
def predict(invoke: Callable[..., Result], folder: Path) -> Callable[..., Result]:
    """Runs ``pullguard predict`` in this process; ``alone.yaml`` lets no shipped policy have a say."""
    (folder / "alone.yaml").write_text("off: [PTC]")
    return lambda *arguments, **options: invoke("predict", *arguments, **options)


@pytest.fixture
def process(folder: Path) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Runs ``pullguard`` as a process of its own, with nothing of our environment."""

    def run(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
        environment = scrubbed() | options.pop("env", {})
        given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL} | options
        command = [sys.executable, "-m", "validator", *arguments]
        return subprocess.run(command, env=environment, check=False, cwd=folder, timeout=60, **given)

    return run
