"""``pullguard inventory``: the objects, their links, and the schema that they follow."""

import json
from pathlib import Path

from jsonschema import Draft202012Validator

from validator import bundle

SCHEMA = json.loads(Path(bundle.SCHEMAS / "inventory.schema.json").read_text(encoding="utf-8"))


def test_the_objects_with_their_links(invoke):
    done = invoke("inventory", "late.json", "clean.json")

    shown = json.loads(done.stdout)
    Draft202012Validator(SCHEMA).validate(shown)
    assert done.exit_code == 0
    assert [(one["input"], one["source"], len(one["rules"])) for one in shown["inventories"]] == [
        ("late.json", "plan", 2),
        ("clean.json", "plan", 1),
    ]
    late = shown["inventories"][0]["rules"][0]
    assert late["upstream"]["host"]["unknown"] == "known after apply"
    assert {name: late["links"][name] for name in ("registry", "credential", "template", "repositories")} == {
        "registry": shown["inventories"][0]["registries"][0]["address"],
        "credential": None,
        "template": None,
        "repositories": [],
    }


def test_standard_input(invoke, folder):
    done = invoke("inventory", "-", stdin=(folder / "clean.json").read_text())

    assert json.loads(done.stdout)["inventories"][0]["input"] == "standard input"


def test_a_file(invoke, folder):
    assert invoke("inventory", "clean.json", "--output", "inventory.json").stdout == ""
    assert json.loads((folder / "inventory.json").read_text())["schema"] == SCHEMA["$id"]


def test_what_cannot_be_read_is_said_and_nothing_is_printed(invoke):
    done = invoke("inventory", "missing.json")

    assert (done.exit_code, done.stdout, done.stderr) == (2, "", "pullguard: missing.json: does not exist\n")


def test_the_same_input_gives_the_same_bytes(process):
    one = process("inventory", "late.json", env={"PYTHONHASHSEED": "1"}).stdout
    two = process("inventory", "late.json", env={"PYTHONHASHSEED": "2"}).stdout

    assert one == two
    assert one.endswith(b"\n}\n")
