"""VPC endpoints and the ways out of their VPCs, over HTTP."""

import json

import pytest
from moto.ec2.models import ec2_backends

from tests.aws.server import ACCOUNT, REGION
from validator.model.inventory import Unlisted
from validator.model.value import Reason, Unknown
from validator.sources.aws.network import read_network

PULL = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage", "Resource": "*"}],
}
DENIED = Unknown(Reason.DENIED, detail="ec2:DescribeVpcEndpoints")
ANYWHERE = "0.0.0.0/0"


class Vpc:
    """A VPC with a subnet and its main route table."""

    def __init__(self, server):
        self.ec2 = server.client("ec2")
        self.id = self.ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        self.subnet = self.ec2.create_subnet(VpcId=self.id, CidrBlock="10.0.0.0/24")["Subnet"]["SubnetId"]
        filters = [{"Name": "vpc-id", "Values": [self.id]}]
        self.table = self.ec2.describe_route_tables(Filters=filters)["RouteTables"][0]["RouteTableId"]

    def endpoint(self, service, **given):
        made = self.ec2.create_vpc_endpoint(VpcId=self.id, ServiceName=f"com.amazonaws.{REGION}.{service}", **given)
        return made["VpcEndpoint"]["VpcEndpointId"]

    def for_ecr(self, *services, private_dns=True):
        for service in services or ("ecr.api", "ecr.dkr"):
            self.endpoint(service, VpcEndpointType="Interface", PrivateDnsEnabled=private_dns)
        return self

    def route(self, **target):
        self.ec2.create_route(RouteTableId=self.table, DestinationCidrBlock=ANYWHERE, **target)

    def internet_gateway(self):
        gateway = self.ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        self.ec2.attach_internet_gateway(VpcId=self.id, InternetGatewayId=gateway)
        return gateway

    def nat_gateway(self, kind):
        made = self.ec2.create_nat_gateway(SubnetId=self.subnet, ConnectivityType=kind)
        return made["NatGateway"]["NatGatewayId"]


@pytest.fixture
def vpc(server):
    return Vpc(server)


def the_network(caller):
    (found,) = read_network(caller).networks
    return found


def test_a_region_without_endpoints_costs_one_call(server, caller):
    assert read_network(caller) == ([], [], [])
    assert caller.calls == {"ec2:DescribeVpcEndpoints": 1}


def test_an_endpoint_is_read_with_its_policy(server, caller, vpc):
    made = vpc.endpoint("ecr.dkr", VpcEndpointType="Interface", PrivateDnsEnabled=True, PolicyDocument=json.dumps(PULL))
    (found,) = read_network(caller).endpoints
    assert found.address == f"arn:aws:ec2:{REGION}:{ACCOUNT}:vpc-endpoint/{made}"
    assert (found.registry, found.origin.address) == (caller.registry, found.address)
    assert (found.kind, found.service, found.type, found.vpc) == ("endpoint", "ecr.dkr", "Interface", vpc.id)
    assert (found.private_dns, found.route_tables) == (True, [])
    assert [one.patterns for one in found.permissions.statements] == [["ecr:BatchGetImage"]]


def test_an_endpoint_without_a_policy_of_its_own_has_the_one_that_lets_everything_through(caller, vpc):
    vpc.for_ecr("ecr.dkr")
    (found,) = read_network(caller).endpoints
    (statement,) = found.permissions.statements
    assert (statement.public, statement.patterns, statement.resources) == (True, ["*"], ["*"])


def test_a_gateway_endpoint_has_its_route_tables(caller, vpc):
    vpc.endpoint("s3", VpcEndpointType="Gateway", RouteTableIds=[vpc.table])
    reading = read_network(caller)
    assert [(one.service, one.type, one.route_tables) for one in reading.endpoints] == [("s3", "Gateway", [vpc.table])]
    assert reading.networks == []
    assert caller.calls == {"ec2:DescribeVpcEndpoints": 1}


