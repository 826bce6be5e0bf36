"""Policies are read from YAML and from the index, and each id, name and parameter stands for one thing."""

import shutil
import subprocess
import sys

import msgspec
import pytest
import yaml
from engine_objects import FIXTURES
from policy_files import written

from validator import bundle
from validator.engine.load import check_unique, load_policies, load_policy, load_shipped, texts_of
from validator.errors import PolicyError
from validator.findings.finding import Severity


def test_a_policy():
    policy = load_policy(FIXTURES / "untrusted-upstream" / "policy.yaml")
    assert (policy.id, policy.severity, policy.applies_to) == ("TST101", Severity.HIGH, "rule")
    assert policy.when == "rule.upstream.host != null"
    assert policy.reads == (("upstream", "host"),)
    assert policy.url == str(FIXTURES / "untrusted-upstream" / "policy.yaml")
    texts = texts_of(policy)
    assert texts.title == "Rule mirrors an upstream that is not trusted"
    assert texts.controls == {"nist-800-53": ["SR-3"]}


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
