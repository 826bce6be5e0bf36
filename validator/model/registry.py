"""A registry with its permissions and settings."""

from functools import cached_property

import msgspec

from validator.model.base import Object
from validator.model.permissions.access import Access
from validator.model.permissions.compare import Excess
from validator.model.permissions.document import PolicyDocument
from validator.model.permissions.facts import repository_access
from validator.model.permissions.faults import Fault, faults
from validator.model.settings import ReplicationRule, Scanning
from validator.model.value import Value


class Registry(Object, frozen=True, kw_only=True, dict=True):
    """One private ECR registry: an account in a region.

    Attributes:
        key: See :class:`RegistryRef`.
        account: The 12-digit account id.
        region: Such as ``eu-west-1``.
        permissions: Its permissions policy; ``None``: this input sets none.
        policy_scope: ``V1`` or ``V2``; ``None``: this input does not set it.
        scanning: Its scanning configuration.
        replication: Its replication rules.
        signing: The repository patterns that managed signing covers.
        settings: Its other account settings.
        excess: What its permissions policy grants beyond a reference policy; ``None``: nothing, or there is none.
        read_at: When it was read, in RFC 3339: the time that ages are measured at. ``None``: it was not read live.
    """

    key: str
    account: Value[str]
    region: Value[str]
    permissions: Value[PolicyDocument] = None
    policy_scope: Value[str] = None
    scanning: Value[Scanning] = None
    replication: Value[list[ReplicationRule]] = None
    signing: Value[list[Value[str]]] = None
    settings: dict[str, Value[str]] = msgspec.field(default_factory=dict)
    read_at: Value[str] = None
    excess: Value[Excess] = None

    @cached_property
    def access(self) -> Value[Access]:
        """What its permissions policy gives and takes."""
        return repository_access(self.permissions, self.registry.account, self.registry.region)

    @cached_property
    def faults(self) -> Value[list[Fault]]:
        """What its permissions policy names that has no effect."""
        return faults(self.permissions, self.registry.account)
