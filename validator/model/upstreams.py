"""The upstream registries that ECR can mirror: a closed list.

Source: `UpstreamRegistry` and `CreatePullThroughCacheRule` in the ECR API model 2015-09-21, and the ECR User Guide,
"Creating a pull through cache rule". There is no generic upstream for any other registry.
"""

import re

import msgspec

from validator.model.value import Unknown, Value


class UpstreamKind(msgspec.Struct, frozen=True, gc=False):
    """One member of the list.

    Attributes:
        name: The API's name for it.
        host: The only host it has, or empty where the host names a tenant.
        pattern: What its host looks like.
        authentication: ``none``, ``secret`` (a Secrets Manager secret is required) or ``role`` (an IAM role).
    """

    name: str
    host: str
    pattern: re.Pattern[str]
    authentication: str


def _fixed(name: str, host: str, authentication: str) -> UpstreamKind:
    return UpstreamKind(name, host, re.compile(re.escape(host)), authentication)


ECR_HOST = re.compile(r"(?P<account>\d{12})\.dkr\.ecr\.(?P<region>[a-z0-9-]+)\.amazonaws\.com")

KINDS = (
    _fixed("ecr-public", "public.ecr.aws", "none"),
    _fixed("quay", "quay.io", "none"),
    _fixed("k8s", "registry.k8s.io", "none"),
    _fixed("docker-hub", "registry-1.docker.io", "secret"),
    UpstreamKind("azure-container-registry", "", re.compile(r"[a-z0-9][a-z0-9-]*\.azurecr\.io"), "secret"),
    _fixed("github-container-registry", "ghcr.io", "secret"),
    _fixed("gitlab-container-registry", "registry.gitlab.com", "secret"),
    _fixed("chainguard", "cgr.dev", "secret"),
    UpstreamKind("ecr", "", ECR_HOST, "role"),
)

_BY_NAME = {kind.name: kind for kind in KINDS}
_URL = re.compile(r"(?:[a-z][a-z0-9+.-]*://)?(?:[^/@]*@)?(?P<host>[^/:?#]*)", re.IGNORECASE)


class Upstream(msgspec.Struct, frozen=True):
    """The registry that a rule mirrors.

    Attributes:
        host: Its host in lower case, without the scheme, path or user that the URL may wrongly carry.
        kind: The API's name for it (``docker-hub``, ``ecr``, …); ``None``: none that ECR supports.
        exact: Whether the URL is one that the API takes: a supported host and nothing else.
        authentication: What ECR logs in with there: ``none``, ``secret`` or ``role``; ``None`` where the kind is.
        account: For another ECR registry, its account.
        region: For another ECR registry, its region.
    """

    host: Value[str]
    kind: Value[str]
    exact: Value[bool]
    authentication: Value[str]
    account: Value[str] = None
    region: Value[str] = None


def upstream_of(url: Value[str], kind: Value[str] = None) -> Upstream:
    """The upstream that a URL names, or a kind where there is no URL.

    A user and password in the URL are dropped here and go nowhere.
    """
    if isinstance(url, Unknown):
        return Upstream(url, url, url, url, url, url)
    if url is None:
        if isinstance(kind, Unknown):
            return upstream_of(kind)
        url = _BY_NAME[kind].host if kind in _BY_NAME else ""
    match = _URL.match(url)
    host = match["host"].lower() if match else ""
    found = next((known for known in KINDS if known.pattern.fullmatch(host)), None)
    if found is None:
        return Upstream(host, None, exact=False, authentication=None)
    ecr = ECR_HOST.fullmatch(host)
    account, region = (ecr["account"], ecr["region"]) if ecr else (None, None)
    return Upstream(host, found.name, url == host, found.authentication, account, region)
