"""VPCs and how they reach a registry."""

from tests.aws.applying.ecr import Client
from tests.aws.applying.planned import Given, sent, tags_of
from tests.aws.applying.references import Made


def vpc(client: Client, given: Given) -> Made:
    made = client("ec2").create_vpc(CidrBlock=given("cidr_block"), **_tags("vpc", given))["Vpc"]
    return {"id": made["VpcId"]}


def subnet(client: Client, given: Given) -> Made:
    made = client("ec2").create_subnet(VpcId=given("vpc_id"), CidrBlock=given("cidr_block"))["Subnet"]
    return {"id": made["SubnetId"], "arn": made["SubnetArn"]}


def route_table(client: Client, given: Given) -> Made:
    ec2 = client("ec2")
    table = ec2.create_route_table(VpcId=given("vpc_id"))["RouteTable"]["RouteTableId"]
    for one in given.blocks("route"):
        ec2.create_route(RouteTableId=table, DestinationCidrBlock=one("cidr_block"), **_target(one))
    return {"id": table}


def route(client: Client, given: Given) -> Made:
    client("ec2").create_route(
        RouteTableId=given("route_table_id"), DestinationCidrBlock=given("destination_cidr_block"), **_target(given)
    )
    return {}


def nat_gateway(client: Client, given: Given) -> Made:
    made = client("ec2").create_nat_gateway(
        SubnetId=given("subnet_id"),
        **sent(given, AllocationId="allocation_id", ConnectivityType="connectivity_type"),
    )["NatGateway"]
    return {"id": made["NatGatewayId"]}


def endpoint(client: Client, given: Given) -> Made:
    made = client("ec2").create_vpc_endpoint(
        VpcId=given("vpc_id"),
        ServiceName=given("service_name"),
        **sent(
            given,
            VpcEndpointType="vpc_endpoint_type",
            PolicyDocument="policy",
            RouteTableIds="route_table_ids",
            SubnetIds="subnet_ids",
            SecurityGroupIds="security_group_ids",
            PrivateDnsEnabled="private_dns_enabled",
        ),
        **_tags("vpc-endpoint", given),
    )["VpcEndpoint"]
    return {"id": made["VpcEndpointId"]}


def _target(given: Given) -> dict[str, str]:
    return sent(given, GatewayId="gateway_id", NatGatewayId="nat_gateway_id", TransitGatewayId="transit_gateway_id")


def _tags(kind: str, given: Given) -> Made:
    tags = tags_of(given("tags"))
    return {"TagSpecifications": [{"ResourceType": kind, "Tags": tags}]} if tags else {}


MAKERS = {
    "aws_vpc": vpc,
    "aws_subnet": subnet,
    "aws_nat_gateway": nat_gateway,
    "aws_route_table": route_table,
    "aws_route": route,
    "aws_vpc_endpoint": endpoint,
}
