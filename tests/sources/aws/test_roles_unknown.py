"""Roles that are not there, or of which not all may be read, over HTTP."""

import pytest

from tests.aws.server import ACCOUNT
from tests.sources.aws.cache_role import ARN, FILL, FULL_ACCESS, PUSH, the_role
from validator.model.base import RegistryRef
from validator.model.inventory import Inventory, Source, Unlisted
from validator.model.objects import Registry, Rule
from validator.model.origin import Origin
from validator.model.permissions.document import PolicyDocument
from validator.model.permissions.parse import policy_of, unknown_document
from validator.model.roles import with_roles
from validator.model.upstreams import upstream_of
from validator.model.value import Reason, Unknown
from validator.sources.aws.role_facts import HeldPolicy, RoleFacts, role_of

ELSEWHERE_REGION = RegistryRef(f"{ACCOUNT}/us-east-1", ACCOUNT, "us-east-1")


def denied(action):
    return Unknown(Reason.DENIED, detail=action)


@pytest.fixture
def whole(make_role, customer_managed):
    """A role that has a policy of each kind."""
    make_role(inline={"fill": FILL}, attached=[customer_managed, FULL_ACCESS])
    return ARN


def rule(registry):
    return Rule(
        address="rule",
        registry=registry,
        origin=Origin("rule"),
        prefix="far",
        upstream=upstream_of("quay.io"),
        role_arn=ARN,
    )


def test_a_role_that_does_not_exist_is_known_to_trust_nobody(roles, caller, server):
    found = the_role(roles, caller)
    assert (found.address, found.managed, found.name) == (ARN, False, "cache")
    assert (found.trust, found.documents, found.managed_policies) == (PolicyDocument(None, []), [], [])
    assert [call.action for call in server.calls] == ["iam:GetRole"]
    assert roles.gaps() == []
    registry = caller.registry
    here = Registry(
        address="r", registry=registry, origin=Origin("r"), key=registry.key, account=ACCOUNT, region=registry.region
    )
    inventory = Inventory(Source.LIVE, rules=[rule(registry)], registries=[here])
    assert with_roles(inventory, [found]).roles == [found]


def test_a_role_of_another_path_is_not_the_one_that_is_named(roles, caller, make_role):
    make_role(path="/ecr/")
    named, real = ARN, f"arn:aws:iam::{ACCOUNT}:role/ecr/cache"
    found = {one.arn: one.managed for one in roles.read([named, real], caller.registry).roles}
    assert found == {named: False, real: True}


def test_of_a_role_that_nobody_may_read_nothing_is_known(roles, caller, server, whole):
    server.deny("iam:*")
    reading = roles.read([ARN], caller.registry)
    (found,) = reading.roles
    assert (found.managed, found.arn, found.name) == (True, ARN, "cache")
    assert found.trust == denied("iam:GetRole")
    assert found.documents == found.complete == denied("iam:ListRolePolicies")
    assert found.managed_policies == denied("iam:ListAttachedRolePolicies")
    assert reading.policies == []
    assert reading.unlisted == [Unlisted("grant", caller.registry.key, denied("iam:ListRolePolicies"))]
    actions = ["iam:GetRole", "iam:ListAttachedRolePolicies", "iam:ListRolePolicies"]
    assert [one.place for one in roles.gaps()] == [f"{action} in account {ACCOUNT}" for action in actions]
    assert roles.calls == dict.fromkeys(actions, 1)


@pytest.mark.usefixtures("whole")
@pytest.mark.parametrize(
    ("action", "documents"),
    [
        ("iam:GetRolePolicy", [unknown_document(denied("iam:GetRolePolicy")), policy_of(PUSH)]),
        ("iam:GetPolicy", [policy_of(FILL), unknown_document(denied("iam:GetPolicy"))]),
        ("iam:GetPolicyVersion", [policy_of(FILL), unknown_document(denied("iam:GetPolicyVersion"))]),
        ("iam:ListRolePolicies", [policy_of(PUSH), unknown_document(denied("iam:ListRolePolicies"))]),
        ("iam:ListAttachedRolePolicies", [policy_of(FILL), unknown_document(denied("iam:ListAttachedRolePolicies"))]),
    ],
)
def test_what_is_denied_of_the_policies_may_say_anything(roles, caller, server, action, documents):
    server.deny(action)
    reading = roles.read([ARN], caller.registry)
    (found,) = reading.roles
    assert found.documents == documents
    assert (found.complete is True) == (not action.startswith("iam:List"))
    assert reading.unlisted == [Unlisted("grant", caller.registry.key, denied(action))]


def test_a_denied_role_keeps_what_is_known_of_its_policies(roles, caller, server, whole):
    server.deny("iam:GetRole")
    found = the_role(roles, caller)
    assert (found.trust, found.managed) == (denied("iam:GetRole"), True)
    assert found.documents == [policy_of(FILL), policy_of(PUSH)]


def test_a_list_that_broke_off_may_have_more():
    unknown = Unknown(Reason.FAILED, detail="iam:ListAttachedRolePolicies was throttled")
    held = HeldPolicy("AdministratorAccess", None, "arn:aws:iam::aws:policy/AdministratorAccess", by_aws=True)
    found = role_of(ARN, RoleFacts("cache", ARN, attached=(held,), more_attached=unknown), ELSEWHERE_REGION)
    assert found.managed_policies == ["arn:aws:iam::aws:policy/AdministratorAccess", unknown]
    assert found.documents == found.complete == unknown
