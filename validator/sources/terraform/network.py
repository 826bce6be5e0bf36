"""Ways out of a VPC from Terraform resources: endpoints for ECR and S3, NAT gateways, routes."""

from collections.abc import Iterable
from typing import Any

from validator.model.networks import SERVICES, service_of
from validator.model.objects import Endpoint
from validator.model.value import Value
from validator.sources.terraform.context import Context
from validator.sources.terraform.facts import is_given, text, texts
from validator.sources.terraform.resource import Resource

# The arguments of a route that name where it leads.
_TARGETS = (
    "gateway_id",
    "nat_gateway_id",
    "transit_gateway_id",
    "vpc_endpoint_id",
    "network_interface_id",
    "vpc_peering_connection_id",
    "egress_only_gateway_id",
    "carrier_gateway_id",
    "local_gateway_id",
    "core_network_arn",
)


def endpoints(resources: Iterable[Resource], context: Context) -> list[Endpoint]:
    """Every endpoint for ECR or S3, NAT gateway and route."""
    policies: dict[str, Resource] = {}
    found: list[Resource] = []
    for resource in resources:
        if resource.type == "aws_vpc_endpoint_policy":
            owners = context.targets.of(resource, resource.argument("vpc_endpoint_id"), "aws_vpc_endpoint")
            policies.update((owner.address, resource) for owner in owners)
        elif resource.type in {"aws_vpc_endpoint", "aws_nat_gateway", "aws_route"}:
            found.append(resource)
    return [
        endpoint
        for resource in found
        if (endpoint := _endpoint(resource, policies.get(resource.address), context)) is not None
    ]


def _endpoint(resource: Resource, policy: Resource | None, context: Context) -> Endpoint | None:
    where: dict[str, Any] = {"address": resource.address, "registry": context.registry(resource)}
    where["origin"] = resource.origin()
    if resource.type == "aws_nat_gateway":
        return Endpoint(**where, kind="nat", type=text(resource.argument("connectivity_type")) or "public")
    if resource.type == "aws_route":
        return Endpoint(**where, kind="route", target=route_target(resource.values, resource)[1])
    service = service_of(text(resource.argument("service_name")))
    if isinstance(service, str) and service not in SERVICES:
        return None
    owner = policy or resource
    return Endpoint(
        **where,
        origins={"permissions": owner.origin("policy")} if policy else {},
        kind="endpoint",
        service=service,
        type=text(resource.argument("vpc_endpoint_type")) or "Gateway",
        vpc=text(resource.argument("vpc_id")),
        private_dns=resource.argument("private_dns_enabled"),
        route_tables=texts(resource.argument("route_table_ids")),
        permissions=context.documents.policy(owner.argument("policy")),
    )


def route_target(route: dict[str, Any], resource: Resource) -> tuple[str | None, Value[str]]:
    """What a route leads to: the one target that the code names, with the argument that names it.

    Args:
        route: The arguments of the route.
        resource: The route itself, or the route table that has it as a block.
    """
    read = resource.argument if resource.values is route else route.get
    targets = [(argument, text(read(argument))) for argument in _TARGETS]
    given = [(argument, target) for argument, target in targets if target is not None]
    # Of several unknown ones, the one that refers to something is what the code names; the others are computed.
    named = next((one for one in given if is_given(one[1]) is True), None)
    return named or (given[0] if given else (None, None))
