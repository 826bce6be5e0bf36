"""Blocks that are written as dynamic blocks or as JSON."""

from pathlib import Path

from roots import only

from validator.model.origin import Location
from validator.model.value import Reason, Unknown

DYNAMIC = """
variable "filters" {
  default = { b = ["b/*"], a = ["a/*", "c/*"] }
}
resource "aws_ecr_registry_scanning_configuration" "x" {
  scan_type = "ENHANCED"
  dynamic "rule" {
    for_each = var.filters
    iterator = outer
    content {
      scan_frequency = outer.key == "a" ? "SCAN_ON_PUSH" : "CONTINUOUS_SCAN"
      dynamic "repository_filter" {
        for_each = outer.value
        content {
          filter      = "${outer.key}-${repository_filter.key}-${repository_filter.value}"
          filter_type = "WILDCARD"
        }
      }
    }
  }
}
"""


def test_dynamic_blocks_are_expanded_at_any_depth(tmp_path: Path) -> None:
    found = only(tmp_path, DYNAMIC)
    assert found.values["rule"] == [
        {
            "scan_frequency": "SCAN_ON_PUSH",
            "repository_filter": [
                {"filter": "a-0-a/*", "filter_type": "WILDCARD"},
                {"filter": "a-1-c/*", "filter_type": "WILDCARD"},
            ],
        },
        {
            "scan_frequency": "CONTINUOUS_SCAN",
            "repository_filter": [{"filter": "b-0-b/*", "filter_type": "WILDCARD"}],
        },
    ]


def test_the_place_of_an_argument_in_a_dynamic_block_is_in_its_content(tmp_path: Path) -> None:
    found = only(tmp_path, DYNAMIC)
    assert found.locate is not None
    assert found.locate(("rule", 1, "repository_filter", 0, "filter")) == Location("root/main.tf", 15, 11, 15, 91)
    assert found.locate(("rule", 0)) == Location("root/main.tf", 10, 5, 10, 12)
    assert found.locate(("scan_type",)) == Location("root/main.tf", 6, 3, 6, 25)
    assert found.locate(("nothing",)) is None
    assert found.locate(("rule", 5)) is None
    assert found.location == Location("root/main.tf", 5, 1, 5, 55)


def test_a_dynamic_block_over_something_unknown_is_unknown(tmp_path: Path) -> None:
    code = """
variable "filters" {}
resource "aws_ecr_registry_scanning_configuration" "x" {
  scan_type = "ENHANCED"
  dynamic "rule" {
    for_each = var.filters
    content {
      scan_frequency = "SCAN_ON_PUSH"
    }
  }
}
"""
    assert only(tmp_path, code).values["rule"] == Unknown(Reason.NO_VALUE, "var.filters")


def test_json_objects_and_lists_are_blocks(tmp_path: Path) -> None:
    code = """
{"resource": {"aws_ecr_registry_scanning_configuration": {"x": {
  "//": "a comment",
  "scan_type": "ENHANCED",
  "rule": {
    "scan_frequency": "${local.how}_SCAN",
    "dynamic": {"repository_filter": {"for_each": ["b", "a"], "iterator": "f", "content": {
      "filter": "${f.value}/*", "filter_type": "WILDCARD"}}}
  },
  "lifecycle": {"prevent_destroy": true}
}}}, "locals": {"how": "CONTINUOUS"}}
"""
    found = only(tmp_path, code, "main.tf.json")
    assert found.values["rule"] == [
        {
            "scan_frequency": "CONTINUOUS_SCAN",
            "repository_filter": [
                {"filter": "a/*", "filter_type": "WILDCARD"},
                {"filter": "b/*", "filter_type": "WILDCARD"},
            ],
        }
    ]
    assert "lifecycle" not in found.values
    assert "//" not in found.values
