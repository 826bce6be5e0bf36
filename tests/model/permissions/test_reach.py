"""Who may do what: the subtleties of IAM, one by one."""

import pytest

from validator.model.permissions.callers import caller, shown
from validator.model.permissions.parse import policy_of
from validator.model.permissions.reach import REQUEST, TOO_COMPLEX, Holder, Reach
from validator.model.value import Reason, Unknown

AFTER_APPLY = Unknown(Reason.AFTER_APPLY)
PUT = "ecr:PutImage"
NODE = "arn:aws:iam::111122223333:role/eks-node"
ANN = "arn:aws:iam::111122223333:user/ann"
ACCOUNT = "arn:aws:iam::111122223333:root"
SESSION = "arn:aws:sts::111122223333:assumed-role/eks-node/i-1"
HUB = "arn:aws:ecr:eu-west-1:111122223333:repository/docker-hub/"


def statement(effect, principal, **elements):
    return {"Effect": effect, "Principal": principal, "Action": PUT, "Resource": f"{HUB}*"} | elements


def may(principal, *statements, resource=f"{HUB}nginx"):
    return Reach(policy_of({"Statement": list(statements)})).may(principal, PUT, resource)


@pytest.mark.parametrize(
    ("named", "asked", "answer"),
    [
        ({"AWS": ACCOUNT}, NODE, True),
        ({"AWS": "111122223333"}, ANN, True),
        ({"AWS": "111122223333"}, "arn:aws:sts::111122223333:federated-user/eve", True),
        ({"AWS": "111122223333"}, "arn:aws:iam::444455556666:role/eks-node", False),
        ({"AWS": NODE}, SESSION, REQUEST),
        ({"AWS": NODE}, f"{NODE}#i-1", True),
        ({"AWS": SESSION}, f"{NODE}#i-1", True),
        ({"AWS": SESSION}, f"{NODE}#i-2", False),
        ({"AWS": SESSION}, NODE, REQUEST),
        ({"AWS": NODE}, ANN, False),
        ({"AWS": NODE}, "*", REQUEST),
        ("*", "*", True),
        ("*", "ecr.amazonaws.com", True),
        ({"Service": "ecr.amazonaws.com"}, "ecr.amazonaws.com", True),
        ({"Service": "ecr.amazonaws.com"}, ACCOUNT, False),
        ({"AWS": "AROAIIAAAABBBBCCCCDDDD"}, NODE, False),
        ({"AWS": AFTER_APPLY}, NODE, AFTER_APPLY),
    ],
)
def test_a_principal_element_covers_the_callers_it_names(named, asked, answer):
    assert may(asked, statement("Allow", named)) == answer


@pytest.mark.parametrize(
    ("listed", "answer"),
    [
        ([ANN, ACCOUNT], True),
        ([ANN], REQUEST),
        ([ACCOUNT], REQUEST),
        (["arn:aws:iam::444455556666:root"], False),
    ],
)
def test_a_deny_with_not_principal_spares_only_whom_it_lists_with_their_account(listed, answer):
    deny = {"Effect": "Deny", "NotPrincipal": {"AWS": listed}, "Action": "*", "Resource": "*"}
    assert may(ANN, statement("Allow", "*"), deny) == answer


def test_a_deny_wins_wherever_it_stands():
    assert may(NODE, statement("Deny", "*"), statement("Allow", {"AWS": NODE})) is False


def test_a_deny_that_spares_a_role_by_its_arn_takes_away_from_all_others():
    deny = statement("Deny", "*", Condition={"ArnNotLike": {"aws:PrincipalArn": NODE}})
    assert may(f"{NODE}#i-1", statement("Allow", "*"), deny) is True
    assert may(ANN, statement("Allow", "*"), deny) is False
    assert may("ecr.amazonaws.com", statement("Allow", "*"), deny) is False


