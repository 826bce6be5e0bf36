"""Attributes by meaning: two ways to say the same are no drift, and of tags those are shown that differ."""

import pytest
from sides import KEY, LATER, MAKE, OTHER_KEY, SECRET, compare, drifts, inventory, live, skipped, template, with_rule
from written_policies import lifecycle

from validator.model.objects import Rotation
from validator.model.value import Unknown


@pytest.mark.parametrize(
    ("kind", "expected", "actual"),
    [
        ("rule", {"upstream_prefix": None}, {"upstream_prefix": "ROOT"}),
        ("rule", {"prefix": "docker-hub/"}, {"prefix": "docker-hub"}),
        ("rule", {"credential_arn": SECRET[:-7]}, {"credential_arn": SECRET}),
        ("template", {"mutability": None, "exclusions": None}, {"mutability": "MUTABLE", "exclusions": []}),
        ("template", {"encryption": None, "kms_key": None}, {"encryption": "AES256", "kms_key": None}),
        ("template", {"tags": None, "tag_values": None}, {"tags": [], "tag_values": {}}),
        ("template", {"exclusions": ["a", "b"]}, {"exclusions": ["b", "a"]}),
        ("template", {"lifecycle": lifecycle(3, 9)}, {"lifecycle": lifecycle(3, 9)}),
        ("template", {"tag_values": None}, {}),
        ("credential", {"kms_key": "alias/aws/secretsmanager"}, {"kms_key": None}),
        ("credential", {"kms_key": KEY.rpartition("/")[2]}, {"kms_key": KEY}),
        ("credential", {"rotation": None}, {"rotation": Rotation(enabled=False, days=30)}),
        ("repository", {"encryption": "AES256", "kms_key": None}, {"encryption": None, "kms_key": None}),
    ],
)
def test_two_ways_to_say_the_same_are_no_drift(kind, expected, actual):
    found = compare(inventory(*with_rule(kind, MAKE[kind](**expected))), live(*with_rule(kind, MAKE[kind](**actual))))
    assert found.drifts == []
    assert skipped(found) == {}


@pytest.mark.parametrize(
    ("kind", "expected", "actual"),
    [
        ("credential", {"kms_key": "alias/hub"}, {"kms_key": KEY}),
        ("template", {"encryption": LATER, "kms_key": KEY}, {"kms_key": OTHER_KEY}),
        ("template", {"tag_values": {"team": LATER}}, {}),
        ("credential", {"rotation": Rotation(enabled=True)}, {"rotation": Rotation(enabled=True, days=30)}),
        ("repository", {"kms_key": None}, {"kms_key": KEY}),
        ("role", {"complete": LATER, "documents": [], "managed_policies": []}, {}),
    ],
)
def test_what_can_mean_the_same_is_not_compared(kind, expected, actual):
    found = compare(inventory(*with_rule(kind, MAKE[kind](**expected))), live(*with_rule(kind, MAKE[kind](**actual))))
    assert found.drifts == []
    assert sum(skipped(found).values()) >= 1
    assert not any(isinstance(reason, Unknown) for reason in found.not_compared)


def test_of_tags_only_those_that_differ_are_shown():
    expected = inventory(template(tag_values={"team": "platform", "cost": "1", "same": "x"}))
    (drift,) = compare(expected, live(template(tag_values={"team": "web", "by": "hand", "same": "x"}))).drifts
    assert drift.expected == "no by, cost=1, team=platform"
    assert drift.actual == "by=hand, no cost, team=web"


def test_a_tag_that_only_one_side_has_is_a_drift_whatever_its_value():
    expected = inventory(template(tag_values={"team": "platform", "cost": LATER}))
    (drift,) = compare(expected, live(template())).drifts
    assert (drift.expected, drift.actual) == ("cost=something unknown", "no cost")


def test_tags_without_values_are_compared_by_their_keys():
    expected = inventory(template(tags=["team"], tag_values=None))
    assert drifts(expected, live(template(tags=["web"], tag_values=None))) == [
        ("changed", "template", "docker-hub", "tags")
    ]
