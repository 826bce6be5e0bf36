"""Statements of a registry's policy that close a rule: nothing new comes under its prefix, whoever asks."""

import pytest

from validator.model.closing import closed_by
from validator.model.permissions.facts import repository_access
from validator.model.permissions.parse import policy_of
from validator.model.value import Reason, Unknown

OWN = "111122223333"
REPOSITORY = f"arn:aws:ecr:eu-west-1:{OWN}:repository/"
IMPORT, CREATE = "ecr:BatchImportUpstreamImage", "ecr:CreateRepository"
SPARES_ECR = {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/aws-service-role/*"}}
LATER = Unknown(Reason.AFTER_APPLY)


def deny(*names, spared=(), **elements):
    """A Deny for everybody on repositories of some names, or on all but those that are spared."""
    where = {"NotResource": [REPOSITORY + one for one in spared]} if spared else {"Resource": ["*"]}
    if names:
        where = {"Resource": [one if isinstance(one, Unknown) else REPOSITORY + one for one in names]}
    return {"Effect": "Deny", "Principal": "*", "Action": [IMPORT, CREATE]} | where | elements


def closing(*statements, prefix="quay"):
    return closed_by(repository_access(policy_of({"Statement": list(statements)}), OWN, "eu-west-1"), prefix)


@pytest.mark.parametrize(
    "statement",
    [
        deny(),
        deny("*"),
        deny("quay/*"),
        deny("qu*"),
        deny("other/*", "quay/*"),
        deny(spared=["docker-hub/*"]),
        deny(spared=["quay-internal/*"]),
        deny(Action=IMPORT),
        deny(Action=CREATE),
        deny(Action="ecr:*"),
    ],
)
def test_a_deny_for_everybody_on_the_whole_prefix_closes_it(statement):
    assert closing(statement) == ["statement 1"]


@pytest.mark.parametrize(
    "statement",
    [
        deny(Effect="Allow"),
        deny("quay/unwanted/*"),
        deny("quay"),
        deny("quay/*-test"),
        deny("docker-hub/*"),
        deny(spared=["quay/*"]),
        deny(spared=["quay/library/*"]),
        deny(spared=["q*"]),
        deny(spared=["docker-hub/*", "*/library/*"]),
        deny(Action="ecr:PutImage"),
        deny(Principal={"AWS": f"arn:aws:iam::{OWN}:role/ci"}),
        deny(Condition=SPARES_ECR),
        deny(Condition={"StringNotEquals": {"aws:RequestedRegion": "eu-west-1"}}),
    ],
)
def test_one_that_leaves_a_way_does_not(statement):
    assert closing(statement) == []


def test_the_root_rule_is_closed_by_a_deny_on_everything_only():
    assert closing(deny("quay/*"), deny(spared=["docker-hub/*"]), prefix="ROOT") == []
    assert closing(deny("quay/*"), deny(Sid="All"), prefix="ROOT") == ["All"]


def test_all_statements_that_close_it_are_named():
    found = closing(deny("quay/*", Sid="One"), deny("docker-hub/*", Sid="Two"), deny(spared=["x/*"], Sid="Three"))

    assert found == ["One", "Three"]


def test_what_is_not_known_may_close_it():
    assert closing(deny(LATER)) == LATER
    assert closing(deny(LATER, "quay/*")) == ["statement 1"]
    assert closing(deny("quay/*"), prefix=LATER) == LATER
    assert closing(deny(spared=["docker-hub/*"]), prefix=LATER) == LATER


def test_what_decides_whatever_the_unknown_is():
    assert closing(deny(), prefix=LATER) == ["statement 1"]
    assert closing(deny(spared=["*"]), prefix=LATER) == []
    assert closing(deny(LATER), deny("quay/*", Sid="Sure")) == ["Sure"]


def test_without_a_known_policy_nothing_can_be_said():
    assert closed_by(None, "quay") is None
    assert closed_by(LATER, "quay") == LATER
