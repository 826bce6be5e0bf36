"""The files of a root: their order, what is told of broken ones, and how far loops and chains are followed."""

from pathlib import Path

import pytest
from roots import read, write

from validator.sources.hcl.files import module_files

OURS = 'resource "aws_ecr_repository" "r" {\n  name = "a"\n}\n'


def test_blocks_that_nothing_needs_are_never_parsed(tmp_path: Path) -> None:
    odd = 'resource "aws_instance" "v" {\n  ami = = 1\n}\n'
    reading = read(tmp_path, {"main.tf": OURS + odd})
    assert len(reading.resources) == 1
    assert reading.errors == []


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
