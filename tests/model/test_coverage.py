"""What scanning, signing and replication of a registry mean for the repositories below a prefix."""

import pytest

from validator.model.coverage import replicated, scanned, signed, with_coverage
from validator.model.inventory import Inventory, Source
from validator.model.objects import Registry, RegistryRef, Rule
from validator.model.origin import Origin
from validator.model.settings import ReplicationRule, Scanning, ScanRule
from validator.model.upstreams import upstream_of
from validator.model.value import Reason, Unknown

AFTER_APPLY = Unknown(Reason.AFTER_APPLY)
HERE = RegistryRef("123456789012/eu-west-1", "123456789012", "eu-west-1")


def scanning(**filters):
    return Scanning("ENHANCED", [ScanRule(frequency, patterns) for frequency, patterns in filters.items()])


@pytest.mark.parametrize(
    ("pattern", "prefix", "covers"),
    [
        ("*", "hub", True),
        ("hub/*", "hub", True),
        ("hub*", "hub", True),
        ("*b/*", "hub", True),
        ("h*b/*", "hub", True),
        ("hub", "hub", True),
        ("ub", "hub", True),
        ("hub/library/*", "hub", False),
        ("hub/*/*", "hub", False),
        ("*-prod", "hub", False),
        ("*hub", "hub", False),
        ("my.hub/*", "my-hub", False),
        ("other", "hub", False),
        ("*", "ROOT", True),
        ("hub", "ROOT", False),
        ("hub/*", "ROOT", False),
    ],
)
def test_a_scan_filter_covers_a_prefix_where_it_matches_all_names_below_it(pattern, prefix, covers):
    expected = "SCAN_ON_PUSH" if covers else "MANUAL"
    assert scanned(scanning(SCAN_ON_PUSH=[pattern]), prefix) == expected


def test_of_two_frequencies_the_continuous_one_wins():
    both = scanning(SCAN_ON_PUSH=["*"], CONTINUOUS_SCAN=["hub/*"])
    assert scanned(both, "hub") == "CONTINUOUS_SCAN"
    assert scanned(both, "quay") == "SCAN_ON_PUSH"


def test_what_is_not_known_of_scanning_leaves_it_open_unless_the_rest_decides():
    open_ended = scanning(SCAN_ON_PUSH=["*"], CONTINUOUS_SCAN=[AFTER_APPLY])
    assert scanned(open_ended, "hub") == AFTER_APPLY
    assert scanned(scanning(CONTINUOUS_SCAN=["hub/*", AFTER_APPLY]), "hub") == "CONTINUOUS_SCAN"
    assert scanned(scanning(CONTINUOUS_SCAN=["*"]), AFTER_APPLY) == "CONTINUOUS_SCAN"
    assert scanned(scanning(CONTINUOUS_SCAN=["hub"]), AFTER_APPLY) == AFTER_APPLY
    assert scanned(Scanning("ENHANCED", [ScanRule(AFTER_APPLY, ["*"])]), "hub") == AFTER_APPLY
    assert scanned(Scanning("ENHANCED", [ScanRule(AFTER_APPLY, ["other/*"])]), "hub") == "MANUAL"
    assert scanned(Scanning("ENHANCED", AFTER_APPLY), "hub") == AFTER_APPLY


def test_scanning_without_rules_is_manual_and_none_is_none():
    assert scanned(Scanning("BASIC", []), "hub") == "MANUAL"
    assert scanned(None, "hub") is None
    assert scanned(AFTER_APPLY, "hub") == AFTER_APPLY


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (["*"], True),
        (["hub/*"], True),
        (["hub/library/nginx"], True),
        (["team/*"], False),
        (["*-prod"], False),
        (["hub"], False),
        ([], False),
        ([AFTER_APPLY], AFTER_APPLY),
        ([AFTER_APPLY, "hub*"], True),
        (None, None),
    ],
)
def test_signing_is_meant_for_a_prefix_that_a_filter_covers_or_lies_within(filters, expected):
    assert signed(filters, "hub") == expected


@pytest.mark.parametrize(
    ("prefixes", "prefix", "expected"),
    [
        ([], "hub", True),
        (["hu"], "hub", True),
        (["hub/library"], "hub", True),
        (["hub-copies/"], "hub", False),
        (["team", AFTER_APPLY], "hub", AFTER_APPLY),
        (["hub", AFTER_APPLY], "hub", True),
        (AFTER_APPLY, "hub", AFTER_APPLY),
        (["hub"], AFTER_APPLY, AFTER_APPLY),
        (["hub"], "ROOT", False),
        ([], "ROOT", True),
    ],
)
def test_a_replication_filter_is_the_beginning_of_names(prefixes, prefix, expected):
    assert replicated([ReplicationRule(["123456789012/eu-central-1"], prefixes)], prefix) == expected


def test_no_replication_copies_nothing():
    assert replicated([], "hub") is False
    assert replicated(None, "hub") is None
    assert replicated(AFTER_APPLY, "hub") == AFTER_APPLY


def test_each_rule_says_what_its_own_registry_is_set_to():
    place = {"registry": HERE, "origin": Origin("x")}
    registry = Registry(
        address="registry",
        key=HERE.key,
        account=HERE.account,
        region=HERE.region,
        scanning=scanning(CONTINUOUS_SCAN=["hub/*"]),
        signing=["team/*"],
        **place,
    )
    hub = Rule(address="hub", prefix="hub", upstream=upstream_of("quay.io"), **place)
    there = RegistryRef("aws", AFTER_APPLY, AFTER_APPLY)
    other = Rule(address="other", prefix="hub", upstream=upstream_of("quay.io"), registry=there, origin=Origin("x"))
    found = with_coverage(Inventory(Source.PLAN, rules=[hub, other], registries=[registry])).rules
    assert [(rule.scanned, rule.signed, rule.replicated) for rule in found] == [
        ("CONTINUOUS_SCAN", False, None),
        (None, None, None),
    ]
