"""Root modules and cases are read, put together and written down."""

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from tools.record import roots
from tools.record.batch import planned
from tools.record.cases import Case, batches, read_cases, write_calls
from tools.record.mirror import RecordError
from tools.record.recording import normalised, text_of, without_chance

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "cases.schema.json").read_text(encoding="utf-8"))


def case(name, text, **files):
    return Case("policy", name, {"main.tf": text, **files})


def test_cases_are_planned_in_as_few_lots_as_possible():
    plain = [case(f"plain {i}", "locals {}") for i in range(3)]
    crowd = [case(f"crowd {i}", 'provider "aws" {}\nprovider "aws" {}') for i in range(4)]
    root = case("root", 'output "x" {}')
    lots = batches([plain[0], *crowd, root, *plain[1:]])
    assert [[one.name for one in lot] for lot in lots] == [
        ["crowd 0", "crowd 1", "crowd 2"],
        ["root"],
        ["plain 0", "plain 1", "plain 2"],
        ["crowd 3"],
    ]


@pytest.mark.parametrize(
    "text",
    ['output "x" {}', "  import {\n}", "locals { x = path.root }", 'variable "v" {\n  validation {\n  }\n}'],
)
def test_code_that_means_something_only_as_a_root_is_planned_alone(text):
    assert case("x", text).needs_root


def test_calls_escape_templates_in_variables(tmp_path):
    calls = write_calls(tmp_path, [Case("p", "n", {"main.tf": "", "hub/main.tf": "x"}, {"v": ["${a}", {"%{b}": 1}]})])
    assert list(calls) == ["c0001"]
    assert (tmp_path / "c0001" / "hub" / "main.tf").read_text() == "x"
    assert json.loads((tmp_path / "main.tf.json").read_text()) == {
        "module": {"c0001": {"source": "./c0001", "v": ["$${a}", {"%%{b}": 1}]}}
    }


class Refusing:
    """Stands for Terraform: refuses every lot that has a case with the word ``bad`` in it."""

    def plan(self, directory, options=None):
        names = sorted(one.name for one in directory.iterdir() if one.is_dir())
        for name in names:
            if "bad" in (directory / name / "main.tf").read_text():
                raise RecordError(f"terraform plan failed:\nError: on {name}/main.tf line 1")
        return {
            "configuration": {"root_module": {"module_calls": {name: {"module": {}} for name in names}}},
            "planned_values": {"root_module": {}},
        }


def test_a_refused_case_is_told_and_does_not_spoil_its_lot():
    refused = []
    kept = planned([case("good", "a"), case("wrong", "bad"), case("fine", "c")], Refusing(), refused)
    assert [one.name for one, _ in kept] == ["good", "fine"]
    assert refused == ["policy: 'wrong'\nterraform plan failed:\nError: on c0002/main.tf line 1"]


def cases_file(tmp_path, document):
    path = tmp_path / "root-rule" / "cases.yaml"
    path.parent.mkdir()
    path.write_text(yaml.safe_dump(document))
    return path


def test_cases_are_read_and_those_with_an_inventory_are_left_to_others(tmp_path):
    document = [
        {"name": "plain", "hcl": "locals {}", "variables": {"a": 1}, "files": {"hub/main.tf": ""}, "expect": {}},
        {"name": "live", "inventory": {}, "expect": {"arn": "undecided"}},
    ]
    assert read_cases(cases_file(tmp_path, document), SCHEMA) == [
        Case("root-rule", "plain", {"main.tf": "locals {}", "hub/main.tf": ""}, {"a": 1})
    ]


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ([{"name": "one", "hcl": "x", "expect": {"a": "maybe"}}], r"cases.yaml: \$\[0\]\.expect\.a: "),
        ([{"name": "one", "expect": {}}], r"cases.yaml: \$\[0\]: "),
        ([{"name": "one", "hcl": "x", "expect": {}}] * 2, "two cases have the same name"),
    ],
)
def test_a_cases_file_that_breaks_the_schema_is_refused(tmp_path, document, message):
    with pytest.raises(RecordError, match=message):
        read_cases(cases_file(tmp_path, document), SCHEMA)


def test_the_schema_of_cases_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)


def test_recordings_do_not_differ_from_run_to_run():
    document = {
        "timestamp": "2030-05-05T05:05:05Z",
        "lineage": "x",
        "serial": 9,
        "relevant_attributes": [{"b": 1}, {"a": 1}],
        "resources": [{"instances": [{"sensitive_attributes": [["b"], ["a"]]}]}],
    }
    assert normalised(document) == {
        "timestamp": "2026-01-01T00:00:00Z",
        "lineage": "00000000-0000-0000-0000-000000000000",
        "serial": 1,
        "relevant_attributes": [{"a": 1}, {"b": 1}],
        "resources": [{"instances": [{"sensitive_attributes": [["a"], ["b"]]}]}],
    }


def test_child_modules_are_put_in_order_at_every_level():
    def modules(first, second):
        inner = {"address": "a", "child_modules": [{"address": f"a.{first}"}, {"address": f"a.{second}"}]}
        return {"root_module": {"child_modules": [inner, {"address": "0"}]}}

    plan = {"planned_values": modules("y", "x"), "prior_state": {"values": modules("x", "y")}}
    ordered = modules("x", "y")
    ordered["root_module"]["child_modules"].reverse()
    assert normalised(plan) == {"planned_values": ordered, "prior_state": {"values": ordered}}


def test_random_parts_of_secrets_are_replaced_in_states():
    first, second = "terraform-20261124192038634400000004", "terraform-20261124192038634400000005"
    arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:ecr-pullthroughcache/hub-x"
    assert without_chance(f'"{arn}-kAKqia|{second}" "{first}" "{second}"') == (
        f'"{arn}-AbCdEf|terraform-{1:026}" "terraform-{2:026}" "terraform-{1:026}"'
    )


def test_recordings_have_a_line_for_each_key_in_order():
    assert text_of({"b": {"z": 1, "a": "é"}, "a": []}) == '{\n"a":[],\n"b":{"a":"é","z":1}\n}\n'


def test_a_fixture_without_code_of_its_own_holds_several_roots(tmp_path):
    for name in ("prod", "dev", "modules", "notes"):
        (tmp_path / name).mkdir()
    for name in ("prod", "dev", "modules"):
        (tmp_path / name / "main.tf").touch()
    assert roots.roots_of(tmp_path) == [tmp_path / "dev", tmp_path / "prod"]
    (tmp_path / "main.tf.json").touch()
    assert roots.roots_of(tmp_path) == [tmp_path]


def test_an_unknown_key_in_a_recipe_is_refused(tmp_path):
    (tmp_path / "record.yaml").write_text("sate: prior.tfstate\n")
    with pytest.raises(RecordError, match=r"record\.yaml: unknown key sate$"):
        roots.Recipe.of(tmp_path)
