"""VPCs that have endpoints for ECR, told by their endpoints: what a pull can take to leave them.

Source: ECR User Guide, "Amazon ECR interface VPC endpoints" (the services, private DNS, S3's gateway endpoint) and
"Considerations for Amazon ECR VPC endpoints" (the first pull needs a route to the internet).
"""

from collections.abc import Iterable

from validator.model.surroundings import Endpoint, Network
from validator.model.three_valued import each, every, some
from validator.model.value import Unknown, Value

# The services that a pull needs.
SERVICES = ("ecr.api", "ecr.dkr", "s3")
_ECR = frozenset({"ecr.api", "ecr.dkr"})

# Where a default route leads from.
ANYWHERE = "0.0.0.0/0"


def service_of(name: Value[str]) -> Value[str]:
    """The last part of a service name such as ``com.amazonaws.eu-west-1.ecr.api``; of other services the name."""
    if not isinstance(name, str):
        return name
    return next((service for service in SERVICES if name.endswith(f".{service}")), name)


def with_ecr(endpoints: Iterable[Endpoint]) -> list[list[Endpoint]]:
    """The endpoints of each VPC that has one for ECR."""
    vpcs: dict[tuple[str, Value[str]], list[Endpoint]] = {}
    for endpoint in endpoints:
        if endpoint.kind == "endpoint":
            vpcs.setdefault((endpoint.registry.key, endpoint.vpc), []).append(endpoint)
    return [members for members in vpcs.values() if any(one.service in _ECR for one in members)]


def network(
    members: list[Endpoint], *, managed: bool, internet_route: Value[bool], others: Unknown | None = None
) -> Network:
    """A VPC that has an endpoint for ECR.

    Args:
        members: Its endpoints.
        managed: Whether the input declares the VPC.
        internet_route: Whether a route of it leads to the internet.
        others: Why it may have more endpoints; ``None``: it has not.
    """
    first = min((one for one in members if one.service in _ECR), key=lambda one: one.address)
    return Network(
        address=f"network of {first.address}",
        registry=first.registry,
        origin=first.origin,
        managed=managed,
        vpc=first.vpc,
        services=sorted({one.service for one in members}, key=str),
        private_dns=_private_dns(members),
        s3_gateway=_s3_gateway(members, others),
        internet_route=internet_route,
    )


def _private_dns(members: list[Endpoint]) -> Value[bool]:
    return every(one.private_dns for one in members if one.service in _ECR)


def _s3_gateway(members: list[Endpoint], others: Unknown | None) -> Value[bool]:
    gateways = [one.service for one in members if one.type == "Gateway" or isinstance(one.type, Unknown)]
    return some([*each(gateways, lambda service: service == "s3"), others])
