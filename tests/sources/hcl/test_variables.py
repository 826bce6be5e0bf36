"""Where the values of a root module's variables come from, and what becomes of them."""

from pathlib import Path
from typing import Any

import pytest
from roots import problems, read, resources, value_in, write

from validator.errors import ConfigError
from validator.model.value import Reason, Unknown

FILES = {
    "main.tf": "\n".join(f'variable "{name}" {{\n  default = "default"\n}}' for name in "abcdefg"),
    "terraform.tfvars": 'c = "tfvars"\nd = "tfvars"\ne = "tfvars"\nf = "tfvars"\ng = "tfvars"\n',
    "terraform.tfvars.json": '{"d": "json", "e": "json", "f": "json", "g": "json"}',
    "x.auto.tfvars": 'e = "auto"\nf = "auto"\ng = "auto"\n',
    "other.tfvars": 'f = "file"\ng = "file"\n',
}


def test_the_later_source_of_a_value_wins(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    found = value_in(
        root,
        "[var.a, var.b, var.c, var.d, var.e, var.f, var.g]",
        environment={"TF_VAR_b": "environment", "TF_VAR_c": "environment"},
        variable_files=(str(root / "other.tfvars"),),
        variables=("g=command line",),
    )
    assert found == ["default", "environment", "tfvars", "json", "auto", "file", "command line"]


@pytest.mark.parametrize(
    ("constraint", "text", "expected"),
    [
        ("string", "[1]", "[1]"),
        ("number", "5", 5),
        ("bool", "true", True),
        ("list(string)", "[1, true]", ["1", "true"]),
        ("any", '{ a = "b" }', {"a": "b"}),
        ("map(number)", '{ a = "1" }', {"a": 1}),
    ],
)
def test_a_value_on_the_command_line_is_read_as_its_type_asks(
    tmp_path: Path, constraint: str, text: str, expected: Any
) -> None:
    root = write(tmp_path, {"main.tf": f'variable "x" {{\n  type = {constraint}\n}}'})
    assert expected == value_in(root, "var.x", variables=(f"x={text}",))


@pytest.mark.parametrize(
    ("constraint", "given", "expected"),
    [
        ("set(string)", '["b", "a", "b"]', ["a", "b"]),
        ("tuple([string, number])", '[1, "2"]', ["1", 2]),
        ("object({ a = string, b = optional(number, 3) })", "{ a = 1, z = 9 }", {"a": "1", "b": 3}),
        ("object({ o = optional(object({ z = optional(bool, true) }), {}) })", "{}", {"o": {"z": True}}),
        ("object({ a = optional(string) })", "{ a = null }", {"a": None}),
        ('list(object({ a = optional(string, "d") }))', "[{}, { a = null }, { a = 1 }]",
         [{"a": "d"}, {"a": "d"}, {"a": "1"}]),
        ("list(any)", '[1, "a"]', ["1", "a"]),
        ('"list"', "[1, 2]", [1, 2]),
        ("map(string)", "null", None),
    ],
)  # fmt: skip
def test_a_default_is_converted_to_the_type(tmp_path: Path, constraint: str, given: str, expected: Any) -> None:
    root = write(tmp_path, {"main.tf": f'variable "x" {{\n  type    = {constraint}\n  default = {given}\n}}'})
    assert expected == value_in(root, "var.x")


def test_a_variable_without_a_value_is_unknown(tmp_path: Path) -> None:
    root = write(tmp_path, {"main.tf": 'variable "x" {}'})
    assert value_in(root, "var.x") == Unknown(Reason.NO_VALUE, "var.x")


def test_null_gives_the_default_only_where_null_is_not_allowed(tmp_path: Path) -> None:
    code = """
    variable "keeps" {
      default = "d"
    }
    variable "refuses" {
      default  = "d"
      nullable = false
    }
    """
    root = write(tmp_path, {"main.tf": code, "terraform.tfvars": "keeps = null\nrefuses = null\n"})
    assert value_in(root, "[var.keeps, var.refuses]") == [None, "d"]


def test_a_value_that_does_not_fit_is_unknown_and_a_gap(tmp_path: Path) -> None:
    code = """
variable "days" {
  type    = number
  default = "soon"
}
resource "aws_secretsmanager_secret" "x" {
  recovery_window_in_days = var.days
}
"""
    reading = read(tmp_path, {"main.tf": code})
    found = resources(reading)["aws_secretsmanager_secret.x"].values["recovery_window_in_days"]
    assert found.reason is Reason.EVALUATION
    assert problems(reading) == [
        ("root/main.tf:4:3", "a number is required, and the string does not spell a decimal one")
    ]


def test_an_assignment_without_an_equals_sign_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="--var x: a variable is given as name=value"):
        value_in(write(tmp_path, {"main.tf": ""}), "1", variables=("x",))


def test_a_missing_file_of_variables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="--var-file nowhere: there is no such file"):
        value_in(write(tmp_path, {"main.tf": ""}), "1", variable_files=("nowhere",))


def test_a_broken_file_of_variables_is_told_of(tmp_path: Path) -> None:
    reading = read(tmp_path, {"main.tf": "", "terraform.tfvars": "a = [1,", "x.auto.tfvars.json": "[1]"})
    assert [error.place for error in reading.errors] == ["root/terraform.tfvars", "root/x.auto.tfvars.json"]


@pytest.mark.parametrize(
    ("environment", "selected", "expected"),
    [({}, None, "default"), ({}, "prod\n", "prod"), ({"TF_WORKSPACE": "test"}, "prod", "test")],
)
def test_the_workspace_is_the_selected_one(
    tmp_path: Path, environment: dict[str, str], selected: str | None, expected: str
) -> None:
    files = {"main.tf": ""} | ({".terraform/environment": selected} if selected else {})
    assert expected == value_in(write(tmp_path, files), "terraform.workspace", environment=environment)
