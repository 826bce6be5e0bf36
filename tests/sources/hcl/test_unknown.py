"""What stays unknown, why, and what is known of it all the same."""

from pathlib import Path

import pytest
from roots import value_in, write

from validator.model.value import Reason, Unknown

CODE = """
variable "name" {}
variable "flag" { type = bool }
resource "aws_secretsmanager_secret" "hub" {
  for_each = toset(["a", "b"])
  name     = "ecr-pullthroughcache/${each.key}"
}
resource "aws_secretsmanager_secret" "one" {
  name = "one"
}
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_subnet" "some" {
  count = var.name == "" ? 0 : 1
}
data "aws_kms_key" "k" {
  key_id = "alias/x"
}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path, {"main.tf": CODE})


NO_NAME = Unknown(Reason.NO_VALUE, "var.name")
HUBS = ('aws_secretsmanager_secret.hub["a"]', 'aws_secretsmanager_secret.hub["b"]')


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("var.name", NO_NAME),
        ("var.name.x[0]", NO_NAME),
        ('"ecr-pullthroughcache/${var.name}"', Unknown(Reason.NO_VALUE, "var.name", prefix="ecr-pullthroughcache/")),
        ('"a-${"b-${var.name}"}"', Unknown(Reason.NO_VALUE, "var.name", prefix="a-b-")),
        (
            'var.flag ? "registry/a" : "registry/b"',
            Unknown(Reason.NO_VALUE, "var.flag", prefix="registry/"),
        ),
        ('var.flag ? "same" : "same"', "same"),
        ("var.flag ? [1] : [2]", Unknown(Reason.NO_VALUE, "var.flag")),
        ('"x-${var.name}" == null', False),
        ('"x-${var.name}" == "y"', False),
        ('"x-${var.name}" == "x-y"', NO_NAME),
        ("var.flag && false", False),
        ("var.flag || true", True),
        ("var.flag || false", Unknown(Reason.NO_VALUE, "var.flag")),
        ("!var.flag", Unknown(Reason.NO_VALUE, "var.flag")),
        ("[for x in var.name : x]", NO_NAME),
        ("[for x in [1, 2] : x if var.flag]", Unknown(Reason.NO_VALUE, "var.flag")),
        ("{ for x in [1, 2] : var.name => x }", NO_NAME),
        ("{ (var.name) = 1 }", NO_NAME),
        ("var.name[*].x", NO_NAME),
        ("length(var.name)", NO_NAME),
        ("max(var.name...)", NO_NAME),
        ("try(var.name.x, 1)", NO_NAME),
        ("can(var.name.x)", NO_NAME),
        (
            "aws_secretsmanager_secret.one.arn",
            Unknown(Reason.AFTER_APPLY, refers_to=("aws_secretsmanager_secret.one.arn",)),
        ),
        ("aws_secretsmanager_secret.one.name", "one"),
        ("aws_secretsmanager_secret.one.recovery_window_in_days", 30),
        ('aws_secretsmanager_secret.hub["a"].name', "ecr-pullthroughcache/a"),
        (
            'aws_secretsmanager_secret.hub["a"].arn',
            Unknown(Reason.AFTER_APPLY, refers_to=('aws_secretsmanager_secret.hub["a"].arn',)),
        ),
        (
            "aws_secretsmanager_secret.hub[var.name].arn",
            Unknown(Reason.NO_VALUE, "var.name", tuple(f"{address}.arn" for address in HUBS)),
        ),
        (
            'var.flag ? aws_secretsmanager_secret.one.arn : aws_secretsmanager_secret.hub["a"].arn',
            Unknown(Reason.NO_VALUE, "var.flag", ("aws_secretsmanager_secret.one.arn", f"{HUBS[0]}.arn")),
        ),
        ("var.flag ? aws_secretsmanager_secret.one.arn : null", Unknown(Reason.NO_VALUE, "var.flag")),
        (
            'one([for k, s in aws_secretsmanager_secret.hub : s.arn if k == "b"])',
            Unknown(Reason.AFTER_APPLY, refers_to=(f"{HUBS[1]}.arn",)),
        ),
        ("aws_vpc.main.cidr_block", "10.0.0.0/16"),
        ("aws_vpc.main.id", Unknown(Reason.AFTER_APPLY, refers_to=("aws_vpc.main.id",))),
        ("jsonencode(aws_vpc.main)", Unknown(Reason.AFTER_APPLY)),
        ("one(concat([aws_vpc.main], [])).cidr_block", "10.0.0.0/16"),
        ("aws_subnet.some[0].id", Unknown(Reason.NO_VALUE, "var.name", ("aws_subnet.some[0].id",))),
        # It is not known whether the instance exists, so the result may be the other argument.
        ("try(aws_subnet.some[0].id, null)", NO_NAME),
        ("data.aws_kms_key.k.key_id", "alias/x"),
        ("data.aws_kms_key.k.arn", Unknown(Reason.ELSEWHERE, refers_to=("data.aws_kms_key.k.arn",))),
        ("timestamp()", Unknown(Reason.IMPURE, "timestamp")),
    ],
)
def test_an_unknown_value_keeps_its_reason_and_what_is_known_of_it(
    root: Path, expression: str, expected: object
) -> None:
    assert expected == value_in(root, expression)
