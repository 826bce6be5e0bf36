"""Which lifecycle policies ECR refuses, and which ones do the same."""

import msgspec
import pytest

from validator.model.lifecycle import LifecyclePolicy, lifecycle_of
from validator.model.lifecycle_rules import LifecycleRule
from validator.model.value import Reason, Unknown

AFTER_APPLY = Unknown(Reason.AFTER_APPLY)
AGED = LifecycleRule(1, "any", "sinceImagePushed", 90, "days", "expire")


def changed(**fields):
    return LifecyclePolicy([msgspec.structs.replace(AGED, **fields)])


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({}, None),
        ({"tag_status": "tagged", "patterns": ["v*"]}, None),
        ({"count_type": "imageCountMoreThan", "count_unit": None}, None),
        ({"priority": 0}, "rule 1: its rulePriority is 0, and a whole number from 1 is needed"),
        ({"priority": None}, "rule 1: its rulePriority is None, and a whole number from 1 is needed"),
        ({"tag_status": "all"}, "rule 1: its tagStatus is all, and one of tagged, untagged, any is needed"),
        ({"tag_status": "tagged"}, "rule 1: its tagStatus is tagged, which needs a tagPatternList or tagPrefixList"),
        ({"patterns": ["v"]}, "rule 1: its tagStatus is any, which takes no tagPatternList or tagPrefixList"),
        (
            {"tag_status": "tagged", "patterns": ["a*b*c*d*e*"]},
            "rule 1: the pattern a*b*c*d*e* has more than 4 wildcards",
        ),
        ({"count_unit": None}, "rule 1: sinceImagePushed needs the countUnit days"),
        ({"count_type": "imageCountMoreThan"}, "rule 1: it counts images, which takes no countUnit"),
        ({"count_number": 0}, "rule 1: its countNumber is 0, and a whole number from 1 is needed"),
        ({"count_type": "sinceImagePulled"}, "rule 1: sinceImagePulled can archive images, and not expire them"),
        (
            {"count_type": "sinceImageTransitioned", "count_number": 89, "storage_class": "archive"},
            "rule 1: sinceImageTransitioned takes 90 days or more",
        ),
        ({"action": None}, "rule 1: its action.type is None, and one of expire, transition is needed"),
        ({"count_number": AFTER_APPLY}, AFTER_APPLY),
        ({"patterns": [AFTER_APPLY], "tag_status": "tagged"}, AFTER_APPLY),
        ({"count_number": AFTER_APPLY, "count_unit": None}, "rule 1: sinceImagePushed needs the countUnit days"),
    ],
)
def test_a_rule_is_refused_for_what_is_wrong_with_it(fields, problem):
    assert changed(**fields).problem == problem


def test_rules_are_refused_for_their_number_and_order():
    untagged = LifecycleRule(2, "untagged", "imageCountMoreThan", 5, None, "expire")
    assert LifecyclePolicy([]).problem == "it has no rules"
    assert LifecyclePolicy([AGED] * 51).problem == "it has 51 rules, and 50 are allowed"
    assert LifecyclePolicy([AGED, AGED]).problem == "two rules have the same rulePriority"
    assert (
        LifecyclePolicy([AGED, untagged]).problem
        == "rule 1: its tagStatus is any, so it has to have the highest rulePriority"
    )
    assert LifecyclePolicy([msgspec.structs.replace(AGED, priority=3), untagged]).problem is None


def test_a_selection_that_is_unknown_as_a_whole_is_no_absent_one():
    policy = lifecycle_of({"rules": [{"rulePriority": 1, "selection": AFTER_APPLY, "action": {"type": "expire"}}]})
    assert policy.rules[0].tag_status == AFTER_APPLY
    assert policy.problem == AFTER_APPLY


def test_fingerprints_are_equal_for_equal_rules_in_any_order():
    other = LifecycleRule(2, "untagged", "imageCountMoreThan", 5, None, "expire")
    assert LifecyclePolicy([AGED, other]).fingerprint == LifecyclePolicy([other, AGED]).fingerprint
    assert LifecyclePolicy([AGED]).fingerprint != LifecyclePolicy([other]).fingerprint
    assert changed(count_number=AFTER_APPLY).fingerprint == AFTER_APPLY
    assert changed(tag_status="tagged", patterns=[AFTER_APPLY]).fingerprint == AFTER_APPLY
