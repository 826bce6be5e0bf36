"""What a registry's policy names that has no effect."""

import pytest

from validator.model.permissions.faults import faults
from validator.model.permissions.parse import policy_of
from validator.model.value import Reason, Unknown

OWN = "111122223333"
NODE = f"arn:aws:iam::{OWN}:role/eks-node"
REPOSITORY = f"arn:aws:ecr:eu-west-1:{OWN}:repository/"
LATER = Unknown(Reason.AFTER_APPLY)


def found(account=OWN, **elements):
    statement = {"Sid": "S", "Effect": "Allow", "Principal": {"AWS": NODE}, "Action": "ecr:PutImage", "Resource": "*"}
    if "NotResource" in elements:
        del statement["Resource"]
    return [
        (one.statement, one.element, one.value, one.certain)
        for one in faults(policy_of({"Statement": statement | elements}), account)
    ]


@pytest.mark.parametrize(
    "resource",
    [
        "*",
        "arn:aws:ecr:*",
        "arn:*:repository/docker-hub",
        f"{REPOSITORY}docker-hub/*",
        "arn:aws:ecr:us-east-1:*:repo*",
        f"arn:aws-cn:ecr:cn-north-1:{OWN}:*",
        "arn:aws:ecr:eu-west-1:${aws:PrincipalAccount}:repository/x",
        f"{REPOSITORY}${{aws:username}}",
    ],
)
def test_a_pattern_that_a_repository_can_match_is_no_fault(resource):
    assert found(Resource=resource) == []


@pytest.mark.parametrize(
    "resource",
    [
        "docker-hub/*",
        f"arn:aws:ecr:eu-west-1:{OWN}:docker-hub/*",
        f"arn:aws:ecr:eu-west-1:{OWN}:repo/docker-hub",
        "arn:aws:ecr:eu-west-1:11112222333:repository/*",
        f"arn:aws:ecr::{OWN}:repository/*",
        "arn:aws:s3:::bucket/*",
        "arn:aws:s3:*",
        REPOSITORY,
    ],
)
def test_a_pattern_that_no_repository_matches_is_one(resource):
    assert found(Resource=resource) == [("S", "Resource", resource, True)]
    assert found(NotResource=resource) == [("S", "NotResource", resource, True)]


def test_a_statement_about_other_accounts_alone_is_faulty_where_the_own_one_is_known():
    elsewhere = "arn:aws:ecr:eu-west-1:999999999999:repository/*"
    assert found(Resource=elsewhere) == [("S", "Resource", elsewhere, True)]
    assert found(Resource=[elsewhere, f"{REPOSITORY}*"]) == []
    assert found(Resource=[elsewhere, LATER])[0][3] is LATER
    assert found(account=LATER, Resource=elsewhere) == []


def test_an_action_that_is_none_of_ecr_and_a_principal_that_is_nobody_are_faults():
    assert found(Action=["ecr:PutImages", "s3:GetObject", "ecr:*", "ECR:putimage"]) == [
        ("S", "Action", "ecr:PutImages", True),
        ("S", "Action", "s3:GetObject", True),
    ]
    assert found(Principal={"AWS": ["1111", "AROAEXAMPLEEXAMPLE12", OWN]}) == [
        ("S", "Principal", "AROAEXAMPLEEXAMPLE12", True),
        ("S", "Principal", "1111", True),
    ]


def test_what_is_not_known_may_be_a_fault_but_for_what_the_same_code_makes():
    repository = Unknown(Reason.AFTER_APPLY, refers_to=("module.a.aws_ecr_repository.this[0].arn",))
    role = Unknown(Reason.AFTER_APPLY, refers_to=("aws_iam_role.node.arn",))
    assert found(Resource=repository, Principal={"AWS": role}) == []
    assert found(Resource=LATER) == [("S", "Resource", LATER, LATER)]
    assert found(Principal=LATER) == [("S", "Principal", LATER, LATER)]
    assert found(Principal=LATER, Action="ecr:PutImages") == [("S", "Action", "ecr:PutImages", True)]


def test_of_no_policy_there_are_none_and_of_an_unknown_one_they_are_unknown():
    assert faults(None, OWN) is None
    assert faults(LATER, OWN) is LATER


def test_an_exception_may_name_actions_of_other_services():
    deny = {"Effect": "Deny", "Principal": "*", "NotAction": ["iam:*", "ecr:Get*", "ecr:Gett*"], "Resource": "*"}
    (fault,) = faults(policy_of({"Statement": deny}), OWN)
    assert (fault.element, fault.value) == ("NotAction", "ecr:Gett*")
