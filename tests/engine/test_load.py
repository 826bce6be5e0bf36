"""Policies are read from YAML, and what is wrong with one is said in one line with its place."""

import shutil
import subprocess
import sys

import msgspec
import pytest
import yaml
from engine_objects import FIXTURES

from validator import bundle
from validator.engine.load import check_unique, load_policies, load_policy, load_shipped, texts_of
from validator.errors import PolicyError
from validator.findings.finding import Severity

GOOD = {
    "id": "MINE001",
    "name": "mine",
    "title": "A policy of a user",
    "severity": "low",
    "applies_to": "rule",
    "require": "rule.prefix != 'x'",
    "message": "{rule.prefix} is wrong",
    "rationale": "Because the tests need a policy.",
    "remediation": "Do it right.",
}


def written(folder, **changes):
    return raw(folder, yaml.safe_dump({k: v for k, v in {**GOOD, **changes}.items() if v is not None}, sort_keys=False))


def raw(folder, text):
    file = folder / "mine" / "policy.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def mistake(file):
    with pytest.raises(PolicyError) as caught:
        load_policy(file)
    line = str(caught.value)
    assert "\n" not in line
    return line.removeprefix(f"{file.parent.parent}/mine/")


def test_a_policy():
    policy = load_policy(FIXTURES / "untrusted-upstream" / "policy.yaml")
    assert (policy.id, policy.severity, policy.applies_to) == ("TST101", Severity.HIGH, "rule")
    assert policy.when == "rule.upstream.host != null"
    assert policy.reads == (("upstream", "host"),)
    assert policy.url == str(FIXTURES / "untrusted-upstream" / "policy.yaml")
    texts = texts_of(policy)
    assert texts.title == "Rule mirrors an upstream that is not trusted"
    assert texts.controls == {"nist-800-53": ["SR-3"]}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"require": "rule.prefix =="}, "policy.yaml:6: require: Syntax error: mismatched input '<EOF>' expecting"),
        ({"require": "'x' + rule.prefix"}, "policy.yaml:6: require: is not true or false"),
        ({"require": "(" * 1500 + "true" + ")" * 1500}, "policy.yaml:1: an expression is nested too deeply"),
        ({"require": "(" * 90 + "true" + ")" * 90}, "policy.yaml:6: require: "),
        ({"require": "1 + 1"}, "policy.yaml:6: require: is not true or false"),
        ({"require": "prefix == 'x'"}, "policy.yaml:6: require: undeclared reference to 'prefix'"),
        (
            {"require": "template.prefix == 'x'"},
            "policy.yaml:6: require: a policy on a rule can't read 'template' (col",
        ),
        (
            {"require": "rule.prefx == 'x'"},
            "policy.yaml:6: require: rule has no 'prefx'; do you mean 'prefix'? (column 1",
        ),
        ({"require": "rule.upstream.hots == 'x'"}, "policy.yaml:6: require: rule.upstream has no 'hots'; do you mean"),
        (
            {"require": "rule.credential.nme == 'x'"},
            "policy.yaml:6: require: rule.credential has no 'nme'; do you mean",
        ),
        ({"require": "rule.prefix.x == 'x'"}, "policy.yaml:6: require: rule.prefix has no 'x' (column 1"),
        (
            {"require": "has(rule.prefix)"},
            "policy.yaml:6: require: has() would take an unknown value for an absent one",
        ),
        (
            {"require": "'host' in rule.upstream"},
            "policy.yaml:6: require: rule.upstream is a struct: select one of its",
        ),
        (
            {"require": "rule.credential == rule.template"},
            "policy.yaml:6: require: rule.credential is a struct: select",
        ),
        ({"require": "rule.repositories == []"}, "policy.yaml:6: require: rule.repositories is a list of structs: use"),
        (
            {"require": "(true ? rule.template : rule.credential).address == 'x'"},
            "policy.yaml:6: require: a field can only",
        ),
        ({"require": "rule.origin == null"}, "policy.yaml:6: require: rule has no 'origin'"),
        ({"require": "params.x == 'x'"}, "policy.yaml:6: require: params.x is not declared in this policy"),
        ({"require": "size(params) == 0"}, "policy.yaml:6: require: params can't be used whole"),
        ({"when": "rule.nothing"}, "policy.yaml:10: when: rule has no 'nothing'"),
        ({"message": "{rule.prefix is wrong"}, "policy.yaml:7: message: the '{' at column 1 has no counterpart"),
        ({"message": "{rule.prefx} is wrong"}, "policy.yaml:7: message: rule has no 'prefx'; do you mean 'prefix'?"),
        ({"message": "{rule.prefix +} is wrong"}, "policy.yaml:7: message: Syntax error"),
        ({"at": "upstream.hots"}, "policy.yaml:10: at: rule.upstream has no 'hots'; do you mean 'host'?"),
        ({"name": "other"}, "policy.yaml:2: name: is 'other', but its folder is 'mine'"),
        (
            {"severity": "huge"},
            "policy.yaml:4: severity: 'huge' is not one of ['critical', 'high', 'medium', 'low', 'info']",
        ),
        ({"applies_to": "rules"}, "policy.yaml:5: applies_to: 'rules' is not one of"),
        ({"titel": "x"}, "policy.yaml:1: Additional properties are not allowed ('titel' was unexpected)"),
        ({"title": None}, "policy.yaml:1: 'title' is a required property"),
        ({"require": 5}, "policy.yaml:6: require: 5 is not of type 'string'"),
        (
            {"params": {"x": {"description": "a parameter", "default": 1}}},
            "policy.yaml:11: params.x: is declared, but not",
        ),
    ],
)
def test_mistakes(tmp_path, changes, expected):
    file = written(tmp_path, **changes)
    assert mistake(file).startswith(expected)


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        (
            {"type": "integer", "default": "a"},
            "policy.yaml:14: params.x.default: its default does not match: 'a' is not",
        ),
        (
            {"type": "intger", "default": 1},
            "policy.yaml:11: params.x: is no JSON Schema: 'intger' is not valid under any",
        ),
    ],
)
def test_mistakes_in_parameters(tmp_path, schema, expected):
    params = {"x": {"description": "a parameter", **schema}}
    assert mistake(written(tmp_path, require="params.x == 1", params=params)).startswith(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "policy.yaml: is not a YAML mapping"),
        ("- a", "policy.yaml: is not a YAML mapping"),
        ("a: [", "policy.yaml:2:1: is not YAML: did not find expected node content"),
        ("a: 1\na: 2\n", "policy.yaml:2: 'a' stands twice"),
        ("a: &x [1]\nb: [*x, *x]\n", "policy.yaml:1: aliases are not allowed"),
        (
            "a: !!python/object:os.system x",
            "policy.yaml:1:4: is not YAML: could not determine a constructor for the tag",
        ),
        (b"\xff\xfe\xff", "policy.yaml: is not YAML"),
        ("a: " + "x" * 300_000, "policy.yaml: is larger than 256 KiB"),
    ],
)
def test_files_that_are_no_policy(tmp_path, text, expected):
    assert mistake(raw(tmp_path, text)).startswith(expected)


