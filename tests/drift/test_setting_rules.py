"""Lifecycle, scan and replication rules by meaning."""

import json

from sides import LATER
from written_policies import lifecycle

from validator.drift.answer import Differs
from validator.drift.settings import lifecycles, replications, scan_rules
from validator.model.lifecycle import parse_lifecycle
from validator.model.settings import ReplicationRule, ScanRule
from validator.model.value import Unknown


def lifecycle_of(*rules):
    return parse_lifecycle(json.dumps({"rules": list(rules)}))


def test_lifecycle_rules_are_told_by_what_they_do():
    untagged = {
        "rulePriority": 2,
        "selection": {
            "tagStatus": "tagged",
            "tagPatternList": ["b*", "a*"],
            "countType": "sinceImagePushed",
            "countUnit": "days",
            "countNumber": 7,
        },
        "action": {"type": "expire"},
    }
    other_order = untagged | {"selection": untagged["selection"] | {"tagPatternList": ["a*", "b*"]}, "description": "x"}
    keep = {
        "rulePriority": 1,
        "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 9},
        "action": {"type": "expire"},
    }
    assert lifecycles(lifecycle_of(keep, untagged), lifecycle_of(other_order, keep)) is None
    assert lifecycles(lifecycle_of(keep, untagged), lifecycle_of(keep)) == Differs(
        "rule 2: expire tagged a*, b* at sinceImagePushed 7 days", "no such rule"
    )
    assert lifecycles(lifecycle(9), lifecycle(8)) == Differs(
        "rule 1: expire any at imageCountMoreThan 9", "rule 1: expire any at imageCountMoreThan 8"
    )


def test_the_order_of_scan_and_replication_rules_says_nothing():
    one, other = ScanRule("SCAN_ON_PUSH", ["b", "a"]), ScanRule("CONTINUOUS_SCAN", ["*"])
    assert scan_rules([one, other], [other, ScanRule("SCAN_ON_PUSH", ["a", "b"])]) is None
    assert scan_rules([one], [other]) == Differs("SCAN_ON_PUSH of a, b", "CONTINUOUS_SCAN of *")
    assert isinstance(scan_rules([LATER], [other]), Unknown)
    assert scan_rules([LATER], []) == Differs("something unknown", "no such rule")
    here, there = ReplicationRule(["1/a", "1/b"], None), ReplicationRule(["1/c"], ["prod"])
    assert replications([here, there], [there, ReplicationRule(["1/b", "1/a"], [])]) is None
    assert replications([here], []) == Differs("all repositories to 1/a, 1/b", "no such rule")
