"""Which event patterns hear of failed syncs of pull through cache."""

import json

import pytest

from validator.model.event_patterns import Counted, Matches, counted, matches
from validator.model.value import Reason, Unknown

PTC = {"source": ["aws.ecr"], "detail-type": ["ECR Pull Through Cache Action"]}
ALL, SUCCESSES, NOTHING = Matches(True, True), Matches(True, False), Matches(False, False)


def of(pattern):
    return matches(json.dumps(pattern))


def with_status(*matchers):
    return {**PTC, "detail": {"sync-status": list(matchers)}}


@pytest.mark.parametrize(
    "pattern",
    [
        PTC,
        {"source": ["aws.ecr"]},
        {"source": [{"prefix": "aws."}]},
        {"account": ["111122223333"]},
        {"detail-type": [{"wildcard": "ECR *"}]},
        {"detail-type": [{"suffix": "Cache Action"}]},
        {"detail-type": [{"equals-ignore-case": "ecr pull through cache action"}]},
        {"source": [{"exists": True}]},
        {"source": ["aws.ecr"], "detail-type": [{"anything-but": ["ECR Image Action"]}]},
        with_status("FAILURE"),
        with_status("SUCCESS", "FAILED"),
        with_status({"anything-but": "SUCCESS"}),
        with_status({"anything-but": ["SUCCESS"]}),
        with_status({"prefix": "FAIL"}),
        {**PTC, "detail": {"failure-code": [{"exists": True}]}},
        {**PTC, "detail": {"ecr-repository-prefix": ["docker-hub"]}},
        {"$or": [{"source": ["aws.ec2"]}, {"source": ["aws.ecr"]}]},
        {**PTC, "detail": {"$or": [{"sync-status": ["SUCCESS"]}, {"failure-code": [{"exists": True}]}]}},
    ],
)
def test_failures_are_heard_of(pattern):
    assert of(pattern) == ALL


@pytest.mark.parametrize(
    "pattern",
    [
        with_status("SUCCESS"),
        with_status({"prefix": "SUCCESS"}),
        with_status({"equals-ignore-case": "success"}),
        with_status({"exists": False}),
        with_status({"anything-but": ["FAILED", "FAILURE"]}),
        {**PTC, "detail": {"failure-code": [{"exists": False}]}},
        {"$or": [{"source": ["aws.ec2"]}, with_status("SUCCESS")]},
        {**PTC, "detail": {"$or": [{"sync-status": ["SUCCESS"]}, {"failure-code": [{"exists": False}]}]}},
    ],
)
def test_successes_alone_are_heard_of(pattern):
    assert of(pattern) == SUCCESSES


@pytest.mark.parametrize(
    "pattern",
    [
        {"source": ["aws.ec2"]},
        {"source": [{"prefix": "aws.s3"}]},
        {"source": [{"anything-but": "aws.ecr"}]},
        {"source": [{"anything-but": {"prefix": "aws."}}]},
        {"source": [{"exists": False}]},
        {"source": ["aws.ecr"], "detail-type": ["ECR Image Action"]},
        {"source": "aws.ecr"},
        {"source": [{"numeric": [">", 1]}]},
        {"$or": [{"source": ["aws.ec2"]}, {"source": ["aws.s3"]}]},
    ],
)
def test_other_events_are_none_of_ours(pattern):
    assert of(pattern) == NOTHING


def test_a_rule_without_a_pattern_hears_of_nothing():
    assert matches(None) == NOTHING


def test_an_unknown_or_broken_pattern_leaves_it_open():
    unknown = Unknown(Reason.AFTER_APPLY)
    assert matches(unknown) == Matches(unknown, unknown)
    broken = matches("{")
    assert (broken.syncs, broken.failures.reason) == (broken.failures, Reason.INVALID)


@pytest.mark.parametrize(
    ("pattern", "scope"),
    [
        (PTC, Counted(None)),
        ({**PTC, "detail": {}}, Counted(None)),
        ({**PTC, "detail": {"ecr-repository-prefix": ["hub"]}}, Counted("hub")),
        ({**PTC, "detail": {"ecr-repository-prefix": ["hub", "quay"]}}, None),
        ({**PTC, "detail": {"ecr-repository-prefix": [{"prefix": "hub"}]}}, None),
        ({**PTC, "detail": {"ecr-repository-prefix": ["hub"], "sync-status": ["SUCCESS"]}}, None),
        (with_status({"anything-but": "SUCCESS"}), None),
        ({"source": ["aws.ecr"]}, None),
        ({**PTC, "account": ["111122223333"]}, None),
        ({**PTC, "detail-type": ["ECR Pull Through Cache Action", "ECR Image Action"]}, None),
        ({}, None),
    ],
)
def test_a_pattern_counts_syncs_where_it_matches_all_of_them_and_nothing_else(pattern, scope):
    assert counted(json.dumps(pattern)) == scope


@pytest.mark.parametrize("pattern", [None, "", "{", "[]"])
def test_what_is_no_pattern_counts_nothing(pattern):
    assert counted(pattern) is None
