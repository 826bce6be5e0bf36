"""Ways out of VPCs from a live region: endpoints for ECR and S3, and default routes to the internet."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from validator.model.inventory import Unlisted
from validator.model.networks import ANYWHERE, SERVICES, network, service_of, with_ecr
from validator.model.origin import Origin
from validator.model.permissions.parse import parse_policy
from validator.model.surroundings import Endpoint, Network
from validator.model.three_valued import some
from validator.model.value import Reason, Unknown, Value
from validator.sources.aws.batches import batches
from validator.sources.aws.caller import Caller

# Endpoints that are there, or will be as soon as somebody accepts them. The API writes either case.
_THERE = frozenset({"available", "pending", "pendingacceptance"})
# How many values a filter takes.
_VALUES = 200
_ELSEWHERE = Unknown(Reason.ELSEWHERE, detail="the VPC's routes")
# What a route leads to that may lead on to the internet.
_ONWARD = {
    "TransitGatewayId": "a transit gateway",
    "NetworkInterfaceId": "a network interface",
    "VpcPeeringConnectionId": "a peering connection",
    "CarrierGatewayId": "a carrier gateway",
    "LocalGatewayId": "a local gateway",
    "CoreNetworkArn": "a core network",
    "OdbNetworkArn": "an ODB network",
}


class NetworkReading(NamedTuple):
    """What is read of a region's networks.

    Attributes:
        endpoints: The VPC endpoints for ECR and S3.
        networks: The VPCs that have one for ECR.
        unlisted: The kinds of which there may be more.
    """

    endpoints: list[Endpoint]
    networks: list[Network]
    unlisted: list[Unlisted]


def read_network(caller: Caller) -> NetworkReading:
    """Read the endpoints, and the routes of the VPCs that have one for ECR."""
    # All of them, since most are for few services, and names of services begin differently in each partition.
    listed = caller.listed("ec2", "describe_vpc_endpoints")
    found = [_endpoint(one, caller) for one in listed.items if one.get("State", "").lower() in _THERE]
    endpoints = sorted((one for one in found if one.service in SERVICES), key=lambda one: one.address)
    vpcs = with_ecr(endpoints)
    routes = _internet_routes([str(members[0].vpc) for members in vpcs], caller)
    networks = [
        network(members, managed=True, internet_route=routes[str(members[0].vpc)], others=listed.unknown)
        for members in vpcs
    ]
    key, unknown = caller.registry.key, listed.unknown
    unlisted = [Unlisted(kind, key, unknown) for kind in ("endpoint", "network")] if unknown else []
    return NetworkReading(endpoints, sorted(networks, key=lambda one: one.address), unlisted)


def _endpoint(found: dict[str, Any], caller: Caller) -> Endpoint:
    registry = caller.registry
    arn = f"arn:{caller.partition}:ec2:{registry.region}:{registry.account}:vpc-endpoint/{found['VpcEndpointId']}"
    return Endpoint(
        address=arn,
        registry=registry,
        origin=Origin(arn),
        kind="endpoint",
        service=service_of(found["ServiceName"]),
        type=found.get("VpcEndpointType", "Gateway"),
        vpc=found.get("VpcId"),
        private_dns=bool(found.get("PrivateDnsEnabled")),
        route_tables=sorted(found.get("RouteTableIds", ())),
        permissions=parse_policy(found.get("PolicyDocument")),
    )


def _internet_routes(vpcs: list[str], caller: Caller) -> dict[str, Value[bool]]:
    """Whether a default route of each VPC leads to the internet."""
    routes, unknown = _routes(vpcs, caller)
    by_gateway = {vpc for vpc, found in routes.items() if any(_is_internet_gateway(route) for route in found)}
    others = [route for vpc, found in routes.items() if vpc not in by_gateway for route in found]
    public = _public_nat_gateways({route["NatGatewayId"] for route in others if "NatGatewayId" in route}, caller)
    # A VPC has a route table: where none is seen, another account has it, and shares the VPC.
    unseen = dict.fromkeys(vpcs, unknown or _ELSEWHERE) | dict.fromkeys(routes, unknown)
    return {
        vpc: vpc in by_gateway or some([*(_leads_out(route, public) for route in routes.get(vpc, ())), unseen[vpc]])
        for vpc in vpcs
    }


def _routes(vpcs: list[str], caller: Caller) -> tuple[dict[str, list[dict[str, Any]]], Unknown | None]:
    """The default routes of each VPC of which a route table is seen, and why there may be more."""
    routes: dict[str, list[dict[str, Any]]] = {}
    unknown: Unknown | None = None
    for portion in batches(sorted(vpcs), _VALUES):
        listed = caller.listed("ec2", "describe_route_tables", Filters=[{"Name": "vpc-id", "Values": portion}])
        unknown = unknown or listed.unknown
        for table in listed.items:
            routes.setdefault(table["VpcId"], []).extend(_default_routes(table))
    return routes, unknown


def _default_routes(table: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The default routes of a route table that lead somewhere: not to what has been deleted."""
    for route in table.get("Routes", ()):
        if route.get("DestinationCidrBlock") == ANYWHERE and route.get("State") != "blackhole":
            yield route


def _is_internet_gateway(route: dict[str, Any]) -> bool:
    return str(route.get("GatewayId", "")).startswith("igw-")


def _leads_out(route: dict[str, Any], public: dict[str, Value[bool]]) -> Value[bool]:
    """Whether a default route that has no internet gateway leads to the internet."""
    if "NatGatewayId" in route:
        return public[route["NatGatewayId"]]
    onward = next((what for field, what in _ONWARD.items() if route.get(field)), None)
    return Unknown(Reason.ELSEWHERE, detail=f"where {onward} leads") if onward else False


def _public_nat_gateways(ids: set[str], caller: Caller) -> dict[str, Value[bool]]:
    """Whether NAT gateways reach the internet: private ones don't."""
    public: dict[str, Value[bool]] = {}
    for portion in batches(sorted(ids), _VALUES):
        listed = caller.listed("ec2", "describe_nat_gateways", Filter=[{"Name": "nat-gateway-id", "Values": portion}])
        unknown = listed.unknown or Unknown(Reason.ELSEWHERE, detail="the NAT gateway")
        public.update(dict.fromkeys(portion, unknown))
        public.update((one["NatGatewayId"], one.get("ConnectivityType") != "private") for one in listed.items)
    return public
