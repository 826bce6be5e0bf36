"""An image reference tells its registry, repository, tag and digest, and so does the beginning of one."""

import pytest

from validator.model.images import Image, is_in_ecr, parse_image
from validator.model.value import Reason, Unknown

HOST = "111122223333.dkr.ecr.eu-west-1.amazonaws.com"
DIGEST = "sha256:" + "a" * 64


@pytest.mark.parametrize(
    ("reference", "parts"),
    [
        (f"{HOST}/docker-hub/library/nginx:1.27", (HOST, "docker-hub/library/nginx", "1.27", None)),
        (f"{HOST}/app", (HOST, "app", None, None)),
        (f"{HOST}/app@{DIGEST}", (HOST, "app", None, DIGEST)),
        (f"{HOST}/app:1@{DIGEST}", (HOST, "app", "1", DIGEST)),
        ("nginx", ("docker.io", "nginx", None, None)),
        ("grafana/grafana:11", ("docker.io", "grafana/grafana", "11", None)),
        ("quay.io/prometheus/node-exporter:v1", ("quay.io", "prometheus/node-exporter", "v1", None)),
        ("localhost/app:1", ("localhost", "app", "1", None)),
        ("registry:5000/app:1", ("registry:5000", "app", "1", None)),
    ],
)
def test_a_reference_has_a_host_a_repository_a_tag_and_a_digest(reference, parts):
    image = parse_image(reference)
    assert (image.host, image.repository, image.tag, image.digest) == parts
    assert image.reference == reference


@pytest.mark.parametrize(
    ("host", "place"),
    [
        (HOST, ("111122223333", "eu-west-1")),
        ("111122223333.dkr.ecr-fips.us-east-1.amazonaws.com", ("111122223333", "us-east-1")),
        ("public.ecr.aws", (None, None)),
        ("1234.dkr.ecr.eu-west-1.amazonaws.com", (None, None)),
    ],
)
def test_the_host_of_a_private_registry_tells_its_account_and_region(host, place):
    image = parse_image(f"{host}/app")
    assert (image.account, image.region) == place
    assert is_in_ecr(image) is (place != (None, None))


@pytest.mark.parametrize("reference", [None, ""])
def test_no_reference_is_no_image(reference):
    assert parse_image(reference) is None


def begun(prefix):
    return Unknown(Reason.AFTER_APPLY, refers_to=("aws_x.y.id",), prefix=prefix)


def test_a_known_beginning_tells_the_registry_and_a_whole_repository():
    image = parse_image(begun(f"{HOST}/docker-hub/library/nginx:"))
    assert (image.account, image.repository) == ("111122223333", "docker-hub/library/nginx")
    assert image.tag == Unknown(Reason.AFTER_APPLY, refers_to=("aws_x.y.id",))


def test_of_a_repository_that_is_cut_off_the_beginning_is_known():
    image = parse_image(begun(f"{HOST}/docker-hub/lib"))
    assert image.repository == begun("docker-hub/lib")
    assert is_in_ecr(image) is True


@pytest.mark.parametrize("prefix", ["", "11112222", "docker-hub/library/nginx:"])
def test_a_beginning_without_a_host_tells_nothing(prefix):
    unknown = Unknown(Reason.AFTER_APPLY, refers_to=("aws_x.y.id",))
    assert parse_image(begun(prefix)) == Image(begun(prefix), *[unknown] * 6)
    assert is_in_ecr(parse_image(begun(prefix))) == unknown
