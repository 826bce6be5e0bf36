"""The report for machines, against its schema."""

import json
from pathlib import Path

import pytest
from crafted_reports import ERROR, MISSING_MODULE, PLAN, ROOT, STATE, UNDECIDED, report, untrusted
from jsonschema import Draft202012Validator

from validator import __version__, bundle
from validator.findings.report import Ignored
from validator.reporters.json import render
from validator.reporters.view import View

SCHEMA = json.loads(Path(bundle.SCHEMAS / "report.schema.json").read_text(encoding="utf-8"))
WHOLE = {
    "schema": "https://pullguard.dev/schemas/report-1.schema.json",
    "tool": {"name": "pullguard", "version": __version__},
    "inputs": [
        {
            "name": "plan.json",
            "source": "plan",
            "objects": {"rule": 3, "credential": 1},
            "complete": True,
            "calls": {},
        },
    ],
    "summary": {
        "outcomes": {"pass": 17, "fail": 1, "undecided": 0, "not-applicable": 30, "error": 0},
        "failures": {"critical": 1, "high": 0, "medium": 0, "low": 0, "info": 0},
        "gaps": 0,
        "ignored": 0,
    },
    "findings": [
        {
            "policy": "PTC107",
            "name": "root-rule",
            "severity": "critical",
            "outcome": "fail",
            "reason": None,
            "input": "plan.json",
            "address": "aws_ecr_pull_through_cache_rule.root",
            "registry": {"account": "123456789012", "region": "eu-west-1"},
            "attribute": "prefix",
            "message": "ROOT covers every repository name",
            "location": {"file": "main.tf", "line": 3, "column": 12, "end_line": 3, "end_column": 18},
            "remediation": "Give the rule a prefix.",
            "url": "https://example.org/PTC107",
            "fingerprint": ROOT.fingerprint,
        }
    ],
    "gaps": [],
    "ignored": [],
    "measurements": [],
    "comparison": None,
    "calls": {},
    "hints": [],
}


def shown(*findings, **parts):
    return json.loads(render(report(*findings, **parts), View()))


def test_a_whole_report():
    assert shown(ROOT) == WHOLE


def test_a_place_that_is_not_known_is_an_object_of_nulls():
    found = shown(untrusted("a.b"))["findings"][0]

    assert found["location"] == dict.fromkeys(["file", "line", "column", "end_line", "end_column"])


def test_an_ignored_finding_says_why():
    ignored = shown(ignored=(Ignored(ROOT, "the sandbox"),))["ignored"]

    assert [(one["policy"], one["ignored_because"]) for one in ignored] == [("PTC107", "the sandbox")]


def test_a_gap_has_its_place_and_remedy():
    assert shown(gaps=(MISSING_MODULE,))["gaps"] == [
        {
            "place": "module.cache",
            "problem": "its source acme/cache/aws is not installed",
            "remedy": "run terraform init",
            "input": "plan.json",
        }
    ]


@pytest.mark.parametrize(
    ("findings", "parts"),
    [
        ((), {}),
        ((ROOT, untrusted("a.b"), UNDECIDED, ERROR), {"inputs": (PLAN, STATE), "gaps": (MISSING_MODULE,)}),
        ((ROOT,), {"ignored": (Ignored(UNDECIDED, "not now"),)}),
    ],
)
def test_what_is_written_follows_the_schema(findings, parts):
    Draft202012Validator(SCHEMA).validate(shown(*findings, **parts))


@pytest.mark.parametrize("part", ["schema", "tool", "inputs", "summary", "findings", "gaps", "ignored"])
def test_the_schema_misses_what_is_left_out(part):
    incomplete = shown(ROOT)
    del incomplete[part]

    assert not Draft202012Validator(SCHEMA).is_valid(incomplete)


def test_the_same_report_gives_the_same_bytes_whatever_the_order_it_was_made_in():
    findings = [ROOT, untrusted("a.b"), untrusted("a.c"), UNDECIDED]

    assert render(report(*findings), View()) == render(report(*reversed(findings)), View())


def test_the_text_is_indented_by_two_and_ends_with_a_line():
    text = render(report(), View())

    assert text.startswith('{\n  "schema": "https://')
    assert text.endswith("\n}\n")
