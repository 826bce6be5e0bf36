"""The upstream registries that a rule may have, and what each wants.

Source: the ECR User Guide's list of upstreams, and the API model's ``UpstreamRegistry``.
"""

import re
from dataclasses import dataclass

from moto.core.exceptions import ServiceException

# Host -> registry, and whether it wants a secret.
_HOSTS = {
    "public.ecr.aws": ("ecr-public", False),
    "quay.io": ("quay", False),
    "registry.k8s.io": ("k8s", False),
    "registry-1.docker.io": ("docker-hub", True),
    "ghcr.io": ("github-container-registry", True),
    "registry.gitlab.com": ("gitlab-container-registry", True),
    "cgr.dev": ("chainguard", True),
}
_AZURE = re.compile(r"[a-z0-9]{5,50}\.azurecr\.io")
_ECR = re.compile(r"(?P<account>\d{12})\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com")


@dataclass(frozen=True)
class Upstream:
    """A registry that images are cached from.

    Attributes:
        name: As ``upstreamRegistry`` spells it.
        wants_secret: Whether a rule needs a credential.
        account: The account of a private ECR registry.
    """

    name: str
    wants_secret: bool
    account: str | None = None


def upstream_of(url: str) -> Upstream:
    """The registry at a host.

    Raises:
        ServiceException: ECR can't cache from there, or it is not a bare host name.
    """
    if url in _HOSTS:
        return Upstream(*_HOSTS[url])
    if _AZURE.fullmatch(url):
        return Upstream("azure-container-registry", wants_secret=True)
    private = _ECR.fullmatch(url)
    if private:
        return Upstream("ecr", wants_secret=False, account=private["account"])
    raise unsupported(f"The specified upstream registry URL {url} is not supported.")


def unsupported(message: str) -> ServiceException:
    """The error for an upstream that ECR can't use, or not without a login."""
    return ServiceException("UnsupportedUpstreamRegistryException", message)
