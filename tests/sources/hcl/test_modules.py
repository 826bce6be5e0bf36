"""Modules: their own scopes, at any depth, and the files that they may read."""

import json
from pathlib import Path

import pytest
from roots import problems, read, resources, write

from validator.model.value import Reason, Unknown

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
NESTED = {
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
}


def test_values_and_references_pass_through_calls_at_any_depth(tmp_path: Path) -> None:
    reading = read(tmp_path, NESTED)
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
