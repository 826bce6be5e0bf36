"""VPCs that have endpoints for ECR, from Terraform resources, with the routes out of them."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from validator.model.networks import ANYWHERE, network, with_ecr
from validator.model.surroundings import Endpoint, Network
from validator.model.three_valued import first_unknown
from validator.model.value import Reason, Unknown, Value
from validator.sources.terraform.context import Context
from validator.sources.terraform.facts import text
from validator.sources.terraform.network import route_target
from validator.sources.terraform.resource import Resource

_TABLES = ("aws_route_table", "aws_default_route_table")
_INTERNET_GATEWAY = re.compile(r"igw-|(?:^|\.)aws_(?:default_)?internet_gateway\.")
_VPC = re.compile(r"(?:^|\.)aws_(?:default_)?vpc\.")


def networks(resources: list[Resource], endpoints: Iterable[Endpoint], context: Context) -> list[Network]:
    """One network for each VPC that has an endpoint for ECR."""
    vpcs = with_ecr(endpoints)
    if not vpcs:
        return []
    routes = Routes(resources, context)
    return sorted((_network(members, routes) for members in vpcs), key=lambda one: one.address)


def _network(members: list[Endpoint], routes: "Routes") -> Network:
    vpc = members[0].vpc
    managed = routes.declares(vpc)
    return network(
        members,
        managed=managed,
        internet_route=routes.to_the_internet(vpc, managed=managed),
        others=None if managed else Unknown(Reason.ELSEWHERE, detail="the VPC's other endpoints"),
    )


class Routes:
    """The default routes of one input's VPCs."""

    def __init__(self, resources: list[Resource], context: Context) -> None:
        self._context = context
        self._vpcs = {one.values["id"] for one in resources if one.type == "aws_vpc" and _is_text(one.values.get("id"))}
        self._found: dict[Any, list[Value[bool]]] = {}
        for resource in resources:
            if resource.type == "aws_route":
                for vpc in self._vpcs_of(resource, resource.argument("route_table_id")):
                    self._add(vpc, resource, resource.values)
            elif resource.type in _TABLES:
                for route in self._inline(resource):
                    self._add(self._vpc_of(resource), resource, route)

    def declares(self, vpc: Value[str]) -> bool:
        """Whether the input declares a VPC."""
        if isinstance(vpc, Unknown):
            return bool(vpc.refers_to) and all(
                _VPC.search(target) and "data." not in target for target in vpc.refers_to
            )
        return vpc in self._vpcs

    def to_the_internet(self, vpc: Value[str], *, managed: bool) -> Value[bool]:
        """Whether a default route of a VPC leads to the internet."""
        found = [*self._found.get(vpc, ()), *(self._found.get(None, ()))]
        if True in self._found.get(vpc, ()):
            return True
        unknown = first_unknown(*found)
        if unknown is None and True in found:
            unknown = Unknown(Reason.LINK_HIDDEN, detail="whose route table a route is in")
        return unknown or (False if managed else Unknown(Reason.ELSEWHERE, detail="the VPC's routes"))

    def _add(self, vpc: Any, resource: Resource, route: dict[str, Any]) -> None:
        destination = route.get("destination_cidr_block") or route.get("cidr_block")
        if isinstance(destination, Unknown) and destination.refers_to == ():
            self._found.setdefault(vpc, []).append(destination)
        elif destination == ANYWHERE:
            self._found.setdefault(vpc, []).append(self._leads_out(resource, route))

    def _leads_out(self, resource: Resource, route: dict[str, Any]) -> Value[bool]:
        name, target = route_target(route, resource)
        if name == "nat_gateway_id":
            return self._is_public(resource, target)
        if name == "gateway_id":
            if isinstance(target, Unknown):
                hit = bool(target.refers_to) and all(_INTERNET_GATEWAY.search(one) for one in target.refers_to)
                return True if hit else target
            return bool(_INTERNET_GATEWAY.match(target or ""))
        # A transit gateway, an appliance or a peer may lead on to the internet.
        return False if name is None else Unknown(Reason.ELSEWHERE, detail=f"where {name} leads")

    def _is_public(self, resource: Resource, target: Value[str]) -> Value[bool]:
        found = self._context.targets.of(resource, target, "aws_nat_gateway")
        kinds = {text(one.argument("connectivity_type")) or "public" for one in found}
        if len(kinds) != 1:
            return target if isinstance(target, Unknown) else Unknown(Reason.ELSEWHERE, detail="the NAT gateway")
        kind = kinds.pop()
        return kind if isinstance(kind, Unknown) else kind == "public"

    def _inline(self, table: Resource) -> Iterator[dict[str, Any]]:
        blocks = table.blocks("route")
        if isinstance(blocks, Unknown):
            self._found.setdefault(self._vpc_of(table), []).append(blocks)
            return
        yield from (one for one in blocks if isinstance(one, dict))

    def _vpcs_of(self, resource: Resource, reference: Any) -> list[Any]:
        """The VPCs that a route table may be in; ``[None]`` where that can't be told."""
        tables = self._context.targets.of(resource, reference, *_TABLES)
        return list(dict.fromkeys(self._vpc_of(table) for table in tables)) or [None]

    def _vpc_of(self, table: Resource) -> Any:
        return text(table.argument("vpc_id"))


def _is_text(value: Any) -> bool:
    return isinstance(value, str)
