"""What can't be read is said in one clear line: what is wrong, where, and what to do."""

import json
import os
from pathlib import Path

import pytest

from validator.sources.read import ReadOptions, read_all

PLAN = {"format_version": "1.2", "configuration": {}, "resource_changes": []}
HOW = "make one with: terraform show -json PLANFILE > plan.json"


def refused(path):
    """What is said of a file that can't be read."""
    inputs = read_all([str(path)], ReadOptions())
    assert inputs.readings == []
    return str(inputs.unread[0].error)


def refusal(tmp_path, data, name="plan.json"):
    """The one line that reading a file with these bytes ends in, without the directory."""
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
    line = refused(path)
    assert "\n" not in line
    return line.removeprefix(f"{tmp_path}{os.sep}")


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", f"plan.json: is empty; {HOW}"),
        (b" \n", f"plan.json: is empty; {HOW}"),
        (json.dumps(PLAN).encode()[:-5], f"plan.json: ends in the middle of its JSON; it was not written whole; {HOW}"),
        (
            b"<!DOCTYPE html><html></html>",
            f"plan.json: is HTML or XML, not a plan; an error page was probably saved; {HOW}",
        ),
        (
            b"Terraform will perform the following actions:",
            f"plan.json: is not JSON; this looks like other text; {HOW}",
        ),
        (b'{"a": tru}', f"plan.json: is not valid JSON (JSON is malformed: invalid character (byte 7)); {HOW}"),
        (
            b"[]",
            f"plan.json: is JSON, but no Terraform plan or state (Expected `object`, got `array`); {HOW}",
        ),
        (
            {**PLAN, "resource_changes": {}},
            (
                "plan.json: is JSON, but no Terraform plan or state "
                f"(Expected `array | null`, got `object` - at `$.resource_changes`); {HOW}"
            ),
        ),
        (
            {"hello": "world"},
            (
                "plan.json: is JSON, but neither a plan nor a state; make a plan with: "
                "terraform plan -out=tfplan && terraform show -json tfplan > plan.json"
            ),
        ),
        (
            {**PLAN, "format_version": "9.0"},
            (
                'plan.json: has the format version "9.0", and only versions 1.x are read; '
                "update pullguard, or write the plan with a Terraform that it knows"
            ),
        ),
        (
            {**PLAN, "format_version": ""},
            (
                "plan.json: says no format version, and only versions 1.x are read; "
                "update pullguard, or write the plan with a Terraform that it knows"
            ),
        ),
        (
            {**PLAN, "errored": True},
            (
                "plan.json: is the plan of a run that failed, so it is not whole; "
                "mend the error that terraform plan printed, and plan again"
            ),
        ),
        (
            {**PLAN, "configuration": {"root_module": 3}},
            "plan.json: has a configuration that can't be read (Expected `object`, got `int` - at `$.root_module`)",
        ),
        (
            {
                **PLAN,
                "resource_changes": [
                    {"address": "r.x", "type": "aws_ecr_pull_through_cache_rule", "change": {"actions": "create"}}
                ],
            },
            "plan.json: has a change of r.x that can't be read (Expected `array`, got `str` - at `$.actions`)",
        ),
        (
            {"version": 3, "modules": []},
            (
                "plan.json: is a state file of version 3, and only version 4 is read; "
                "give the output of: terraform show -json"
            ),
        ),
        (
            {"encrypted_data": "x", "encryption_version": "v0"},
            "plan.json: is an encrypted state; give the output of: tofu show -json",
        ),
        (
            {"version": 4, "resources": [{"type": "aws_ecr_repository", "name": 1}]},
            "plan.json: holds a resource that can't be read (Expected `str`, got `int` - at `$.name`)",
        ),
        (b"\xff\xfe\x00\xd8", f"plan.json: is not valid UTF-16-LE; {HOW}"),
        (b"[" * 100_000, "plan.json: is JSON, but no Terraform plan or state (Expected `object`, got `array`); " + HOW),
        (
            b'{"configuration": ' + b"[" * 100_000,
            "plan.json: is nested too deeply to be a Terraform plan",
        ),
    ],
)
def test_an_unusable_file_is_refused_in_one_line(tmp_path, data, line):
    assert refusal(tmp_path, data) == line


def test_nesting_of_200_levels_is_read(tmp_path):
    deep = json.loads("[" * 200 + "]" * 200)
    path = tmp_path / "plan.json"
    path.write_text(json.dumps({**PLAN, "variables": {"deep": {"value": deep}}}))
    assert read_all([str(path)], ReadOptions()).readings[0].inventory.rules == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_what_powershell_writes_is_read(tmp_path, encoding):
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(PLAN), encoding=encoding)
    assert read_all([str(path)], ReadOptions()).readings[0].inventory.source == "plan"


def test_utf_16_of_the_other_byte_order_is_read(tmp_path):
    path = tmp_path / "plan.json"
    path.write_bytes(b"\xfe\xff" + json.dumps(PLAN).encode("utf-16-be"))
    assert read_all([str(path)], ReadOptions()).readings[0].inventory.source == "plan"


def test_a_file_that_is_not_there(tmp_path):
    assert refused(tmp_path / "plan.json").endswith("plan.json: does not exist")


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    """The superuser can read every file, so the refusal is made here."""

    def refuse(_):
        raise PermissionError

    path = tmp_path / "plan.json"
    path.write_text("{}")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert refused(path).endswith("plan.json: may not be read; check its permissions")


def test_any_other_fault_of_the_system_is_named(tmp_path, monkeypatch):
    def refuse(_):
        raise OSError(5, "Input/output error")

    path = tmp_path / "plan.json"
    path.write_text("{}")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert refused(path).endswith("plan.json: can't be read (Input/output error)")
