"""The grammar's tables are kept in a directory of the user's alone, and nothing that happens to them breaks a run."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from validator.sources.hcl.grammar import kept as module
from validator.sources.hcl.grammar.kept import kept

POSIX = pytest.mark.skipif(os.name == "nt", reason="modes and owners of POSIX")
PARSE = "from validator.sources.hcl.syntax import parse_file; print(parse_file('a = 1 + 2').attributes['a'].name)"


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "pullguard"


def build(file):
    if file and not Path(file).exists():
        Path(file).write_text("built", encoding="ascii")
        return "new"
    return Path(file).read_text(encoding="ascii") if file else "without a file"


def parse(environment):
    result = subprocess.run(
        [sys.executable, "-c", PARSE], env={**os.environ, **environment}, capture_output=True, text=True, check=True
    )
    return result.stdout, result.stderr


@POSIX
def test_tables_are_kept_from_others(cache):
    kept(build, "recipe")
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700


def test_tables_are_built_once_and_then_read(cache):
    assert [kept(build, "recipe"), kept(build, "recipe")] == ["new", "built"]
    (file,) = cache.iterdir()
    assert file.name.startswith("hcl-")


def test_another_recipe_has_another_file(cache):
    assert [kept(build, "one"), kept(build, "two")] == ["new", "new"]
    assert len(list(cache.iterdir())) == 2


def test_a_parser_survives_damaged_tables(cache):
    environment = {"XDG_CACHE_HOME": str(cache.parent)}
    assert parse(environment) == ("a\n", "")
    (file,) = cache.iterdir()
    tables = file.read_bytes()
    for damaged in (b"damaged\nnot a pickle", tables[: len(tables) // 2]):
        file.write_bytes(damaged)
        assert parse(environment) == ("a\n", "")
        assert len(file.read_bytes()) > len(tables) * 0.9
        assert list(cache.iterdir()) == [file]


@POSIX
def test_a_directory_that_others_can_write_is_not_used(cache, tmp_path, monkeypatch):
    cache.mkdir(mode=0o777)
    cache.chmod(0o777)
    fallback = tmp_path / "temporary"
    fallback.mkdir()
    monkeypatch.setattr(module.tempfile, "gettempdir", lambda: str(fallback))
    assert kept(build, "recipe") == "new"
    assert list(cache.iterdir()) == []
    (directory,) = fallback.iterdir()
    assert (directory.name, stat.S_IMODE(directory.stat().st_mode)) == (f"pullguard-{os.getuid()}", 0o700)


@POSIX
def test_a_link_in_the_place_of_the_directory_is_not_followed(cache, tmp_path, monkeypatch):
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    cache.symlink_to(tmp_path / "elsewhere")
    monkeypatch.setattr(module.tempfile, "gettempdir", lambda: str(tmp_path))
    assert kept(build, "recipe") == "new"
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_without_a_directory_tables_are_built_and_not_kept(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", encoding="ascii")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr(module.tempfile, "gettempdir", lambda: str(tmp_path / "file"))
    assert kept(build, "recipe") == "without a file"


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {"HOME": "/home/a"}, "/home/a/.cache"),
        ("darwin", {"HOME": "/Users/a"}, "/Users/a/Library/Caches"),
        ("win32", {"LOCALAPPDATA": "/c/a"}, "/c/a"),
        ("linux", {"XDG_CACHE_HOME": "/x"}, "/x"),
    ],
)
def test_each_platform_has_its_directory_for_caches(platform, environment, expected, monkeypatch):
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(module.sys, "platform", platform)
    assert module._user_cache() == Path(expected)
