"""From blocks to values: the same as a plan has them."""

from pathlib import Path
from typing import Any

import pytest
from roots import only, problems, read, resources

from validator.model.value import Reason, Unknown


def test_what_the_code_leaves_out_is_null_a_default_or_the_providers(tmp_path: Path) -> None:
    found = only(tmp_path, 'resource "aws_ecr_repository" "x" {\n  name = "a"\n}')
    assert {name: value for name, value in found.values.items() if not isinstance(value, Unknown)} == {
        "name": "a",
        "encryption_configuration": [],
        "force_delete": None,
        "image_scanning_configuration": [],
        "image_tag_mutability": "MUTABLE",
        "image_tag_mutability_exclusion_filter": [],
        "tags": None,
        "timeouts": None,
    }
    assert found.values["arn"] == Unknown(Reason.AFTER_APPLY, refers_to=("aws_ecr_repository.x.arn",))
    assert found.omitted is not None
    assert [found.omitted("arn"), found.omitted("name")] == [True, False]


def test_nested_blocks_are_lists_of_their_arguments(tmp_path: Path) -> None:
    code = """
resource "aws_ecr_repository" "x" {
  name = "a"
  encryption_configuration {}
  image_scanning_configuration {
    scan_on_push = "true"
  }
}
"""
    found = only(tmp_path, code)
    (encryption,) = found.values["encryption_configuration"]
    assert encryption["encryption_type"] == "AES256"
    assert encryption["kms_key"].reason is Reason.AFTER_APPLY
    assert found.nested("encryption_configuration", encryption, "kms_key") is None
    assert found.values["image_scanning_configuration"] == [{"scan_on_push": True}]


def test_values_are_converted_and_sets_are_in_terraforms_order(tmp_path: Path) -> None:
    code = """
resource "aws_ecr_repository_creation_template" "x" {
  prefix        = 12
  applied_for   = ["REPLICATION", "PULL_THROUGH_CACHE", "REPLICATION"]
  resource_tags = { n = 1 }
}
"""
    found = only(tmp_path, code).values
    assert found["prefix"] == "12"
    assert found["applied_for"] == ["PULL_THROUGH_CACHE", "REPLICATION"]
    assert found["resource_tags"] == {"n": "1"}


def test_json_arguments_are_stored_as_the_provider_stores_them(tmp_path: Path) -> None:
    code = 'resource "aws_ecr_registry_policy" "x" {\n  policy = "{ \\"b\\": 1, \\"a\\": \\"<&>\\" }"\n}'
    assert only(tmp_path, code).values["policy"] == '{"a":"\\u003c\\u0026\\u003e","b":1}'


def test_arguments_that_the_schema_does_not_know_are_kept(tmp_path: Path) -> None:
    code = """
resource "awscc_ecr_pull_through_cache_rule" "x" {
  upstream_registry = "ecr-public"
  nested            = { a = [1] }
}
"""
    found = only(tmp_path, code)
    assert found.values == {"upstream_registry": "ecr-public", "nested": {"a": [1]}}
    assert found.computed("arn").reason is Reason.AFTER_APPLY


@pytest.mark.parametrize(
    ("meta", "addresses"),
    [
        ("", ["x"]),
        ("count = 2", ["x[0]", "x[1]"]),
        ('count = "0"', []),
        ('for_each = toset(["b", "a"])', ['x["a"]', 'x["b"]']),
        ('for_each = { "a/b" = 1, "q\\"" = 2 }', ['x["a/b"]', 'x["q\\""]']),
    ],
)
def test_instances_have_the_addresses_that_terraform_gives_them(
    tmp_path: Path, meta: str, addresses: list[str]
) -> None:
    code = f'resource "aws_ecr_repository" "x" {{\n  {meta}\n  name = "a"\n}}'
    reading = read(tmp_path, {"main.tf": code})
    assert [f"aws_ecr_repository.{address}" for address in addresses] == [one.address for one in reading.resources]


@pytest.mark.parametrize(
    ("meta", "problem"),
    [
        ("count = var.n", "aws_ecr_repository.x has: a variable has no value (var.n)"),
        ("count = -1", "(count is no whole number of at least 0)"),
        ("count = null", "(count is null)"),
        ("count = 1.5", "(count is no whole number of at least 0)"),
        ("count = 1000000000", "(there would be 1,000,000,000 instances; more than 100,000 are not read)"),
        ('for_each = ["a"]', "(for_each needs a map or a set of strings, not list)"),
        ("for_each = toset([1])", "(for_each needs a set of strings; this one has other elements)"),
        ("for_each = null", "(for_each needs a map or a set of strings, not null)"),
        ("for_each = toset([var.n])", "aws_ecr_repository.x has: a variable has no value (var.n)"),
    ],
)
def test_instances_that_are_not_known_are_a_gap(tmp_path: Path, meta: str, problem: str) -> None:
    code = f'resource "aws_ecr_repository" "x" {{\n  {meta}\n  name = "a"\n}}\nvariable "n" {{}}\n'
    reading = read(tmp_path, {"main.tf": code})
    assert reading.resources == []
    assert any(place == "root/main.tf:1:1" and text.endswith(problem) for place, text in problems(reading))


def test_a_value_that_fails_is_unknown_and_the_rest_is_known(tmp_path: Path) -> None:
    code = """
locals {
  broken = 1 / 0
}
resource "aws_secretsmanager_secret" "x" {
  name        = regex("^x", "abc")
  description = "d-${local.broken}"
  kms_key_id  = { a = 1 }["b"]
}
"""
    reading = read(tmp_path, {"main.tf": code})
    values = resources(reading)["aws_secretsmanager_secret.x"].values
    failed: dict[str, Any] = {
        "name": "regex: the pattern does not match any part of the string",
        "description": "division by zero",
        "kms_key_id": 'there is no attribute or key "b"',
    }
    assert {name: values[name].detail for name in failed} == failed
    assert {values[name].reason for name in failed} == {Reason.EVALUATION}
    assert values["recovery_window_in_days"] == 30
    assert [place for place, _ in problems(reading)] == ["root/main.tf:3:3", "root/main.tf:6:3", "root/main.tf:8:3"]
