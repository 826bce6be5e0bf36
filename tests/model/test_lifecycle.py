"""Lifecycle policies become rules, or an unknown that says why not."""

import json

import pytest

from validator.model.lifecycle import LifecycleRule, lifecycle_of, parse_lifecycle
from validator.model.value import Reason, Unknown

AFTER_APPLY = Unknown(Reason.AFTER_APPLY)


def test_a_rule_has_its_selection_and_action():
    document = {
        "rules": [
            {
                "rulePriority": 1,
                "selection": {
                    "tagStatus": "tagged",
                    "tagPatternList": ["v*"],
                    "countType": "sinceImagePushed",
                    "countUnit": "days",
                    "countNumber": 30,
                },
                "action": {"type": "expire"},
            }
        ]
    }
    assert parse_lifecycle(json.dumps(document)).rules == [
        LifecycleRule(1, "tagged", "sinceImagePushed", 30, "days", "expire", None, ["v*"])
    ]


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("{", "lifecycle policy: Input data was truncated"),
        ("{}", "lifecycle policy without a list of rules"),
        ('{"rules": [1]}', "lifecycle policy without a list of rules"),
    ],
)
def test_an_invalid_one_is_unknown_and_says_so(text, detail):
    assert parse_lifecycle(text) == Unknown(Reason.INVALID, detail=detail)


def test_a_rule_without_its_parts_has_absent_fields():
    assert lifecycle_of({"rules": [{}]}).rules == [LifecycleRule(None, None, None, None, None, None)]


def test_none_is_absent_and_unknown_is_unknown():
    assert parse_lifecycle(None) is None
    assert parse_lifecycle(" ") is None
    assert parse_lifecycle(AFTER_APPLY) == AFTER_APPLY
    assert lifecycle_of({"rules": AFTER_APPLY}) == AFTER_APPLY
