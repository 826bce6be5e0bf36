"""What surrounds a registry: the network it is reached by, who runs its images, who hears of its failures."""

from functools import cached_property

from validator.model.base import Object
from validator.model.images import Image
from validator.model.permissions.access import Access
from validator.model.permissions.document import PolicyDocument
from validator.model.permissions.places import endpoint_access
from validator.model.value import Value


class Endpoint(Object, frozen=True, kw_only=True, dict=True):
    """A way out of a VPC: an endpoint, a NAT gateway or a route.

    Attributes:
        kind: ``endpoint``, ``nat`` or ``route``.
        service: For an endpoint, the service's last part: ``ecr.api``, ``ecr.dkr``, ``s3``.
        type: ``Interface`` or ``Gateway``; for NAT ``public`` or ``private``.
        vpc: The VPC's id.
        private_dns: Whether the service's usual name leads to it.
        route_tables: For a gateway endpoint, the route tables that lead to it.
        permissions: Its endpoint policy; ``None`` allows everything.
        target: For a route, what it leads to.
    """

    kind: str
    service: Value[str] = None
    type: Value[str] = None
    vpc: Value[str] = None
    private_dns: Value[bool] = None
    route_tables: Value[list[Value[str]]] = None
    permissions: Value[PolicyDocument] = None
    target: Value[str] = None

    @cached_property
    def access(self) -> Value[Access]:
        """What its endpoint policy lets through to the registry, or for S3 to the layers."""
        return endpoint_access(self.permissions, self.service, self.registry.account, self.registry.region)


class Network(Object, frozen=True, kw_only=True):
    """A VPC that has an endpoint for ECR, and the ways that a pull can take out of it.

    What is said to be missing is known to be missing only where this input declares the VPC.

    Attributes:
        managed: Whether this input declares the VPC; else it may have more than is shown here.
        vpc: The VPC's id.
        services: The services that it has endpoints for: ``ecr.api``, ``ecr.dkr``, ``s3``.
        private_dns: Whether the usual names of all its ECR endpoints lead to them.
        s3_gateway: Whether it has a gateway endpoint for S3, where ECR keeps the layers.
        internet_route: Whether a route leads to the internet, by an internet gateway or a public NAT gateway.
    """

    managed: bool = True
    vpc: Value[str] = None
    services: Value[list[Value[str]]] = None
    private_dns: Value[bool] = False
    s3_gateway: Value[bool] = False
    internet_route: Value[bool] = False


class EventRule(Object, frozen=True, kw_only=True):
    """An EventBridge rule that matches, or may match, the events of pull through cache.

    Attributes:
        name: Its name.
        enabled: Whether it is on.
        matches_failures: Whether its pattern matches failed syncs, of one prefix at least, on the default bus, which
            is where AWS services send their events.
        delivers: Whether it is on and has a target.
    """

    name: Value[str] = None
    enabled: Value[bool] = True
    matches_failures: Value[bool] = False
    delivers: Value[bool] = False


class Consumer(Object, frozen=True, kw_only=True):
    """Something that runs an image of a private ECR registry: one for each image reference.

    Attributes:
        type: ``lambda``, ``ecs``, ``apprunner`` or ``batch``.
        container: The container's name, where it has one.
        image: The image that it runs.
    """

    type: str
    image: Image
    container: Value[str] = None
