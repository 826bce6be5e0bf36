"""Upstreams are told by their host: a closed list, each with its way to log in."""

import pytest

from validator.model.upstreams import KINDS, Upstream, upstream_of
from validator.model.value import Reason, Unknown


@pytest.mark.parametrize(
    ("url", "kind", "authentication"),
    [
        ("public.ecr.aws", "ecr-public", "none"),
        ("quay.io", "quay", "none"),
        ("registry.k8s.io", "k8s", "none"),
        ("registry-1.docker.io", "docker-hub", "secret"),
        ("acme.azurecr.io", "azure-container-registry", "secret"),
        ("ghcr.io", "github-container-registry", "secret"),
        ("registry.gitlab.com", "gitlab-container-registry", "secret"),
        ("cgr.dev", "chainguard", "secret"),
    ],
)
def test_each_host_has_a_kind_and_a_way_to_log_in(url, kind, authentication):
    assert upstream_of(url) == Upstream(url, kind, exact=True, authentication=authentication)


def test_another_ecr_registry_has_an_account_and_a_region():
    url = "111122223333.dkr.ecr.eu-west-1.amazonaws.com"
    expected = Upstream(url, "ecr", exact=True, authentication="role", account="111122223333", region="eu-west-1")
    assert upstream_of(url) == expected


@pytest.mark.parametrize("url", ["https://ghcr.io", "ghcr.io/acme", "GHCR.io", "ghcr.io:443", "https://me:pw@ghcr.io/"])
def test_a_host_with_more_around_it_is_recognized_and_not_exact(url):
    assert upstream_of(url) == Upstream("ghcr.io", "github-container-registry", exact=False, authentication="secret")


@pytest.mark.parametrize(
    "url", ["docker.io", "index.docker.io", "mcr.microsoft.com", "azurecr.io", "ghcr.io.evil.com", ""]
)
def test_any_other_host_is_not_supported(url):
    assert upstream_of(url) == Upstream(url, None, exact=False, authentication=None)


def test_a_kind_without_a_url_has_its_only_host():
    assert upstream_of(None, "k8s").host == "registry.k8s.io"
    assert upstream_of(None, "nonsense") == Upstream("", None, exact=False, authentication=None)


def test_an_unknown_url_leaves_everything_unknown():
    unknown = Unknown(Reason.NO_VALUE)
    assert upstream_of(unknown).host == upstream_of(None, unknown).authentication == unknown


def test_the_names_are_those_of_the_api():
    """Botocore's model is the source of the list."""
    session = pytest.importorskip("botocore.session").get_session()
    shape = session.get_service_model("ecr").shape_for("UpstreamRegistry")
    assert sorted(kind.name for kind in KINDS) == sorted(shape.enum)
