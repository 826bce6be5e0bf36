"""Sensitive values: what may follow from them is not read, and what is not sensitive is."""

from pathlib import Path

import pytest
from roots import read, resources

from validator.model.value import Reason, Unknown

CANARY = "canary-0451"
SENSITIVE = """
variable "token" {
  sensitive = true
  default   = "CANARY"
}
variable "users" {
  sensitive = true
  default   = { hub = { user = "robot", token = "CANARY" } }
}
locals {
  mixed = { secret = var.token, open = "open" }
}
module "m" {
  source = "./m"
  token  = "plain"
}
resource "aws_secretsmanager_secret" "x" {
  for_each    = nonsensitive(toset(keys(var.users)))
  name        = EXPRESSION
}
"""
SENSITIVE_MODULE = """
variable "token" {}
output "token" {
  value     = var.token
  sensitive = true
}
"""


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("var.token", Unknown(Reason.SENSITIVE)),
        ('"x-${var.token}"', Unknown(Reason.SENSITIVE)),
        ('var.token == "" ? "a" : "b"', Unknown(Reason.SENSITIVE)),
        ("length(var.token)", Unknown(Reason.SENSITIVE)),
        ("var.users[each.key].user", Unknown(Reason.SENSITIVE)),
        ("local.mixed.secret", Unknown(Reason.SENSITIVE)),
        ("local.mixed.open", "open"),
        ('sensitive("a")', Unknown(Reason.SENSITIVE)),
        ("module.m.token", Unknown(Reason.SENSITIVE)),
        ("nonsensitive(module.m.token)", "plain"),
        ("nonsensitive(length(var.token))", str(len(CANARY))),
        ("each.key", "hub"),
    ],
)
def test_sensitive_values_are_not_read(tmp_path: Path, expression: str, expected: object) -> None:
    code = SENSITIVE.replace("CANARY", CANARY).replace("EXPRESSION", expression)
    reading = read(tmp_path, {"main.tf": code, "m/main.tf": SENSITIVE_MODULE})
    (secret,) = resources(reading).values()
    assert expected == secret.values["name"]
    assert CANARY not in repr(secret.values)
