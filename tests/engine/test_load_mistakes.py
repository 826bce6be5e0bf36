"""What is wrong with a policy is said in one line with its place."""

import pytest
from policy_files import raw, written

from validator.engine.load import load_policy
from validator.errors import PolicyError


def mistake(file):
    with pytest.raises(PolicyError) as caught:
        load_policy(file)
    line = str(caught.value)
    assert "\n" not in line
    return line.removeprefix(f"{file.parent.parent}/mine/")


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
