"""What is said, and what is known, where a module or what is referred to is not there or leads in a circle."""

from pathlib import Path

import pytest
from roots import problems, read, resources, write

from validator.model.value import Reason, Unknown
from validator.sources.hcl.library import Library
from validator.sources.hcl.run import Options
from validator.sources.hcl.source import read_root


def test_a_module_that_is_not_installed_is_a_gap_and_its_outputs_are_unknown(tmp_path: Path) -> None:
    code = """
module "hub" {
  source  = "corp/secret/aws"
  version = "1.0"
}
resource "aws_ecr_pull_through_cache_rule" "r" {
  ecr_repository_prefix = "hub"
  upstream_registry_url = "registry-1.docker.io"
  credential_arn        = module.hub.arn
}
"""
    reading = read(tmp_path, {"main.tf": code})
    rule = resources(reading)["aws_ecr_pull_through_cache_rule.r"]
    assert rule.values["credential_arn"] == Unknown(Reason.MODULE_MISSING, "module.hub")
    (gap,) = reading.gaps
    assert gap.place == "root/main.tf:3:3"
    assert gap.problem == 'the module "corp/secret/aws" is not installed, so what it makes is not known'
    assert gap.remedy == "terraform init (or terraform get) installs it"


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("./nowhere", 'there is no directory for the module "./nowhere"'),
        ("./empty", 'the directory of the module "./empty" holds no Terraform'),
        ("./", 'the module "./" calls itself'),
        ("../../../../../../../../..", 'the directory of the module "../../../../../../../../.." holds no Terraform'),
    ],
)
def test_a_local_module_that_can_not_be_read_is_a_gap(tmp_path: Path, source: str, problem: str) -> None:
    reading = read(tmp_path, {"main.tf": f'module "m" {{\n  source = "{source}"\n}}', "empty/readme": ""})
    assert problems(reading) == [("root/main.tf:2:3", problem)]


def test_modules_that_call_each_other_in_a_circle_end(tmp_path: Path) -> None:
    files = {
        "main.tf": 'module "a" {\n  source = "./a"\n}',
        "a/main.tf": 'module "b" {\n  source = "../b"\n}\nresource "aws_ecr_repository" "a" {\n  name = "a"\n}',
        "b/main.tf": 'module "a" {\n  source = "../a"\n}\nresource "aws_ecr_repository" "b" {\n  name = "b"\n}',
    }
    reading = read(tmp_path, files)
    assert list(resources(reading)) == ["module.a.aws_ecr_repository.a", "module.a.module.b.aws_ecr_repository.b"]
    assert problems(reading) == [("root/b/main.tf:2:3", 'the module "../a" calls itself')]


def test_a_symbolic_link_to_the_module_itself_is_a_circle(tmp_path: Path) -> None:
    root = write(tmp_path, {"main.tf": 'module "m" {\n  source = "./again"\n}'})
    (root / "again").symlink_to(root)
    reading = read_root(root, "root", Library(), Options())
    assert problems(reading) == [("root/main.tf:2:3", 'the module "./again" calls itself')]


def test_what_depends_on_itself_shows_the_cycle(tmp_path: Path) -> None:
    code = """
locals {
  a = local.b
  b = module.m.out
}
module "m" {
  source = "./m"
  in     = local.a
}
resource "aws_ecr_repository" "r" {
  name = local.a
}
"""
    module = 'variable "in" {}\noutput "out" {\n  value = var.in\n}'
    reading = read(tmp_path, {"main.tf": code, "m/main.tf": module})
    cycle = "it depends on itself: local.a -> local.b -> module.m.output.out -> module.m.var.in -> local.a"
    assert problems(reading) == [("root/main.tf:8:3", cycle)]
    assert reading.resources[0].values["name"] == Unknown(Reason.EVALUATION, cycle)


def test_a_reference_to_something_that_is_not_there_is_a_gap(tmp_path: Path) -> None:
    code = """
resource "aws_ecr_repository" "r" {
  name                 = local.nope
  image_tag_mutability = var.nope
  force_delete         = module.nope.x
  tags                 = aws_vpc.nope.tags
}
"""
    reading = read(tmp_path, {"main.tf": code})
    assert problems(reading) == [
        ("root/main.tf:3:3", 'the module has no local value "nope"'),
        ("root/main.tf:4:3", 'the module declares no variable "nope"'),
        ("root/main.tf:5:3", 'the module calls no module "nope"'),
        ("root/main.tf:6:3", 'the module declares no resource "aws_vpc" "nope"'),
    ]
