"""The roles that rules and templates name, over HTTP."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from moto.iam.models import AWSManagedPolicy, iam_backends

from tests.aws.server import ACCOUNT, REGION
from validator.model.base import RegistryRef
from validator.model.grants import grants
from validator.model.inventory import Inventory, Source, Unlisted
from validator.model.objects import Registry, Rule
from validator.model.origin import Origin
from validator.model.permissions.document import PolicyDocument, Principal
from validator.model.permissions.parse import policy_of, unknown_document
from validator.model.roles import with_roles
from validator.model.upstreams import upstream_of
from validator.model.value import Reason, Unknown
from validator.sources.aws.role_facts import HeldPolicy, RoleFacts, role_of
from validator.sources.aws.roles import AccountRoles

ARN = f"arn:aws:iam::{ACCOUNT}:role/cache"
SECOND = f"arn:aws:iam::{ACCOUNT}:role/second"
FULL_ACCESS = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryFullAccess"
ELSEWHERE_REGION = RegistryRef(f"{ACCOUNT}/us-east-1", ACCOUNT, "us-east-1")
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "pullthroughcache.ecr.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ],
}
DAY = "2015-12-21T17:06:48+00:00"
ALL_ACTIONS = (
    "iam:GetRole",
    "iam:ListRolePolicies",
    "iam:GetRolePolicy",
    "iam:ListAttachedRolePolicies",
    "iam:GetPolicy",
    "iam:GetPolicyVersion",
)


def allowing(*actions):
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": list(actions), "Resource": "*"}]}


FILL, PUSH = allowing("ecr:BatchImportUpstreamImage"), allowing("ecr:PutImage")


def denied(action):
    return Unknown(Reason.DENIED, detail=action)


@pytest.fixture
def iam(server):
    return server.client("iam")


@pytest.fixture
def customer_managed(iam):
    made = iam.create_policy(PolicyName="push", PolicyDocument=json.dumps(FILL))["Policy"]["Arn"]
    iam.create_policy_version(PolicyArn=made, PolicyDocument=json.dumps(PUSH), SetAsDefault=True)
    return made


@pytest.fixture
def make_role(iam, server):
    # moto loads AWS's own 1500 policies or none.
    policies = iam_backends[ACCOUNT]["aws"].managed_policies
    name = FULL_ACCESS.rpartition("/")[2]
    data = {"Path": "/", "DefaultVersionId": "v1", "Document": allowing("ecr:*"), "CreateDate": DAY, "UpdateDate": DAY}
    policies[FULL_ACCESS] = AWSManagedPolicy.from_data(name, ACCOUNT, REGION, data)

    def make(name="cache", inline=(), attached=(), path="/"):
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(TRUST), Path=path)
        for policy, document in dict(inline).items():
            iam.put_role_policy(RoleName=name, PolicyName=policy, PolicyDocument=json.dumps(document))
        for arn in attached:
            iam.attach_role_policy(RoleName=name, PolicyArn=arn)
        server.forget_calls()

    return make


@pytest.fixture
def whole(make_role, customer_managed):
    """A role that has a policy of each kind."""
    make_role(inline={"fill": FILL}, attached=[customer_managed, FULL_ACCESS])
    return ARN


@pytest.fixture
def roles(caller):
    return AccountRoles(caller)


def the_role(roles, caller, arn=ARN):
    (found,) = roles.read([arn], caller.registry).roles
    return found


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