def test_endpoints_for_other_services_and_deleted_ones_do_not_count(caller, vpc):
    vpc.endpoint("sqs", VpcEndpointType="Interface")
    gone = vpc.endpoint("ecr.api", VpcEndpointType="Interface")
    vpc.ec2.delete_vpc_endpoints(VpcEndpointIds=[gone])
    assert read_network(caller) == ([], [], [])


def test_a_vpc_is_known_whole(caller, vpc):
    vpc.for_ecr()
    vpc.endpoint("s3", VpcEndpointType="Gateway", RouteTableIds=[vpc.table])
    vpc.route(GatewayId=vpc.internet_gateway())
    reading = read_network(caller)
    (found,) = reading.networks
    assert (found.managed, found.vpc, found.services) == (True, vpc.id, ["ecr.api", "ecr.dkr", "s3"])
    assert (found.private_dns, found.s3_gateway, found.internet_route) == (True, True, True)
    first = min(one.address for one in reading.endpoints if one.service != "s3")
    assert found.address == f"network of {first}"
    assert caller.calls == {"ec2:DescribeVpcEndpoints": 1, "ec2:DescribeRouteTables": 1}


def test_what_a_vpc_does_not_have_is_known_to_be_missing(caller, vpc):
    vpc.for_ecr("ecr.dkr", private_dns=False)
    found = the_network(caller)
    assert (found.private_dns, found.s3_gateway, found.internet_route) == (False, False, False)


@pytest.mark.parametrize(("kind", "leads_out"), [("public", True), ("private", False)])
def test_only_a_public_nat_gateway_leads_to_the_internet(caller, vpc, kind, leads_out):
    vpc.for_ecr().route(NatGatewayId=vpc.nat_gateway(kind))
    assert the_network(caller).internet_route is leads_out
    assert caller.calls["ec2:DescribeNatGateways"] == 1


def test_where_another_target_leads_is_not_known(caller, vpc):
    transit = vpc.ec2.create_transit_gateway()["TransitGateway"]["TransitGatewayId"]
    vpc.for_ecr().route(TransitGatewayId=transit)
    assert the_network(caller).internet_route == Unknown(Reason.ELSEWHERE, detail="where a transit gateway leads")


def test_a_route_of_another_vpc_does_not_count(server, caller, vpc):
    other = Vpc(server).for_ecr()
    other.route(GatewayId=other.internet_gateway())
    vpc.for_ecr()
    routes = {one.vpc: one.internet_route for one in read_network(caller).networks}
    assert routes == {vpc.id: False, other.id: True}


def test_where_the_routes_of_a_shared_vpc_lead_is_not_known(caller, vpc):
    vpc.for_ecr()
    ec2_backends[ACCOUNT][REGION].route_tables.clear()
    assert the_network(caller).internet_route == Unknown(Reason.ELSEWHERE, detail="the VPC's routes")


def test_denied_endpoints_may_be_there(server, caller, vpc):
    vpc.for_ecr()
    server.deny("ec2:DescribeVpcEndpoints")
    key = caller.registry.key
    assert read_network(caller) == ([], [], [Unlisted("endpoint", key, DENIED), Unlisted("network", key, DENIED)])
    (gap,) = caller.gaps()
    assert gap.place == f"ec2:DescribeVpcEndpoints in {key}"


def test_denied_route_tables_may_lead_to_the_internet(server, caller, vpc):
    vpc.for_ecr()
    server.deny("ec2:DescribeRouteTables")
    found = the_network(caller)
    assert found.internet_route == Unknown(Reason.DENIED, detail="ec2:DescribeRouteTables")
    assert (found.private_dns, found.s3_gateway) == (True, False)


def test_denied_nat_gateways_may_be_public(server, caller, vpc):
    vpc.for_ecr().route(NatGatewayId=vpc.nat_gateway("public"))
    server.deny("ec2:DescribeNatGateways")
    assert the_network(caller).internet_route == Unknown(Reason.DENIED, detail="ec2:DescribeNatGateways")
