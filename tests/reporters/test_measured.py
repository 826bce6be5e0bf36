"""The numbers of live registries, and of a comparison, as text."""

import msgspec
import pytest
from crafted_reports import report

from validator.findings.report import Comparison
from validator.model.base import RegistryRef
from validator.model.measurements import CredentialAge, Measurements, RuleUse
from validator.model.value import Reason, Unknown
from validator.reporters.measured import size
from validator.reporters.text import render
from validator.reporters.view import View

HERE = RegistryRef("123456789012/eu-west-1", "123456789012", "eu-west-1")
NO_SYNCS = Unknown(Reason.UNMEASURED, detail="no EventBridge rule counts the syncs")
HUB = RuleUse(
    address="arn:hub",
    prefix="hub",
    repositories=2,
    images=1,
    bytes=1_234_567,
    oldest="2026-01-02T00:00:00Z",
    newest="2026-11-20T08:00:00Z",
    not_refreshed=1,
    pulls=1_500,
    hit_ratio=NO_SYNCS,
)
DENIED = Unknown(Reason.DENIED, detail="ecr:DescribeImages")
WIDE = View(width=300, ascii=True)


def shown(*rules: RuleUse, credentials=(), view: View = WIDE, comparison: Comparison | None = None) -> list[str]:
    measured = Measurements(registry=HERE, days=30, rules=list(rules), credentials=list(credentials))
    found = msgspec.structs.replace(report(), measurements=[measured], comparison=comparison)
    return render(found, view).splitlines()


def test_a_rule_shows_what_its_cache_holds_and_how_it_is_used():
    assert shown(HUB)[:3] == [
        "MEASURED the caches, over the last 30 days",
        "  - hub: 2 repositories, 1 image, 1.2 MB, pushed 2026-01-02 to 2026-11-20, 1 not refreshed, 1,500 pulls",
        "  not measurable: the hit ratio of 1 rule (no EventBridge rule counts the syncs)",
    ]


def test_what_was_denied_is_not_nothing():
    hidden = msgspec.structs.replace(
        HUB, images=DENIED, bytes=DENIED, oldest=DENIED, newest=DENIED, not_refreshed=DENIED, hit_ratio=0.96
    )

    assert shown(hidden)[1] == (
        "  - hub: 2 repositories, images not known (access was denied (ecr:DescribeImages)), 1,500 pulls, "
        "about 96% served without asking the upstream"
    )


def test_the_oldest_credential_comes_first():
    ages = [CredentialAge(address=name, name=name, days=days) for name, days in (("a", 1), ("b", 400), ("c", None))]

    assert shown(credentials=ages)[:3] == ["CREDENTIALS the age of their values", "  - b: 400 days", "  - a: 1 day"]


def test_of_many_rules_the_first_are_listed():
    many = [msgspec.structs.replace(HUB, prefix=f"hub-{number}") for number in range(25)]

    assert shown(*many)[21] == "  ... and 5 more (--all lists each)"
    assert sum("hub-" in line for line in shown(*many, view=msgspec.structs.replace(WIDE, every=True))) == 25


def test_quiet_shows_no_numbers():
    assert shown(HUB, view=msgspec.structs.replace(WIDE, quiet=True)) == []


def test_a_comparison_says_what_was_not_compared():
    compared = Comparison(
        compared=23,
        equal=21,
        not_compared={"known after apply": 2, "access was denied": 5},
        untouched=["123456789012/us-east-1"],
    )

    assert shown(comparison=compared)[:4] == [
        "COMPARED 23 attributes, of which 21 mean the same",
        "  - not compared, access was denied: 5",
        "  - not compared, known after apply: 2",
        "  - Terraform says nothing about 123456789012/us-east-1",
    ]


def test_hints_are_code_as_it_is():
    hint = 'import {\n  to = aws_ecr_pull_through_cache_rule.hub\n  id = "hub"\n}\n'

    assert render(msgspec.structs.replace(report(), hints=[hint]), WIDE).splitlines()[:5] == [
        "IMPORT this takes what is unmanaged under Terraform's care",
        "import {",
        "  to = aws_ecr_pull_through_cache_rule.hub",
        '  id = "hub"',
        "}",
    ]


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 B"), (999, "999 B"), (1_000, "1.0 kB"), (45_200_000_000, "45.2 GB"), (10**18, "1000.0 PB")],
)
def test_sizes_are_in_powers_of_a_thousand(count: int, text: str):
    assert size(count) == text
