"""Objects and settings that only the account has: what is unmanaged, and what is not called so."""

import msgspec
import pytest
from sides import (
    ACCOUNT,
    DENIED,
    LATER,
    LIVE_RULE,
    NOWHERE,
    OTHER_SECRET,
    PLACE,
    bare,
    compare,
    credential,
    drifts,
    inventory,
    live,
    registry,
    repository,
    role,
    rule,
    skipped,
    template,
)

from validator.drift.comparison import PARTLY
from validator.drift.entry import Input
from validator.drift.expected import Expected
from validator.model.inventory import Gap, Source
from validator.model.objects import RegistryRef, ReplicationRule, Scanning, ScanRule
from validator.model.value import Reason, Unknown


def test_what_only_the_account_has_is_unmanaged_and_can_be_imported():
    actual = live(
        rule(LIVE_RULE, prefix="quay"),
        template("template", prefix="quay"),
        credential(OTHER_SECRET, arn=OTHER_SECRET, name="ecr-pullthroughcache/other"),
        registry(policy_scope=None),
        rule(),
    )
    found = compare(inventory(rule()), actual)
    assert [(one.change, one.kind, one.key, one.attribute, one.import_id) for one in found.drifts] == [
        ("unmanaged", "rule", "quay", None, "quay"),
        ("unmanaged", "credential", "ecr-pullthroughcache/other", None, OTHER_SECRET),
        *(
            ("unmanaged", "registry", PLACE, name, ACCOUNT)
            for name in ("permissions", "replication", "scanning", "signing")
        ),
        ("unmanaged", "template", "quay", None, "quay"),
    ]
    assert found.drifts[0].actual == "a rule for registry-1.docker.io"
    assert found.by_input == [[]]
    assert sorted(found.unmanaged, key=str) == sorted(found.drifts, key=str)


@pytest.mark.parametrize(
    "found",
    [
        repository(name="docker-hub/library/nginx"),
        role(),
        credential(named_for_ecr=False, name="hub"),
        credential(deleted_at="2026-11-20T08:00:00Z"),
        credential(managed=False),
        registry(permissions=None, scanning=Scanning("BASIC", []), replication=[], signing=[]),
    ],
)
def test_what_no_input_has_to_have_is_not_unmanaged(found):
    assert drifts(inventory(rule()), live(rule(), found)) == []


def test_a_secret_that_an_input_looks_up_is_not_unmanaged():
    looked_up = credential("data.aws_secretsmanager_secret.hub", managed=False)
    assert drifts(inventory(rule(), looked_up), live(rule(), credential())) == []


@pytest.mark.parametrize(
    "expected",
    [
        rule(prefix=LATER),
        rule(registry=NOWHERE),
        rule(prefix=Unknown(Reason.AFTER_APPLY, prefix="qu")),
    ],
)
def test_what_an_input_may_have_is_not_called_unmanaged(expected):
    other = RegistryRef("210987654321/eu-west-1", "210987654321", "eu-west-1")
    actual = live(rule(LIVE_RULE, prefix="quay"), template(), bare(), bare(other))
    expected = expected if isinstance(expected.prefix, Unknown) else msgspec.structs.replace(expected, prefix="quay")
    found = compare(inventory(expected, template()), actual)
    assert found.drifts == []
    assert sum(skipped(found).values()) == 2


def test_code_of_which_a_module_is_missing_calls_nothing_unmanaged():
    gap = Gap("main.tf", "the module is not installed")
    expected = inventory(rule(), source=Source.HCL, gaps=[gap])
    found = compare(expected, live(rule(), template(), registry(replication=[])))
    assert found.drifts == []
    assert skipped(found) == {PARTLY: 4}


def test_an_input_that_could_not_be_read_whole_calls_nothing_unmanaged():
    sides = Expected([Input(inventory(rule()), whole=False)])
    found = sides.against(live(rule(), template()))
    assert found.drifts == []
    assert skipped(found) == {PARTLY: 1}


def test_what_is_only_referred_to_or_no_credential_is_expected_by_nobody():
    expected = inventory(
        rule(), credential(managed=False), credential("other", for_ecr=False, name="x"), role(managed=False)
    )
    found = compare(expected, live(rule()))
    assert found.drifts == []
    assert skipped(found) == {}


def test_a_setting_that_the_account_does_not_show_is_not_called_unmanaged():
    found = compare(
        inventory(rule()), live(rule(), registry(permissions=DENIED, replication=[], signing=[], scanning=None))
    )
    assert found.drifts == []
    assert skipped(found) == {DENIED.reason: 1}


def test_settings_in_words():
    scanning = Scanning("ENHANCED", [ScanRule("CONTINUOUS_SCAN", ["b*", "a*"])])
    replication = [ReplicationRule(["210987654321/us-east-1"], None)]
    actual = live(
        rule(), registry(permissions=None, scanning=scanning, replication=replication, signing=["b/*", "a/*"])
    )
    assert {one.attribute: one.actual for one in compare(inventory(rule()), actual).drifts} == {
        "scanning": "ENHANCED: CONTINUOUS_SCAN of a*, b*",
        "replication": "all repositories to 210987654321/us-east-1",
        "signing": "a/*, b/*",
    }
