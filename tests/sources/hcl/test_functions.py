"""Every function against what real Terraform gave; ``tools/record_functions.py`` makes the record."""

import json
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from validator.model.value import Reason, Unknown
from validator.sources.hcl.functions import FUNCTIONS, LAZY, Context, call
from validator.sources.hcl.values import EvaluationError, TerraformSet

FIXTURES = Path(__file__).parents[2] / "fixtures"
FILES = FIXTURES / "functions"
RECORD = json.loads((FIXTURES / "functions.json").read_text(encoding="utf-8"), parse_float=Decimal)
NOT_YET = Unknown(Reason.AFTER_APPLY, "terraform_data", ("terraform_data.x.id",))
RENDERED = ("templatefile", "templatestring")

KNOWN_LESS = {
    "base64gzip": "its bytes depend on the compressor",
    "bcrypt": "impure",
    "issensitive": "sensitivity is not followed",
    "plantimestamp": "impure",
    "rsadecrypt": "nothing is decrypted",
}
"""Functions that give Unknown where Terraform gives a value or an error."""

REFUSED = {
    'fileset(".", "../functions/*.txt")': "patterns may not lead out of the directory",
    'yamldecode("a:\\tb")': "PyYAML takes no tab behind the colon",
}
"""Calls that Terraform answers and we refuse, which makes a gap and never a wrong value."""

OTHERWISE: dict[str, Any] = {
    # The type of an unknown value is not known.
    "coalesce(1, terraform_data.x.id)": 1,
    "tolist([1, terraform_data.x.id])": [1, {"$unknown": True}],
    'flatten([terraform_data.x.id, ["b"]])': {"$unknown": True},
    'formatlist("%s", terraform_data.x.id)': {"$unknown": True},
    'formatlist("%s-%s", terraform_data.x.id, ["a", "b"])': {"$unknown": True},
    # Maps and objects are not told apart.
    'lookup(tomap({ a = "1" }), "b", 2)': 2,
}
"""Calls that Terraform answers otherwise, with what we give."""

COMPOSED = "startswith(format("
"""Calls whose argument is known in part, which the record of arguments does not show."""

PARTLY_KNOWN_SETS = ("toset", "setunion")
"""Functions whose set with an unknown element Terraform knows in part; ours is unknown as a whole."""


def render(text: str, variables: dict[str, Any]) -> str:
    return f"{text}|{json.dumps(variables, sort_keys=True)}"


CONTEXT = Context(base_dir=FILES, allowed_root=FILES, render_template=render)


def decoded(value: Any) -> Any:
    match value:
        case {"$unknown": True}:
            return NOT_YET
        case {"$set": items}:
            return TerraformSet(map(decoded, items))
        case {"$number": digits}:
            return Decimal(digits)
        case dict():
            return {key: decoded(item) for key, item in value.items()}
        case list():
            return [decoded(item) for item in value]
        case str():
            return value.replace("$directory", str(FILES))
    return value


def encoded(value: Any) -> Any:
    match value:
        case Unknown():
            return {"$unknown": True}
        case TerraformSet():
            return {"$set": [encoded(item) for item in value]}
        case list():
            return [encoded(item) for item in value]
        case dict():
            return {key: encoded(item) for key, item in value.items()}
        case Decimal():
            return {"$number": f"{value:f}"}
    return value


def text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def outcome(entry: dict[str, Any]) -> str:
    try:
        return text(encoded(call(entry["function"], decoded(entry["arguments"]), CONTEXT)))
    except EvaluationError:
        return "error"


def expected(entry: dict[str, Any]) -> str:
    if "error" in entry or entry["expression"] in REFUSED:
        return "error"
    partly = entry["function"] in PARTLY_KNOWN_SETS and "$unknown" in text(entry["value"])
    value = {"$unknown": True} if partly else OTHERWISE.get(entry["expression"], entry["value"])
    return text(encoded(decoded(value)))


def is_compared(entry: dict[str, Any]) -> bool:
    if "arguments" not in entry or entry["function"] in LAZY or entry["function"] in KNOWN_LESS:
        return False
    if entry["expression"].startswith(COMPOSED):
        return False
    return entry["function"] not in RENDERED or ("error" in entry and "vars map does not contain" not in entry["error"])


COMPARED = [entry for entry in RECORD if is_compared(entry)]


@pytest.mark.parametrize("entry", COMPARED, ids=lambda entry: entry["expression"])
def test_a_call_gives_what_terraform_gives(entry: dict[str, Any]) -> None:
    assert outcome(entry) == expected(entry)


def test_every_function_of_terraform_is_in_the_table_and_in_the_record() -> None:
    recorded = {entry["function"] for entry in RECORD}
    assert recorded == set(FUNCTIONS) | LAZY
    assert len(recorded) == 118


def test_the_record_is_of_the_expressions_in_the_table() -> None:
    lines = (FIXTURES / "functions.txt").read_text(encoding="utf-8").splitlines()
    assert [entry["expression"] for entry in RECORD] == [line for line in lines if line and not line.startswith("#")]


def test_every_exception_to_the_record_is_still_one() -> None:
    recorded = {entry["expression"]: entry for entry in RECORD}
    for expression in REFUSED:
        assert "value" in recorded[expression]
    for expression, ours in OTHERWISE.items():
        assert recorded[expression]["value"] != ours


@pytest.mark.parametrize("name", sorted(KNOWN_LESS))
def test_what_no_source_code_tells_is_unknown(name: str) -> None:
    entry = next(entry for entry in RECORD if entry["function"] == name)
    result = call(name, decoded(entry["arguments"]), CONTEXT)
    assert isinstance(result, Unknown)
    assert result.reason is (Reason.IMPURE if KNOWN_LESS[name] == "impure" else Reason.UNSUPPORTED)
    assert name in result.detail


@pytest.mark.terraform
def test_the_table_has_the_functions_of_the_installed_terraform() -> None:
    shown = subprocess.run(
        ["terraform", "metadata", "functions", "-json"], capture_output=True, check=True, text=True
    ).stdout
    names = {name for name in json.loads(shown)["function_signatures"] if "::" not in name}
    assert names == set(FUNCTIONS) | LAZY
