"""What every object of the model has."""

import msgspec

from validator.model.origin import Origin
from validator.model.value import Value


class RegistryRef(msgspec.Struct, frozen=True):
    """Which registry an object belongs to.

    Attributes:
        key: Equal for objects that are known to share a registry: ``123456789012/eu-west-1``, or the provider
            configuration (``aws.west``) where account or region is not known.
        account: The 12-digit account id.
        region: Such as ``eu-west-1``.
    """

    key: str
    account: Value[str]
    region: Value[str]


class Object(msgspec.Struct, frozen=True, kw_only=True):
    """What every object has.

    Attributes:
        address: Its Terraform address, or its ARN.
        registry: Where it lives.
        origin: Where it is written.
        origins: Where single attributes are written, by their path (``upstream.host``), where a source knows or
            another resource gave them.
    """

    address: str
    registry: RegistryRef
    origin: Origin
    origins: dict[str, Origin] = {}

    def origin_of(self, path: str) -> Origin:
        """Where the attribute at a path is written: its own place, its parent's, or the object's."""
        while path:
            if path in self.origins:
                return self.origins[path]
            path = path.rpartition(".")[0]
        return self.origin
