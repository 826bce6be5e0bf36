"""VPCs with endpoints for ECR, and the ways out of them, from Terraform resources."""

import pytest
from fixture_inventories import both_ways, by_address, code, module

from validator.model.links import Links
from validator.model.value import Reason, Unknown


@both_ways
def test_a_vpc_that_is_declared_here_is_known_whole(way):
    networks = by_address(module("network", way).networks)
    open_vpc = networks['network of aws_vpc_endpoint.open["ecr.api"]']
    assert (open_vpc.managed, open_vpc.services) == (True, ["ecr.api", "ecr.dkr", "s3"])
    assert (open_vpc.private_dns, open_vpc.s3_gateway, open_vpc.internet_route) == (True, True, True)
    isolated = networks['network of aws_vpc_endpoint.isolated["ecr.api"]']
    assert (isolated.managed, isolated.services) == (True, ["ecr.api", "ecr.dkr"])
    assert (isolated.private_dns, isolated.s3_gateway, isolated.internet_route) == (False, False, False)


@both_ways
def test_a_vpc_that_is_declared_elsewhere_may_have_more(way):
    found = by_address(module("network", way).networks)["network of aws_vpc_endpoint.elsewhere"]
    assert (found.managed, found.vpc, found.services) == (False, "vpc-0123456789abcdef0", ["ecr.dkr"])
    assert found.s3_gateway == Unknown(Reason.ELSEWHERE, detail="the VPC's other endpoints")
    assert found.internet_route == Unknown(Reason.ELSEWHERE, detail="the VPC's routes")


@both_ways
def test_a_network_leads_to_its_endpoints(way):
    inventory = module("network", way)
    network = by_address(inventory.networks)['network of aws_vpc_endpoint.open["ecr.api"]']
    assert [one.service for one in Links(inventory).follow(network, "endpoints")] == ["ecr.api", "ecr.dkr", "s3"]


VPC = """
resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
resource "aws_subnet" "main" { vpc_id = aws_vpc.main.id }
resource "aws_route_table" "main" { vpc_id = aws_vpc.main.id }
resource "aws_vpc_endpoint" "api" {
  vpc_id            = aws_vpc.main.id
  service_name      = "com.amazonaws.eu-west-1.ecr.api"
  vpc_endpoint_type = "Interface"
}
variable "gateway" { type = string }
"""


def internet_route(tmp_path, *, target, destination='"0.0.0.0/0"', table="aws_route_table.main.id", rest=""):
    route = f"""
    resource "aws_route" "out" {{
      route_table_id         = {table}
      destination_cidr_block = {destination}
      {target}
    }}
    """
    (network,) = code(tmp_path, VPC + route + rest).networks
    return network.internet_route


PRIVATE = 'resource "aws_nat_gateway" "n" { connectivity_type = "private" }'


@pytest.mark.parametrize(
    ("target", "rest", "expected"),
    [
        ("gateway_id = aws_internet_gateway.main.id", "", True),
        ('gateway_id = "igw-0123456789abcdef0"', "", True),
        ('gateway_id = "vgw-0123456789abcdef0"', "", False),
        ("nat_gateway_id = aws_nat_gateway.n.id", 'resource "aws_nat_gateway" "n" {}', True),
        ("nat_gateway_id = aws_nat_gateway.n.id", PRIVATE, False),
    ],
)
def test_a_default_route_leads_to_the_internet_by_some_gateways(tmp_path, target, rest, expected):
    assert internet_route(tmp_path, target=target, rest=rest) is expected


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ('transit_gateway_id = "tgw-0123456789abcdef0"', Reason.ELSEWHERE),
        ('nat_gateway_id = "nat-0123456789abcdef0"', Reason.ELSEWHERE),
        ("gateway_id = var.gateway", Reason.NO_VALUE),
    ],
)
def test_where_other_targets_lead_is_not_known(tmp_path, target, reason):
    assert internet_route(tmp_path, target=target).reason is reason


def test_a_route_to_some_addresses_is_none_to_the_internet(tmp_path):
    assert internet_route(tmp_path, target='gateway_id = "igw-1"', destination='"10.0.0.0/8"') is False


def test_a_route_in_a_table_that_can_not_be_told_may_be_anywhere(tmp_path):
    found = internet_route(tmp_path, target='gateway_id = "igw-1"', table='"rtb-0123456789abcdef0"')
    assert found == Unknown(Reason.LINK_HIDDEN, detail="whose route table a route is in")


def test_a_vpc_without_endpoints_for_ecr_is_no_network(tmp_path):
    assert code(tmp_path, VPC.replace("ecr.api", "ssm")).networks == []
