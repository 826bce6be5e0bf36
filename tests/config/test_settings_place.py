"""Where ``.pullguard.yaml`` is found: beside what the inputs share, or above."""

from pathlib import Path

import pytest

from validator.config.settings import find


@pytest.fixture
def repository(tmp_path):
    """A repository with a configuration at its root and in one of its directories, and another one above it."""
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    for directory in ("repository/a/deep", "repository/b", "repository/bare"):
        (tmp_path / directory).mkdir(parents=True)
    for place in (".", "repository", "repository/a"):
        (tmp_path / place / ".pullguard.yaml").touch()
    (tmp_path / "repository" / "a" / "plan.json").touch()
    return tmp_path / "repository"


@pytest.mark.parametrize(
    ("inputs", "found"),
    [
        (["."], "."),
        (["a"], "a"),
        (["a/deep"], "a"),
        (["a/plan.json"], "a"),
        (["a/not-there.json"], "a"),
        (["b"], "."),
        (["a/deep", "a/plan.json"], "a"),
        (["a", "b"], "."),
        (["b", "a"], "."),
        (["-"], "."),
        (["-", "a"], "."),
        ([], "."),
    ],
)
def test_it_is_found_beside_what_the_inputs_share_or_above(repository, monkeypatch, inputs, found):
    monkeypatch.chdir(repository)

    assert find(inputs) == repository / found / ".pullguard.yaml"


def test_nothing_above_the_repository_is_looked_at(repository):
    (repository / ".pullguard.yaml").unlink()

    assert find([str(repository / "b")]) is None


def test_without_a_repository_the_search_ends_at_the_root(monkeypatch, tmp_path):
    monkeypatch.setattr(Path, "is_file", lambda _: False)

    assert find([str(tmp_path)]) is None
