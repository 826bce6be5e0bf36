"""Code that is broken, wrong or hostile: said in one line with its place, bounded, and the rest is read."""

import time
from pathlib import Path

import pytest
from roots import problems, read, resources, write

from validator.model.value import Reason, Unknown
from validator.sources.read import ReadOptions, read_all

RULE = 'resource "aws_ecr_pull_through_cache_rule" "r" {\n  ecr_repository_prefix = %s\n}\n'
GOOD = RULE % '"quay"'


@pytest.mark.parametrize(
    ("expression", "problem"),
    [
        ("upper([])", "upper: str: a string is required, not a list"),
        ("{ a = 1 }.b", 'there is no attribute or key "b"'),
        ("1 / 0", "division by zero"),
        ('regex("[0-9]+", "abc")', "regex: "),
        ('regex("(", "abc")', "the regular expression is not valid"),
        ('file("/etc/passwd")', "the path lies outside the module's directory, where nothing is read"),
        ('file("../../../../etc/passwd")', "the path lies outside the module's directory, where nothing is read"),
        ("nothing()", "There is no function named nothing"),
        ("[1, 2][2]", "there is no element 2, the list has 2"),
    ],
)
def test_what_cannot_be_evaluated_is_unknown_and_a_gap_with_its_place(tmp_path, expression, problem):
    reading = read(tmp_path, {"main.tf": RULE % expression})
    value = resources(reading)["aws_ecr_pull_through_cache_rule.r"].values["ecr_repository_prefix"]
    assert isinstance(value, Unknown)
    assert value.reason is Reason.EVALUATION
    assert value.detail.startswith(problem)
    ((place, told),) = problems(reading)
    assert place == "root/main.tf:2:3"
    assert problem in told
    assert "\n" not in told


def test_the_gap_of_a_file_outside_does_not_show_it(tmp_path):
    write(tmp_path.parent, {"outside.txt": "hidden words"})
    reading = read(tmp_path, {"main.tf": RULE % 'file("../outside.txt")'})
    assert "hidden words" not in str(problems(reading))


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"main.tf": 'module "m" {\n  source = "./"\n}\n'}, "calls itself"),
        (
            {
                "main.tf": 'module "m" {\n  source = "./a"\n}\n',
                "a/main.tf": 'module "m" {\n  source = "../b"\n}\n',
                "b/main.tf": 'module "m" {\n  source = "../a"\n}\n',
            },
            "calls itself",
        ),
        ({"main.tf": f'module "m" {{\n  source = "{"../" * 40}nowhere"\n}}\n'}, "there is no directory"),
        ({"main.tf": 'module "m" {\n  source = var.unset\n}\n'}, ""),
    ],
)
def test_a_call_that_leads_nowhere_is_one_gap_and_the_rest_is_read(tmp_path, files, told):
    reading = read(tmp_path, files | {"rule.tf": GOOD})
    assert list(resources(reading)) == ["aws_ecr_pull_through_cache_rule.r"]
    assert reading.gaps
    assert told in " ".join(gap.problem for gap in reading.gaps)
    assert all("\n" not in gap.problem for gap in reading.gaps)


def test_a_source_far_above_is_read_like_any_module(tmp_path):
    write(tmp_path, {"main.tf": GOOD})
    root = tmp_path / "a" / "b" / "c"
    reading = read(root, {"main.tf": 'module "m" {\n  source = "../../.."\n}\n'})
    assert list(resources(reading)) == ["module.m.aws_ecr_pull_through_cache_rule.r"]


def test_ten_megabytes_of_other_blocks_take_seconds_at_most(tmp_path: Path):
    other = "".join(
        f'resource "aws_instance" "v{n}" {{\n  ami  = "ami-{n}"\n  tags = {{ Name = "x${{var.y}}" }}\n}}\n'
        for n in range(130_000)
    )
    assert len(other) > 10_000_000
    write(tmp_path, {"main.tf": other + GOOD})
    before = time.process_time()
    inputs = read_all([str(tmp_path)], ReadOptions())
    assert time.process_time() - before < 15
    assert [rule.prefix for rule in inputs.readings[0].inventory.rules] == ["quay"]


def test_the_other_roots_are_read_beside_a_broken_one(tmp_path, monkeypatch):
    write(
        tmp_path, {"broken/main.tf": 'resource "aws_ecr_repository" "r" {\n  name = = "secret"\n}\n', "fine/a.tf": GOOD}
    )
    monkeypatch.chdir(tmp_path)
    inputs = read_all(["."], ReadOptions())
    assert [rule.address for one in inputs.readings for rule in one.inventory.rules] == [
        "aws_ecr_pull_through_cache_rule.r"
    ]
    ((_, error),) = inputs.unread
    assert error.place == "broken/main.tf"
    assert error.problem.startswith("line 2, column 10: ")
    assert "secret" not in str(error)
