"""What the policies on roles, networks and events say of a live account."""

import json

import msgspec
import pytest

from tests.aws.server import ACCOUNT, REGION
from validator.engine.evaluate import outcomes_of
from validator.engine.load import load_shipped
from validator.engine.params import resolve
from validator.findings.finding import Outcome
from validator.model.grants import grants
from validator.model.inventory import Inventory, Source
from validator.model.objects import Registry, Rule
from validator.model.origin import Origin
from validator.model.roles import with_roles
from validator.model.upstreams import upstream_of
from validator.sources.aws.events import read_event_rules
from validator.sources.aws.network import read_network
from validator.sources.aws.roles import AccountRoles

ARN = f"arn:aws:iam::{ACCOUNT}:role/cache"
SERVICE = "pullthroughcache.ecr.amazonaws.com"
SYNCS = {"source": ["aws.ecr"], "detail-type": ["ECR Pull Through Cache Action"]}


def allowing(actions, resources, **given):
    return {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": actions, "Resource": resources, **given}],
    }


PULL = allowing(
    ["ecr:BatchGetImage", "ecr:BatchImportUpstreamImage"],
    f"arn:aws:ecr:{REGION}:{ACCOUNT}:repository/*",
    Principal="*",
)
NO_LAYERS = allowing("s3:GetObject", "arn:aws:s3:::another-bucket/*", Principal="*")


def account(caller):
    """What is read of the surroundings of an account with one rule."""
    ref = caller.registry
    rule = Rule(
        address="rule",
        registry=ref,
        origin=Origin("rule"),
        prefix="hub",
        upstream=upstream_of("registry-1.docker.io"),
        role_arn=ARN,
    )
    registry = Registry(
        address=ref.key, registry=ref, origin=Origin(ref.key), key=ref.key, account=ACCOUNT, region=REGION
    )
    network, events = read_network(caller), read_event_rules(caller)
    roles = AccountRoles(caller).read([ARN], ref)
    inventory = Inventory(
        Source.LIVE,
        rules=[rule],
        registries=[registry],
        endpoints=network.endpoints,
        networks=network.networks,
        event_rules=events.event_rules,
        unlisted=[*network.unlisted, *events.unlisted, *roles.unlisted],
    )
    inventory = msgspec.structs.replace(inventory, grants=grants(inventory, roles.policies))
    return with_roles(inventory, roles.roles)


@pytest.fixture
def outcome(caller):
    def outcome(policy):
        """What a policy says of the one object that it is for in an account with one rule."""
        chosen = [one for one in load_shipped() if one.name == policy]
        found = outcomes_of(account(caller), chosen, resolve(chosen, {}))
        outcomes = {verdict.outcome for _, _, verdict in found}
        return sorted(outcomes - {Outcome.NOT_APPLICABLE})

    return outcome


@pytest.mark.parametrize(
    ("service", "expected"), [(SERVICE, Outcome.PASS), ("ecr.amazonaws.com", Outcome.FAIL), (None, Outcome.FAIL)]
)
def test_a_role_that_does_not_trust_ecr_or_does_not_exist_fails(server, outcome, service, expected):
    if service:
        trust = {"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": service}}]}
        server.client("iam").create_role(RoleName="cache", AssumeRolePolicyDocument=json.dumps(trust))
    assert outcome("wrong-role-trust") == [expected]


def test_a_role_that_nobody_may_read_is_undecided(server, outcome):
    server.deny("iam:*")
    assert outcome("wrong-role-trust") == [Outcome.UNDECIDED]
    assert outcome("pushable-cache") == [Outcome.UNDECIDED]


@pytest.fixture
def endpoint(server):
    ec2 = server.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]

    def endpoint(service, document=None):
        given = {"PolicyDocument": json.dumps(document)} if document else {}
        kind = "Gateway" if service == "s3" else "Interface"
        ec2.create_vpc_endpoint(
            VpcId=vpc, ServiceName=f"com.amazonaws.{REGION}.{service}", VpcEndpointType=kind, **given
        )

    return endpoint


@pytest.mark.parametrize(("document", "expected"), [(PULL, Outcome.PASS), (None, Outcome.FAIL)])
def test_the_policy_that_an_endpoint_has_by_itself_fails_and_a_narrow_one_passes(endpoint, outcome, document, expected):
    endpoint("ecr.dkr", document)
    assert outcome("endpoint-policy") == [expected]


@pytest.mark.parametrize(("document", "expected"), [(None, [Outcome.PASS]), (NO_LAYERS, [Outcome.FAIL, Outcome.PASS])])
def test_an_endpoint_for_s3_has_to_let_the_layers_through(endpoint, outcome, document, expected):
    endpoint("ecr.dkr", PULL)
    endpoint("s3", document)
    assert outcome("endpoint-policy") == sorted(expected)


def test_a_vpc_without_a_way_to_the_internet_fails_and_is_undecided_where_its_routes_are_denied(
    server, endpoint, outcome
):
    endpoint("ecr.dkr")
    assert outcome("first-pull-has-no-route") == [Outcome.FAIL]
    server.deny("ec2:DescribeRouteTables")
    assert outcome("first-pull-has-no-route") == [Outcome.UNDECIDED]


@pytest.mark.parametrize("policy", ["endpoint-policy", "first-pull-has-no-route"])
def test_denied_endpoints_leave_the_policies_on_networks_undecided(server, endpoint, outcome, policy):
    endpoint("ecr.dkr")
    server.deny("ec2:DescribeVpcEndpoints")
    assert outcome(policy) == [Outcome.UNDECIDED]


def test_failures_that_a_rule_delivers_are_observed(server, outcome):
    assert outcome("unobserved-failures") == [Outcome.FAIL]
    events = server.client("events")
    events.put_rule(Name="failures", EventPattern=json.dumps(SYNCS))
    events.put_targets(Rule="failures", Targets=[{"Id": "t", "Arn": f"arn:aws:sns:{REGION}:{ACCOUNT}:platform"}])
    assert outcome("unobserved-failures") == [Outcome.PASS]


@pytest.mark.parametrize("action", ["events:ListRules", "events:ListTargetsByRule"])
def test_denied_events_leave_it_undecided_who_hears_of_failures(server, outcome, action):
    server.client("events").put_rule(Name="failures", EventPattern=json.dumps(SYNCS))
    server.deny(action)
    assert outcome("unobserved-failures") == [Outcome.UNDECIDED]