def test_a_condition_on_the_request_leaves_allow_and_deny_open():
    condition = {"StringEquals": {"aws:PrincipalOrgID": "o-example"}}
    assert may(NODE, statement("Allow", "*", Condition=condition)) == REQUEST
    assert may(NODE, statement("Allow", "*"), statement("Deny", "*", Condition=condition)) == REQUEST
    assert may(NODE, statement("Allow", "*"), statement("Deny", {"AWS": ANN}, Condition=condition)) is True


def test_a_policy_variable_may_be_anything():
    variable = f"{HUB}${{aws:PrincipalTag/team}}"
    assert may(NODE, statement("Allow", "*", Resource=variable)) == REQUEST
    assert may(NODE, statement("Allow", "*"), statement("Deny", "*", Resource=variable)) == REQUEST
    assert may(NODE, statement("Allow", "*", Resource=variable), resource="arn:aws:ecr:x") is False


def test_of_an_unknown_resource_its_known_beginning_counts():
    unknown = Unknown(Reason.AFTER_APPLY, prefix=HUB)
    assert may(NODE, statement("Allow", "*", Resource=unknown)) == unknown
    assert may(NODE, statement("Allow", "*", Resource=unknown), resource="arn:aws:ecr:x") is False


def test_a_statement_of_unknown_effect_may_allow_or_deny():
    unknown = statement(AFTER_APPLY, "*")
    assert may(NODE, unknown) == AFTER_APPLY
    assert may(NODE, statement("Allow", "*"), unknown) == AFTER_APPLY
    assert may(NODE, unknown, statement("Deny", "*")) is False


def test_a_policy_of_a_repository_is_about_the_repository():
    allow = {"Effect": "Allow", "Principal": "*", "Action": PUT}
    assert may(NODE, allow) is True


def test_an_action_that_is_not_asked_about_is_nobodys():
    assert Reach(policy_of({"Statement": [statement("Allow", "*")]})).may(NODE, "s3:GetObject", "*") is False


def test_who_may_names_each_principal_that_is_left():
    document = policy_of(
        {
            "Statement": [
                statement("Allow", {"AWS": [NODE, ANN]}, Sid="Both"),
                statement("Allow", "*", Sid="Organization", Condition={"StringEquals": {"aws:PrincipalOrgID": "o-1"}}),
                statement("Deny", {"AWS": ANN}),
            ]
        }
    )
    holders = Reach(document).who_may(PUT, f"{HUB}*")
    assert [(one.principal.id, one.statement, one.certain) for one in holders] == [
        (NODE, "Both", True),
        ("*", "Organization", REQUEST),
    ]
    assert Reach(document).who_may(PUT, "arn:aws:ecr:eu-west-1:111122223333:repository/quay/*") == []
    assert isinstance(holders[0], Holder)


def test_patterns_that_would_take_too_long_leave_it_undecided():
    allow = statement("Allow", "*", Resource="*a" + "?" * 20)
    assert may(NODE, allow, resource="*b" + "?" * 20) == TOO_COMPLEX


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("aws:111122223333:role/eks-node#example", NODE),
        ("aws:111122223333:role/ci/node#i-1", "arn:aws:sts::111122223333:assumed-role/node/i-1"),
        ("aws:111122223333:user/ann#", ANN),
        ("aws:111122223333:federated-user/eve#", "arn:aws:sts::111122223333:federated-user/eve"),
        ("service:ecr.amazonaws.com#", "ecr.amazonaws.com"),
        ("anonymous#", "anonymous"),
    ],
)
def test_a_caller_is_shown_as_people_write_it(text, written):
    assert shown(text) == written
    assert written == "anonymous" or caller(written).holds(text)


def test_a_path_does_not_reach_into_the_session():
    allow = statement("Allow", {"AWS": "arn:aws:sts::111122223333:assumed-role/deploy/i-1"})
    assert may("arn:aws:iam::111122223333:role/ci/deploy#i-1", allow) is True
    assert may(f"{NODE}#/deploy#i-1", allow) is False
