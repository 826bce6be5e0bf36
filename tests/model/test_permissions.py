"""Policy documents become facts: what each statement says, and whether anyone may."""

import json

import pytest

from validator.model.permissions.actions import ECR_ACTIONS
from validator.model.permissions.conditions import condition
from validator.model.permissions.document import Principal
from validator.model.permissions.parse import parse_policy, policy_of
from validator.model.value import Reason, Unknown

AFTER_APPLY = Unknown(Reason.AFTER_APPLY)
ROLE = "arn:aws:iam::111122223333:role/eks-node"


def statement(**elements):
    """The one normalized statement of a document with the elements."""
    found = policy_of({"Version": "2012-10-17", "Statement": [elements]})
    return found.statements[0]


def allow(principal_element, **elements):
    return statement(Effect="Allow", Principal=principal_element, Action="ecr:*", Resource="*", **elements)


@pytest.mark.parametrize("anyone", ["*", {"AWS": "*"}, {"AWS": ["*"]}, {"AWS": [ROLE, "*"]}, {"*": "*"}])
def test_an_allow_for_anyone_is_public(anyone):
    assert allow(anyone).public is True


@pytest.mark.parametrize(
    "block",
    [
        {"StringEquals": {"aws:PrincipalOrgID": "o-example"}},
        {"StringEquals": {"AWS:principalorgid": ["o-example"]}},
        {"StringLike": {"aws:PrincipalOrgID": "o-example"}},
        {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-example/r-1/*"}},
        {"StringEquals": {"aws:PrincipalAccount": "111122223333"}},
        {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/*"}},
        {"ArnEquals": {"aws:PrincipalArn": ROLE}},
        {"StringEquals": {"aws:SourceVpce": "vpce-1"}},
        {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}},
        {"StringEquals": {"aws:PrincipalOrgID": AFTER_APPLY}},
    ],
)
def test_a_condition_on_who_calls_makes_it_not_public(block):
    found = allow("*", Condition=block)
    assert (found.public, found.narrowed) == (False, True)


@pytest.mark.parametrize(
    "block",
    [
        {"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-example"}},
        {"StringNotEquals": {"aws:PrincipalOrgID": "o-example"}},
        {"ForAllValues:StringEquals": {"aws:PrincipalOrgID": "o-example"}},
        {"StringLike": {"aws:PrincipalOrgID": "o-*"}},
        {"StringLike": {"aws:PrincipalOrgID": "*"}},
        {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/eks-node"}},
        {"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "*/r-1/*"}},
        {"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}},
        {"IpAddress": {"aws:SourceIp": "not-a-network"}},
        {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "::/0"]}},
        {"StringEquals": {"aws:PrincipalTag/team": "platform"}},
        {"Bool": {"aws:SecureTransport": "true"}},
        {"Null": {"aws:PrincipalOrgID": "false"}},
        {"StringLike": {"aws:PrincipalOrgID": []}},
    ],
)
def test_a_condition_that_anyone_can_meet_leaves_it_public(block):
    found = allow("*", Condition=block)
    assert (found.public, found.narrowed) == (True, False)


def test_a_pattern_that_is_not_known_leaves_it_open_whether_it_narrows():
    found = allow("*", Condition={"StringLike": {"aws:PrincipalOrgID": [AFTER_APPLY]}})
    assert found.public == AFTER_APPLY
    both = allow("*", Condition={"StringLike": {"aws:PrincipalOrgID": [AFTER_APPLY, "*"]}})
    assert both.public is True


def test_a_deny_is_never_public():
    assert statement(Effect="Deny", Principal="*", Action="ecr:*", Resource="*").public is False


def test_an_allow_for_all_but_some_is_public():
    assert statement(Effect="Allow", NotPrincipal={"AWS": ROLE}, Action="ecr:*", Resource="*").public is True


def test_named_principals_are_not_public_whatever_is_unknown_of_the_conditions():
    assert allow({"AWS": ROLE}, Condition=AFTER_APPLY).public is False


@pytest.mark.parametrize(
    ("effect", "who", "public"),
    [
        (AFTER_APPLY, "*", AFTER_APPLY),
        ("Allow", AFTER_APPLY, AFTER_APPLY),
        ("Allow", {"AWS": [ROLE, AFTER_APPLY]}, AFTER_APPLY),
        ("Allow", {"AWS": ["*", AFTER_APPLY]}, True),
        ("Deny", AFTER_APPLY, False),
    ],
)
def test_what_is_unknown_leaves_it_open_only_where_it_matters(effect, who, public):
    assert statement(Effect=effect, Principal=who, Action="ecr:*", Resource="*").public == public


def test_not_action_covers_all_other_ecr_actions():
    found = statement(Effect="Allow", Principal="*", NotAction=["ecr:*Repository*", "s3:*"], Resource="*")
    assert found.actions == [action for action in ECR_ACTIONS if "repository" not in action.lower()]
    assert found.patterns is None
    assert found.not_actions == ["ecr:*Repository*", "s3:*"]


def test_an_unknown_action_keeps_the_known_ones():
    found = statement(Effect="Allow", Principal="*", Action=["ecr:PutImage", AFTER_APPLY], Resource="*")
    assert found.actions == ["ecr:PutImage", AFTER_APPLY]
    assert statement(Effect="Allow", NotAction=["ecr:PutImage", AFTER_APPLY]).actions == AFTER_APPLY


def test_a_label_is_the_sid_or_the_place():
    document = policy_of({"Statement": [{"Sid": "Nodes"}, {"Sid": ""}, {}]})
    assert [one.label for one in document.statements] == ["Nodes", "statement 2", "statement 3"]


def test_one_statement_needs_no_list():
    text = json.dumps({"Statement": {"Effect": "Allow", "Principal": "*", "Action": "ecr:PutImage", "Resource": "a"}})
    assert parse_policy(text).statements[0].resources == ["a"]


def test_an_unknown_statement_is_unknown_in_every_field():
    document = policy_of({"Statement": [AFTER_APPLY, {"Effect": "Deny"}]})
    assert (document.statements[0].effect, document.statements[0].public) == (AFTER_APPLY, AFTER_APPLY)
    assert document.statements[1].effect == "Deny"


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("{", "policy: Input data was truncated"),
        ("[]", "policy: not a JSON object"),
        ('{"Statement": 3}', "policy: Statement is not a list of objects"),
        ('{"Statement": ["x"]}', "policy: Statement is not a list of objects"),
    ],
)
def test_an_invalid_document_is_unknown_and_says_so(text, detail):
    assert parse_policy(text) == Unknown(Reason.INVALID, detail=detail)


@pytest.mark.parametrize(("text", "expected"), [(None, None), ("", None), ("  ", None), (AFTER_APPLY, AFTER_APPLY)])
def test_no_document_is_absent_and_an_unknown_one_stays_unknown(text, expected):
    assert parse_policy(text) == expected


def test_conditions_keep_their_operator_and_values():
    found = condition("StringEquals", "aws:PrincipalOrgID", "o-1", over="ForAnyValue", if_exists=True)
    assert (found.operator, found.key, found.values) == ("StringEquals", "aws:principalorgid", ["o-1"])
    assert (found.over, found.if_exists, found.negated, found.narrows) == ("ForAnyValue", True, False, False)


def test_a_boolean_in_a_condition_is_written_as_iam_writes_it():
    assert allow("*", Condition={"Bool": {"aws:SecureTransport": True}}).conditions[0].values == ["true"]


def test_a_principal_element_that_is_no_object_is_invalid():
    assert allow(3).principals == [Principal("invalid", "int")]
