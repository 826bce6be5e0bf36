"""The roles that rules and templates name, over HTTP."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.aws.server import ACCOUNT
from tests.sources.aws.cache_role import ARN, FILL, FULL_ACCESS, PUSH, TRUST, the_role
from validator.model.base import RegistryRef
from validator.model.grants import grants
from validator.model.inventory import Inventory, Source
from validator.model.origin import Origin
from validator.model.permissions.document import Principal
from validator.model.permissions.parse import policy_of

SECOND = f"arn:aws:iam::{ACCOUNT}:role/second"
ELSEWHERE_REGION = RegistryRef(f"{ACCOUNT}/us-east-1", ACCOUNT, "us-east-1")
ALL_ACTIONS = (
    "iam:GetRole",
    "iam:ListRolePolicies",
    "iam:GetRolePolicy",
    "iam:ListAttachedRolePolicies",
    "iam:GetPolicy",
    "iam:GetPolicyVersion",
)


@pytest.fixture
def whole(make_role, customer_managed):
    """A role that has a policy of each kind."""
    make_role(inline={"fill": FILL}, attached=[customer_managed, FULL_ACCESS])
    return ARN


def test_a_role_is_read_with_its_trust_and_all_its_policies(roles, caller, whole):
    found = the_role(roles, caller)
    assert (found.address, found.registry, found.origin) == (ARN, caller.registry, Origin(ARN))
    assert (found.managed, found.arn, found.name, found.complete) == (True, ARN, "cache", True)
    assert found.trust == policy_of(TRUST)
    assert found.documents == [policy_of(FILL), policy_of(PUSH)]
    assert found.managed_policies == [FULL_ACCESS]


def test_what_aws_manages_is_not_read(roles, caller, server, whole):
    roles.read([ARN], caller.registry)
    assert Counter(call.action for call in server.calls) == Counter(ALL_ACTIONS)


def test_policies_become_grants_of_the_role(roles, caller, whole, customer_managed):
    reading = roles.read([ARN], caller.registry)
    found = grants(Inventory(Source.LIVE), reading.policies)
    assert {one.address: one.policy for one in found} == {
        f"{ARN}#fill/statement 1": None,
        f"{ARN}#AmazonEC2ContainerRegistryFullAccess": FULL_ACCESS,
        f"{customer_managed}#statement 1": None,
    }
    assert all(one.principals == [Principal("role", ARN, ACCOUNT)] for one in found)
    assert {one.registry for one in found} == {caller.registry}
    assert reading.unlisted == []


def test_a_policy_that_two_roles_have_is_read_and_given_once(roles, caller, server, make_role, customer_managed):
    make_role("cache", attached=[customer_managed])
    make_role("second", attached=[customer_managed])
    reading = roles.read([SECOND, ARN], caller.registry)
    (policy,) = reading.policies
    assert policy.principals == [Principal("role", ARN, ACCOUNT), Principal("role", SECOND, ACCOUNT)]
    assert policy.origin == Origin(customer_managed)
    assert Counter(call.action for call in server.calls)["iam:GetPolicyVersion"] == 1


def test_a_role_without_policies_has_none(roles, caller, make_role):
    make_role()
    found = the_role(roles, caller)
    assert (found.documents, found.managed_policies, found.complete) == ([], [], True)


def test_a_role_that_several_rules_name_is_read_once(roles, caller, server, whole):
    first = roles.read([ARN, ARN], caller.registry)
    second = roles.read([ARN], ELSEWHERE_REGION)
    assert len(first.roles) == 1
    assert [one.registry for one in second.roles] == [ELSEWHERE_REGION]
    assert len(server.calls) == len(ALL_ACTIONS)


def test_threads_that_read_the_same_role_make_one_set_of_calls(roles, caller, server, whole):
    server.settings.latency = 0.05
    with ThreadPoolExecutor(4) as regions:
        found = list(regions.map(lambda _: roles.read([ARN], caller.registry), range(4)))
    assert all(one == found[0] for one in found)
    assert Counter(call.action for call in server.calls) == Counter(ALL_ACTIONS)


def test_policies_come_in_pages(roles, caller, server, make_role, iam):
    made = [
        iam.create_policy(PolicyName=f"p{number}", PolicyDocument=json.dumps(FILL))["Policy"]["Arn"]
        for number in range(3)
    ]
    make_role(attached=made)
    server.settings.page_size = 1
    assert the_role(roles, caller).documents == [policy_of(FILL)] * 3
    assert Counter(call.action for call in server.calls)["iam:ListAttachedRolePolicies"] >= 3


def test_roles_of_other_accounts_and_what_is_no_role_are_left_out(roles, caller, server):
    reading = roles.read(["arn:aws:iam::111122223333:role/far", "nonsense"], caller.registry)
    assert reading == ([], [], [])
    assert server.calls == []
