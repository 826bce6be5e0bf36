"""What the adapters share while an inventory is built."""

import msgspec

from validator.model.objects import RegistryRef
from validator.sources.terraform.documents import Documents
from validator.sources.terraform.resource import Resource
from validator.sources.terraform.scopes import Scopes
from validator.sources.terraform.targets import Targets


class Context(msgspec.Struct, frozen=True):
    """The registries, targets and documents of one input."""

    scopes: Scopes
    targets: Targets
    documents: Documents

    def registry(self, resource: Resource) -> RegistryRef:
        """The registry a resource lives in."""
        return self.scopes.ref(resource.provider)
