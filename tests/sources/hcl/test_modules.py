"""Modules: their own scopes, at any depth, and what is known where one can't be read."""

import json
from pathlib import Path

import pytest
from roots import problems, read, resources, write

from validator.model.value import Reason, Unknown
from validator.sources.hcl.library import Library
from validator.sources.hcl.run import Options
from validator.sources.hcl.source import read_root

RULES = """
variable "rules" {
  type = map(object({ url = string, credential = optional(string) }))
}
locals {
  wanted = { for name, rule in var.rules : name => rule if rule.url != "" }
}
resource "aws_ecr_pull_through_cache_rule" "this" {
  for_each              = local.wanted
  ecr_repository_prefix = each.key
  upstream_registry_url = each.value.url
  credential_arn        = try(each.value.credential, null)
}
output "prefixes" {
  value = [for rule in aws_ecr_pull_through_cache_rule.this : rule.ecr_repository_prefix]
}
output "ids" {
  value = { for name, rule in aws_ecr_pull_through_cache_rule.this : name => rule.id }
}
"""


def test_values_and_references_pass_through_calls_at_any_depth(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        {
            "main.tf": """
resource "aws_secretsmanager_secret" "hub" {
  for_each = toset(["x"])
  name     = "ecr-pullthroughcache/hub"
}
module "a" {
  source   = "./outer"
  for_each = toset(["k"])
  arn      = aws_secretsmanager_secret.hub["x"].arn
}
resource "aws_ecr_registry_policy" "p" {
  policy = join(",", module.a["k"].prefixes)
}
""",
            "outer/main.tf": """
variable "arn" {}
locals {
  hub = { url = "registry-1.docker.io", credential = var.arn }
}
module "b" {
  source = "../inner"
  count  = 1
  rules  = { hub = local.hub, none = { url = "" }, quay = { url = "quay.io" } }
}
output "prefixes" {
  value = one(module.b[*].prefixes)
}
""",
            "inner/main.tf": RULES,
        },
    )
    found = resources(reading)
    hub = found['module.a["k"].module.b[0].aws_ecr_pull_through_cache_rule.this["hub"]']
    quay = found['module.a["k"].module.b[0].aws_ecr_pull_through_cache_rule.this["quay"]']
    assert len(found) == 4
    assert hub.values["credential_arn"].refers_to == ('aws_secretsmanager_secret.hub["x"].arn',)
    assert quay.values["credential_arn"] is None
    assert quay.location is not None
    assert quay.location.file == "root/inner/main.tf"
    assert quay.note == (
        'module.a["k"] is called at root/main.tf:6; module.a["k"].module.b[0] is called at root/outer/main.tf:6'
    )
    assert found["aws_ecr_registry_policy.p"].values["policy"] == "hub,quay"
    assert problems(reading) == []


def test_what_a_module_refers_to_inside_has_its_full_address(tmp_path: Path) -> None:
    code = 'module "m" {\n  source = "./m"\n}\nresource "aws_ecr_registry_policy" "p" {\n  policy = module.m.arn\n}'
    secret = 'resource "aws_secretsmanager_secret" "s" {}\n'
    output = 'output "arn" {\n  value = aws_secretsmanager_secret.s.arn\n}'
    reading = read(tmp_path, {"main.tf": code, "m/main.tf": secret + output})
    policy = resources(reading)["aws_ecr_registry_policy.p"].values["policy"]
    assert policy == Unknown(Reason.AFTER_APPLY, refers_to=("module.m.aws_secretsmanager_secret.s.arn",))


def test_two_calls_of_a_module_may_feed_each_other(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        {
            "main.tf": """
module "a" {
  source = "./m"
  in     = module.b.constant
}
module "b" {
  source = "./m"
  in     = module.a.constant
}
""",
            "m/main.tf": """
variable "in" {}
output "constant" {
  value = "c"
}
resource "aws_ecr_repository" "r" {
  name = var.in
}
""",
        },
    )
    assert [one.values["name"] for one in reading.resources] == ["c", "c"]


def test_an_installed_module_is_found_by_terraforms_list(tmp_path: Path) -> None:
    files = {
        "main.tf": 'module "m" {\n  source = "corp/rules/aws"\n  rules  = { quay = { url = "quay.io" } }\n}',
        ".terraform/modules/m/main.tf": RULES,
        ".terraform/modules/modules.json": json.dumps(
            {"Modules": [{"Key": "", "Dir": "."}, {"Key": "m", "Source": "x", "Dir": ".terraform/modules/m"}]}
        ),
    }
    reading = read(tmp_path, files)
    assert list(resources(reading)) == ['module.m.aws_ecr_pull_through_cache_rule.this["quay"]']
    assert problems(reading) == []


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


def test_paths_are_those_that_terraform_gives(tmp_path: Path) -> None:
    code = 'module "m" {\n  source = "../shared/m"\n}'
    module = (
        'resource "aws_ecr_repository" "r" {\n  name = "${path.module}|${path.root}|${file("${path.module}/f")}"\n}'
    )
    write(tmp_path, {"shared/m/main.tf": module, "shared/m/f": "text"})
    reading = read(tmp_path / "root", {"main.tf": code})
    assert reading.resources[0].values["name"] == "../shared/m|.|text"


@pytest.mark.parametrize("path", ["/etc/passwd", "../../../../../../../../etc/passwd", "link"])
def test_no_file_outside_the_module_is_read(tmp_path: Path, path: str) -> None:
    (tmp_path / "link").symlink_to("/etc/passwd")
    reading = read(tmp_path, {"main.tf": f'resource "aws_ecr_repository" "r" {{\n  name = file("{path}")\n}}'})
    assert reading.resources[0].values["name"].reason is Reason.EVALUATION


def test_override_files_are_merged_as_terraform_merges_them(tmp_path: Path) -> None:
    files = {
        "main.tf": """
locals {
  a = "main"
  b = "main"
}
resource "aws_ecr_repository" "r" {
  name         = local.a
  force_delete = true
  image_scanning_configuration {
    scan_on_push = false
  }
  encryption_configuration {
    encryption_type = "KMS"
  }
}
variable "v" {
  type    = number
  default = 1
}
resource "aws_ecr_registry_policy" "p" {
  policy = "${local.b}${var.v}"
}
""",
        "b_override.tf": 'locals {\n  a = "b"\n}\nvariable "v" {\n  default = "2"\n}',
        "override.tf": """
locals {
  a = "override"
}
resource "aws_ecr_repository" "r" {
  image_tag_mutability = "IMMUTABLE"
  image_scanning_configuration {
    scan_on_push = true
  }
}
""",
    }
    found = resources(read(tmp_path, files))
    repository = found["aws_ecr_repository.r"]
    assert repository.values["name"] == "override"
    assert repository.values["force_delete"] is True
    assert repository.values["image_tag_mutability"] == "IMMUTABLE"
    assert repository.values["image_scanning_configuration"] == [{"scan_on_push": True}]
    assert repository.values["encryption_configuration"][0]["encryption_type"] == "KMS"
    assert repository.locate is not None
    places = {name: repository.locate((name,)) for name in ("name", "image_tag_mutability")}
    assert {name: place and place.file for name, place in places.items()} == {
        "name": "root/main.tf",
        "image_tag_mutability": "root/override.tf",
    }
    assert found["aws_ecr_registry_policy.p"].values["policy"] == "main2"
