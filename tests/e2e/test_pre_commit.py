"""The pre-commit hook, run by the real pre-commit on commits of a scratch repository."""

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
BAD = """\
resource "aws_ecr_pull_through_cache_rule" "github" {
  ecr_repository_prefix = "github"
  upstream_registry_url = "ghcr.io"
}
"""
MENDED = BAD.replace('"ghcr.io"', '"quay.io"').replace("github", "quay")
REGION = 'provider "aws" {\n  region = "eu-west-1"\n}\n'
TEMPLATE = """\
resource "aws_ecr_repository_creation_template" "quay" {
  prefix      = "quay"
  applied_for = ["PULL_THROUGH_CACHE"]
}
"""
BOUNDED = TEMPLATE.replace(
    "}\n",
    """\
  lifecycle_policy = jsonencode({
    rules = [{
      rulePriority = 1
      selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 100 }
      action       = { type = "expire" }
    }]
  })
}
""",
)
HEARD = """\
resource "aws_cloudwatch_event_rule" "failures" {
  name          = "ecr-cache"
  event_pattern = jsonencode({ source = ["aws.ecr"] })
}

resource "aws_cloudwatch_event_target" "failures" {
  rule = aws_cloudwatch_event_rule.failures.name
  arn  = "arn:aws:sns:eu-west-1:123456789012:platform"
}
"""


@pytest.fixture
def environment(tmp_path):
    """The hook is installed by pip as anywhere else, but with what this environment has: no network is needed."""
    return {
        **{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        "PRE_COMMIT_HOME": str(tmp_path / "pre-commit"),
        "PYTHONPATH": sysconfig.get_path("purelib"),
        "PIP_NO_INDEX": "1",
        "PIP_NO_BUILD_ISOLATION": "0",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        **{f"GIT_{role}_{what}": "x@example.com" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    }


@pytest.fixture
def repository(tmp_path, environment):
    path = tmp_path / "infrastructure"
    path.mkdir()
    run(["git", "init", "--quiet"], path, environment)
    return path


@pytest.fixture
def project(tmp_path, environment):
    """The project as a repository of its own: what pre-commit would clone, with what is not committed yet."""
    path = tmp_path / "pullguard"
    listed = run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], PROJECT, environment).stdout
    for name in listed.splitlines():
        if name.startswith("tests/") or not (PROJECT / name).is_file():
            continue
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes((PROJECT / name).read_bytes())
    run(["git", "init", "--quiet"], path, environment)
    run(["git", "add", "--all"], path, environment)
    run(["git", "commit", "--quiet", "--message", "all"], path, environment)
    return path


def run(command, directory, environment):
    return subprocess.run(command, cwd=directory, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def stage(repository, environment):
    """Stages a file of the scratch repository."""

    def staged(name, text):
        (repository / name).parent.mkdir(exist_ok=True)
        (repository / name).write_text(text)
        run(["git", "add", name], repository, environment)

    return staged


def test_a_bad_commit_is_refused_on_its_line(project, repository, environment, stage):
    stage("cache/main.tf", TEMPLATE + BAD)
    hook = [sys.executable, "-m", "pre_commit", "try-repo", str(project), "pullguard", "--verbose"]
    done = run(hook, repository, environment)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "PTC103 missing-credential" in done.stdout
    assert "(cache/main.tf:5:1)" in done.stdout


def test_a_mended_commit_passes_and_one_of_other_files_runs_nothing(project, repository, environment, stage):
    revision = run(["git", "rev-parse", "HEAD"], project, environment).stdout.strip()
    hook = {"repo": str(project), "rev": revision, "hooks": [{"id": "pullguard", "verbose": True}]}
    stage(".pre-commit-config.yaml", json.dumps({"repos": [hook]}))
    stage("cache/main.tf", BOUNDED + MENDED + REGION + HEARD)
    command = [sys.executable, "-m", "pre_commit", "run"]

    mended = run(command, repository, environment)
    assert mended.returncode == 0, mended.stdout + mended.stderr
    assert "No findings" in mended.stdout

    run(["git", "commit", "--quiet", "--message", "mended"], repository, environment)
    stage("notes.md", "Nothing of ours.\n")
    assert "(no files to check)Skipped" in run(command, repository, environment).stdout

    stage("network/main.tf", 'resource "aws_vpc" "this" {}\n')
    unrelated = run(command, repository, environment)
    assert unrelated.returncode == 0
    assert "Nothing to check: network/main.tf has no objects of ECR pull through cache." in unrelated.stdout
