"""Policy documents of which not all is known: what may be the same is not compared."""

import pytest
from sides import LATER
from written_policies import allow, policy

from validator.drift.answer import Differs
from validator.drift.documents import documents
from validator.model.permissions.parse import policy_of

CONDITION = {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}


def unknown_in(**elements):
    return policy_of({"Version": "2012-10-17", "Statement": [allow(**elements)]})


@pytest.mark.parametrize(
    "elements",
    [
        {"Resource": LATER},
        {"Resource": [LATER]},
        {"Principal": {"AWS": LATER}},
        {"Action": ["ecr:CreateRepository", LATER]},
        {"Effect": LATER},
        {"Condition": LATER},
    ],
)
def test_a_statement_that_may_be_the_same_is_not_compared(elements):
    assert documents(unknown_in(**elements), policy(allow())) == LATER
    assert documents(policy(allow()), unknown_in(**elements)) == LATER


@pytest.mark.parametrize(
    "elements",
    [
        {"Resource": LATER, "Action": "ecr:PutImage"},
        {"Action": ["ecr:PutImage", LATER]},
        {"Action": LATER, "Principal": "*"},
        {"Principal": {"AWS": LATER}, "Condition": CONDITION},
    ],
)
def test_a_statement_that_differs_in_what_is_known_is_a_difference(elements):
    assert isinstance(documents(unknown_in(**elements), policy(allow())), Differs)


def test_unknown_statements_are_given_to_those_that_leave_most_in_step():
    expected = policy_of({"Statement": [allow(Action=LATER), allow(Action="ecr:A", Resource=LATER)]})
    assert documents(expected, policy(allow(Action="ecr:A"), allow(Action="ecr:B"), version="2008-10-17")) == LATER
    assert isinstance(documents(expected, policy(allow(Action="ecr:B"), allow(Action="ecr:C"))), Differs)


def test_a_document_of_which_nothing_is_known_may_hold_any_statements():
    hidden = policy_of({"Version": "2012-10-17", "Statement": [LATER, allow()]})
    assert documents(hidden, policy(allow(), allow("Extra", Principal="*"))) == LATER
    assert documents(hidden, policy(allow())) == LATER
    assert isinstance(documents(hidden, policy(allow(Principal="*"))), Differs)
