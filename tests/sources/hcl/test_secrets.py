"""Secrets: what is known of their values, and that the values themselves are nowhere."""

from pathlib import Path
from typing import Any

import msgspec
import pytest
from roots import read

from validator.model.value import Reason, Unknown
from validator.sources.terraform.resource import SecretFacts

CANARY = "canary-0451"
CODE = """
variable "token" {}
variable "default" {
  default = "CANARY"
}
variable "empty" {
  default = ""
}
variable "map" {
  default = { a = { user = "u", token = "CANARY" } }
}
locals {
  literal = "CANARY"
  token   = var.token
  json    = jsonencode({ username = "u", accessToken = local.token })
}
resource "random_password" "p" {
  length = 20
}
ephemeral "random_password" "e" {
  length = 20
}
data "vault_generic_secret" "v" {
  path = "x"
}
module "m" {
  source = "./m"
  token  = var.token
}
resource "aws_secretsmanager_secret_version" "x" {
  FOR_EACH
  secret_id = "x"
  ARGUMENT  = EXPRESSION
}
"""
MODULE = """
variable "token" {}
output "token" {
  value = var.token
}
output "literal" {
  value = "CANARY"
}
"""


def facts(
    directory: Path, expression: str, *, argument: str = "secret_string", for_each: str = "", **options: Any
) -> SecretFacts | None:
    """What is known of one secret; its value must not be in what is read."""
    code = CODE.replace("FOR_EACH", for_each).replace("ARGUMENT", argument).replace("EXPRESSION", expression)
    files = {"main.tf": code.replace("CANARY", CANARY), "m/main.tf": MODULE.replace("CANARY", CANARY)}
    reading = read(directory, files, **options)
    (version,) = [one for one in reading.resources if one.type == "aws_secretsmanager_secret_version"]
    shown = msgspec.to_builtins([version.values, version.secrets, reading.gaps], str_keys=True)
    assert CANARY not in repr(shown)
    assert argument not in version.values
    return version.secrets.get(argument)


KEYS = {"accessToken": True, "username": True}


@pytest.mark.parametrize(
    ("expression", "given_by"),
    [
        (f'"{CANARY}"', "literal"),
        ("local.literal", "literal"),
        ("var.default", "literal"),
        ("module.m.literal", "literal"),
        ("var.token", "variable"),
        ("local.token", "variable"),
        ("var.empty", "variable"),
        ("module.m.token", "variable"),
        ('"prefix-${var.token}"', "variable"),
        ("random_password.p.result", "generated"),
        ("ephemeral.random_password.e.result", "generated"),
        ('data.vault_generic_secret.v.data["token"]', "lookup"),
        ("1 / 0", Unknown(Reason.EVALUATION, "division by zero")),
    ],
)
def test_who_gives_a_secret_is_told_by_what_it_refers_to(
    tmp_path: Path, expression: str, given_by: str | Unknown
) -> None:
    found = facts(tmp_path, expression)
    assert found is not None
    assert given_by == found.given_by


@pytest.mark.parametrize(
    ("expression", "given_by", "keys"),
    [
        (f'jsonencode({{ username = "u", accessToken = "{CANARY}" }})', "literal", KEYS),
        ('jsonencode({ username = "u", accessToken = var.token })', "variable", KEYS),
        ("local.json", "variable", KEYS),
        ("jsonencode({ username = var.token, accessToken = random_password.p.result })", "generated", KEYS),
        (
            'jsonencode({ username = "", accessToken = var.token })',
            "variable",
            {"accessToken": True, "username": False},
        ),
        (f'"{CANARY}"', "literal", None),
        ('"[1]"', "literal", None),
        ("var.token", "variable", Unknown(Reason.NO_VALUE, "var.token")),
    ],
)
def test_the_keys_of_a_secret_are_known_even_where_its_leaves_are_not(
    tmp_path: Path, expression: str, given_by: str, keys: object
) -> None:
    assert facts(tmp_path, expression) == SecretFacts(given_by, keys)  # type: ignore[arg-type]


def test_a_value_from_the_command_line_is_a_variables_and_one_from_a_file_of_the_code_a_literal(
    tmp_path: Path,
) -> None:
    assert facts(tmp_path, "var.default", variables=(f"default={CANARY}",)) == SecretFacts("variable", None)
    (tmp_path / "terraform.tfvars").write_text(f'token = "{CANARY}"')
    assert facts(tmp_path, "var.token") == SecretFacts("literal", None)


def test_a_value_that_comes_through_each_is_followed(tmp_path: Path) -> None:
    found = facts(tmp_path, "each.value.token", for_each="for_each = var.map")
    assert found == SecretFacts("literal", None)


def test_a_write_only_value_says_so(tmp_path: Path) -> None:
    found = facts(tmp_path, "ephemeral.random_password.e.result", argument="secret_string_wo")
    assert found is not None
    assert (found.given_by, found.write_only) == ("generated", True)


def test_null_is_no_value(tmp_path: Path) -> None:
    assert facts(tmp_path, "null") is None
