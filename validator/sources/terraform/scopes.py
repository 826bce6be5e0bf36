"""Which registry each resource lives in: the account and region of its provider configuration.

A provider block names the region and hardly ever the account. But one resource that exists already has the account in
its ARN, and what holds for one resource of a provider configuration holds for all.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from validator.model.objects import RegistryRef
from validator.model.value import Unknown
from validator.sources.terraform.resource import ProviderScope, Resource

_ARN = re.compile(r"arn:aws[a-z-]*:[a-z-]+:(?P<region>[a-z0-9-]*):(?P<account>\d{12}):")


class Scopes:
    """The registry of each provider scope of one input."""

    def __init__(self, resources: Iterable[Resource], declared: Mapping[str, Any]) -> None:
        """Learn accounts and regions from what is known of the resources.

        Args:
            resources: All resources of the input.
            declared: The ``account`` and ``region`` that the user declares; they fill what is not known otherwise.
        """
        self._accounts: dict[str, str] = {}
        self._regions: dict[str, str] = {}
        self._declared = declared
        self._refs: dict[ProviderScope, RegistryRef] = {}
        for resource in resources:
            self._learn(resource)

    def ref(self, provider: ProviderScope) -> RegistryRef:
        """The registry that the resources of a provider scope live in."""
        if provider not in self._refs:
            account = self._known(provider.account, self._accounts.get(provider.key), "account")
            region = self._known(provider.region, self._regions.get(provider.key), "region")
            self._refs[provider] = RegistryRef(_key(provider.key, account, region), account, region)
        return self._refs[provider]

    def _known(self, value: str | Unknown, learnt: str | None, parameter: str) -> str | Unknown:
        if isinstance(value, Unknown):
            return learnt or self._declared.get(parameter) or value
        return value

    def _learn(self, resource: Resource) -> None:
        key, values = resource.provider.key, resource.values
        if resource.data:
            if resource.type == "aws_caller_identity":
                self._take(self._accounts, key, values.get("account_id"))
            elif resource.type == "aws_region":
                self._take(self._regions, key, values.get("region") or values.get("name"))
            return
        self._take(self._accounts, key, values.get("registry_id"))
        # The ARN of an event's target is another resource's, in whatever account.
        arn = values.get("arn") if resource.type != "aws_cloudwatch_event_target" else None
        match = _ARN.match(arn) if isinstance(arn, str) else None
        if match:
            self._take(self._accounts, key, match["account"])
            # A resource of provider 6 may name a region of its own, which says nothing of the others.
            self._take(self._regions, key, match["region"] if values.get("region") is None else None)

    @staticmethod
    def _take(known: dict[str, str], key: str, value: Any) -> None:
        if isinstance(value, str) and value:
            known.setdefault(key, value)


def _key(provider: str, account: str | Unknown, region: str | Unknown) -> str:
    if isinstance(region, Unknown):
        return provider
    return f"{provider}@{region}" if isinstance(account, Unknown) else f"{account}/{region}"
