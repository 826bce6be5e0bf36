"""What an operation of ECR gets, and what a registry holds."""

from dataclasses import dataclass, field
from typing import Any

from moto.core.exceptions import ServiceException
from moto.ecr.models import ECRBackend, Repository, ecr_backends

from tests.aws import request
from tests.aws.request import Object

_KEY = "pull_through_cache"


@dataclass
class Registry:
    """What a registry holds beside moto's repositories; the objects have the API's own fields.

    Attributes:
        rules: Prefix without a final slash -> pull through cache rule.
        templates: Prefix without a final slash -> repository creation template.
        account_settings: Name -> value, of those that were set.
        signing: The signing configuration.
        exclusions: Principal -> when its pulls stopped to count, in Unix time.
    """

    rules: dict[str, Object] = field(default_factory=dict)
    templates: dict[str, Object] = field(default_factory=dict)
    account_settings: dict[str, str] = field(default_factory=dict)
    signing: Object | None = None
    exclusions: dict[str, float] = field(default_factory=dict)


def registry_of(account: str, region: str) -> Registry:
    """The registry of an account in a region. It lives in moto's backend, so that moto's reset empties it too."""
    registry: Registry = vars(ecr_backends[account][region]).setdefault(_KEY, Registry())
    return registry


class Request(request.Request):
    """A call of an operation of ECR."""

    @property
    def moto(self) -> ECRBackend:
        """Moto's registry."""
        backend: ECRBackend = ecr_backends[self.account][self.region]
        return backend

    @property
    def registry(self) -> Registry:
        """Ours."""
        return registry_of(self.account, self.region)

    def repository(self) -> Repository:
        """The repository that the input names.

        Raises:
            ServiceException: There is none of that name.
        """
        return self.moto._get_repository(self.given["repositoryName"], self.given.get("registryId"))

    def own_registry(self) -> None:
        """Refuse a registry that belongs to somebody else.

        Raises:
            ServiceException: ``registryId`` is another account's.
        """
        if self.given.get("registryId", self.account) != self.account:
            raise ServiceException("AccessDeniedException", "The registry belongs to another account")

    def paged(self, key: str, items: list[Any]) -> Object:
        """One page of a list under its key, with the token of the next.

        Raises:
            ServiceException: The token is none of ours.
        """
        page, token = self.page(items, self.given.get("maxResults"), self.given.get("nextToken"))
        return {key: page, "nextToken": token} if token else {key: page}
