"""Which roots are found below a path, and what is never looked at."""

import os
from pathlib import Path

import pytest
from roots import write

from validator.errors import InputError
from validator.sources.hcl.library import Library
from validator.sources.hcl.roots import read_roots
from validator.sources.hcl.run import Options
from validator.sources.hcl.survey import find_roots

OURS = 'resource "aws_ecr_repository" "r" {\n  name = "a"\n}\n'
OTHER = 'resource "aws_instance" "v" {}\n'


def call(source: str) -> str:
    return f'module "m" {{\n  source = "{source}"\n}}\n'


def found(top: Path, *paths: str) -> list[str]:
    """The roots below a directory, or of some paths in it, by their names in it."""
    roots, _ = find_roots([top / path for path in paths or ("",)], Library())
    return [os.path.relpath(root.path.resolve(), top.resolve()) for root in roots]


def test_a_directory_that_another_one_calls_is_no_root(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "prod/main.tf": call("../modules/a"),
            "dev/main.tf": call("../modules/a"),
            "modules/a/main.tf": call("../b"),
            "modules/b/main.tf": OURS,
            "alone/main.tf": OURS,
            "network/main.tf": OTHER,
        },
    )
    assert found(tmp_path) == ["alone", "dev", "prod"]
    assert found(tmp_path, "modules/b") == ["modules/b"]
    assert find_roots([tmp_path], Library())[1] == 6


def test_a_call_in_a_comment_is_no_call(tmp_path: Path) -> None:
    commented = "".join(f"# {line}\n" for line in call("../b").splitlines())
    write(tmp_path, {"a/main.tf": OURS + commented, "b/main.tf": OURS})
    assert found(tmp_path) == ["a", "b"]


def test_modules_that_only_call_each_other_are_read_from_one_of_them(tmp_path: Path) -> None:
    write(tmp_path, {"a/main.tf": call("../b"), "b/main.tf": call("../a") + OURS})
    assert found(tmp_path) == ["a"]


def test_hidden_and_ignored_directories_are_left_out(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            ".git/config": "",
            ".gitignore": "build/\n*.generated\n!keep/build/\n",
            "main.tf": OURS,
            ".hidden/main.tf": OURS,
            ".terraform/modules/x/main.tf": OURS,
            "build/main.tf": OURS,
            "deep/build/main.tf": OURS,
            "keep/build/main.tf": OURS,
            "own/.gitignore": "/here\n",
            "own/here/main.tf": OURS,
            "own/deep/here/main.tf": OURS,
        },
    )
    assert found(tmp_path) == [".", "keep/build", "own/deep/here"]
    assert found(tmp_path, "deep") == []


def test_a_loop_of_symbolic_links_ends(tmp_path: Path) -> None:
    write(tmp_path, {"a/main.tf": OURS})
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    assert found(tmp_path) == ["a"]


def test_a_module_that_is_installed_makes_its_root_matter(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "main.tf": call("corp/x/aws"),
            ".terraform/modules/modules.json": '{"Modules": [{"Key": "m", "Dir": ".terraform/modules/m"}]}',
            ".terraform/modules/m/main.tf": OURS,
        },
    )
    assert found(tmp_path) == ["."]


def test_a_file_stands_for_the_roots_of_its_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(
        tmp_path,
        {
            "prod/main.tf": call("../modules/a"),
            "prod/terraform.tfvars": "",
            "modules/a/main.tf": OURS,
            "modules/a/more.tf": OTHER,
            "other/main.tf": OURS,
            "network/main.tf": OTHER,
        },
    )
    monkeypatch.chdir(tmp_path)
    assert found(tmp_path, "modules/a/more.tf", "modules/a/main.tf") == ["prod"]
    assert found(tmp_path, "prod/terraform.tfvars") == ["prod"]
    assert found(tmp_path, "network/main.tf") == []


def test_files_of_other_directories_are_never_parsed(tmp_path: Path) -> None:
    write(tmp_path, {"ours/main.tf": OURS, "network/main.tf": OTHER + "this is { no HCL"})
    roots, count = find_roots([tmp_path], Library())
    readings = list(read_roots(roots, Options(), lambda reading: reading))
    assert count == 2
    assert [(len(reading.resources), reading.errors) for reading in readings] == [(1, [])]


def test_a_path_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere: there is no such file or directory"):
        find_roots([tmp_path / "nowhere"], Library())
