"""Which roots are found below a path, and what is never looked at."""

import os
from pathlib import Path

import pytest
from roots import read, write

from validator.errors import InputError
from validator.sources.hcl.files import module_files
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


def test_blocks_that_nothing_needs_are_never_parsed(tmp_path: Path) -> None:
    odd = 'resource "aws_instance" "v" {\n  ami = = 1\n}\n'
    reading = read(tmp_path, {"main.tf": OURS + odd})
    assert len(reading.resources) == 1
    assert reading.errors == []


def test_a_path_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere: there is no such file or directory"):
        find_roots([tmp_path / "nowhere"], Library())


def test_a_broken_block_is_an_error_with_its_place_and_the_rest_is_read(tmp_path: Path) -> None:
    broken = 'resource "aws_ecr_repository" "broken" {\n  name = = "a"\n}\n'
    reading = read(tmp_path, {"main.tf": OURS + broken})
    assert [one.address for one in reading.resources] == ["aws_ecr_repository.r"]
    (error,) = reading.errors
    assert error.place == "root/main.tf"
    assert error.problem.startswith("line 5, column 10: ")


def test_a_file_that_is_not_utf_8_is_told_of_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "bad.tf").write_bytes(b"# caf\xe9\n")
    reading = read(tmp_path, {"main.tf": OURS})
    assert len(reading.resources) == 1
    assert [str(error) for error in reading.errors] == ["root/bad.tf: the file is not UTF-8 (byte 5); save it as UTF-8"]


@pytest.mark.parametrize("text", ["\ufeff" + OURS, OURS.replace("\n", "\r\n")])
def test_a_byte_order_mark_and_windows_lines_are_read(tmp_path: Path, text: str) -> None:
    (tmp_path / "main.tf").write_bytes(text.encode())
    (resource,) = read(tmp_path, {}).resources
    assert resource.values["name"] == "a"
    assert resource.location is not None
    assert (resource.location.line, resource.location.column) == (1, 1)


def test_the_files_of_a_module_come_in_terraforms_order(tmp_path: Path) -> None:
    names = [
        "b.tf",
        "a.tf",
        "override.tf",
        "a_override.tf.json",
        "c.tf.json",
        "d.tofu",
        "d.tf",
        ".x.tf",
        "e.tf~",
        "f.txt",
    ]
    write(tmp_path, dict.fromkeys(names, ""))
    assert [path.name for path in module_files(tmp_path)] == [
        "a.tf",
        "b.tf",
        "c.tf.json",
        "d.tofu",
        "a_override.tf.json",
        "override.tf",
    ]


def test_a_loop_over_a_million_elements_is_bounded(tmp_path: Path) -> None:
    code = """
locals {
  big   = [for i in range(1024) : [for j in range(1024) : [for k in range(1024) : k]]]
  small = [for i in range(3) : i]
}
resource "aws_secretsmanager_secret" "s" {
  name        = local.big
  description = local.small[2]
}
"""
    values = read(tmp_path, {"main.tf": code}).resources[0].values
    assert values["name"].detail == "it takes more than 1,000,000 steps to evaluate this"
    assert values["description"] == "2"


def test_a_long_chain_of_locals_is_followed(tmp_path: Path) -> None:
    chain = "\n".join(f"  l{n} = local.l{n + 1}" for n in range(500))
    code = f'locals {{\n{chain}\n  l500 = "end"\n}}\nresource "aws_ecr_repository" "r" {{\n  name = local.l0\n}}'
    assert read(tmp_path, {"main.tf": code}).resources[0].values["name"] == "end"