@pytest.mark.parametrize("depth", [985, 5000])
def test_a_file_that_is_nested_too_deeply(tmp_path, depth):
    assert "nest" in mistake(raw(tmp_path, f"a: {'[' * depth}{']' * depth}"))


def test_a_file_that_is_not_there(tmp_path):
    assert mistake(tmp_path / "mine" / "policy.yaml") == "policy.yaml: cannot be read: No such file or directory"


def test_a_folder_of_policies(tmp_path):
    written(tmp_path)
    assert [policy.id for policy in load_policies(tmp_path, load_shipped())] == ["MINE001"]


def test_a_folder_without_policies(tmp_path):
    with pytest.raises(PolicyError, match=r"there is no policy\.yaml below this folder$"):
        load_policies(tmp_path, [])


def test_an_id_or_a_name_that_is_taken(tmp_path):
    written(tmp_path)
    [mine] = load_policies(tmp_path, [])
    for taken in ({"id": "OTHER1"}, {"name": "other"}):
        with pytest.raises(PolicyError, match=r"is taken by"):
            load_policies(tmp_path, [msgspec.structs.replace(mine, **taken)])


def test_a_parameter_that_is_declared_in_two_ways(tmp_path):
    shared = {"description": "a parameter", "default": 1}
    mine = load_policy(written(tmp_path, require="params.x == 1", params={"x": shared}))
    other = msgspec.structs.replace(mine, id="OTHER1", name="other")
    check_unique([mine, other])
    with pytest.raises(PolicyError, match=r"params\.x is declared differently by MINE001$"):
        check_unique([mine, msgspec.structs.replace(other, params={"x": {**shared, "default": 2}})])


def test_the_index_is_up_to_date():
    command = [sys.executable, "-m", "tools.index", "--check"]
    done = subprocess.run(command, cwd=bundle.POLICIES.parent, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_index_holds_the_logic_of_every_policy_and_finds_its_texts():
    shipped = load_shipped()
    assert [policy.path for policy in shipped] == sorted(
        bundle.POLICIES.glob("*/*/policy.yaml"), key=lambda file: yaml.safe_load(file.read_text(encoding="utf-8"))["id"]
    )
    assert all(texts_of(policy).title for policy in shipped)
    assert all(policy.url == f"{bundle.POLICY_PAGES}/{policy.name}.md" for policy in shipped)


def test_a_run_of_shipped_policies_imports_neither_yaml_nor_jsonschema():
    code = """
import sys
from validator.engine import evaluate, load, params, select
from validator.model.inventory import Inventory, Source
policies = load.load_shipped()
evaluate.evaluate(Inventory(Source.PLAN), select.choose(policies), params.resolve(policies, {}))
print({"yaml", "jsonschema", "difflib", "boto3"} & set(sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_the_policies_of_a_checkout_and_of_a_package_are_found(tmp_path):
    assert (bundle.POLICIES / "index.json").is_file()
    assert (bundle.SCHEMAS / "policy.schema.json").is_file()
    shutil.copytree(bundle.POLICIES, tmp_path / "validator" / "policies")
    shutil.copy(bundle.__file__, tmp_path / "validator")
    code = "from validator import bundle; print(bundle.POLICIES)"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == f"{tmp_path}/validator/policies\n"
