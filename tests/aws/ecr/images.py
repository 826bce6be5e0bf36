"""moto's images: listed by page, with dates and sizes."""

import hashlib
import json
from dataclasses import dataclass, replace
from typing import Any

from moto.core.exceptions import ServiceException
from moto.ecr.exceptions import ImageNotFoundException
from moto.ecr.models import Image

from tests.aws.ecr.errors import invalid, is_object, without_paging
from tests.aws.ecr.request import Request
from tests.aws.request import Object, fields, now

_DOCKER = "application/vnd.docker.distribution.manifest.v2+json"
_CONFIG = "application/vnd.docker.container.image.v1+json"


@dataclass(frozen=True)
class Seen:
    """What ECR itself finds out about an image.

    Attributes:
        pushed: When it was pushed, in Unix time; for a cached image when it was last refreshed.
        pulled: When it was last pulled; None where it never was.
        size: Bytes, as compressed in the registry.
        status: ``ACTIVE``, ``ARCHIVED`` or ``ACTIVATING``.
    """

    pushed: float
    pulled: float | None = None
    size: int = 0
    status: str = "ACTIVE"


def describe(request: Request) -> Object:
    """DescribeImages: all, page by page, or some."""
    repository, wanted = request.repository(), request.given.get("imageIds")
    if wanted is None:
        page = request.paged("imageDetails", _filtered(request, repository.images))
    else:
        without_paging(request.given, "imageIds")
        found = [repository._get_image(one.get("imageTag"), one.get("imageDigest")) for one in wanted]
        page = {"imageDetails": list(dict.fromkeys(found))}
    return {**page, "imageDetails": [detail(image) for image in page["imageDetails"]]}


def list_images(request: Request) -> Object:
    """ListImages: a line for each tag, and one for an image without any."""
    listed = [
        fields({"imageDigest": image.image_digest, "imageTag": tag}, "imageDigest", "imageTag")
        for image in _filtered(request, request.repository().images)
        for tag in image.image_tags or [None]
    ]
    return request.paged("imageIds", listed)


def put(request: Request) -> Object:
    """PutImage. The digest is the manifest's, as in every registry."""
    given, repository = request.given, request.repository()
    manifest = given["imageManifest"]
    if not is_object(manifest):
        raise invalid("imageManifest", "Invalid JSON syntax")
    digest = f"sha256:{hashlib.sha256(manifest.encode()).hexdigest()}"
    if given.get("imageDigest", digest) != digest:
        raise ServiceException("ImageDigestDoesNotMatchException", "The digest is not that of the manifest.")
    tag, kind = given.get("imageTag"), given.get("imageManifestMediaType")
    image = request.moto.put_image(repository.name, manifest, tag, kind, digest)
    return {"image": _pulled(image, fields({"imageDigest": digest, "imageTag": tag}, "imageDigest", "imageTag"))}


def batch_get(request: Request) -> Object:
    """BatchGetImage, which is what a pull begins with."""
    repository, images, failures = request.repository(), [], []
    for wanted in request.given["imageIds"]:
        try:
            image = repository._get_image(wanted.get("imageTag"), wanted.get("imageDigest"))
        except ImageNotFoundException:
            reason = "Requested image not found"
            failures.append({"imageId": wanted, "failureCode": "ImageNotFound", "failureReason": reason})
            continue
        image.seen = replace(seen_of(image), pulled=now())
        images.append(_pulled(image, {**wanted, "imageDigest": image.image_digest}))
    return {"images": images, "failures": failures}


def detail(image: Image) -> Object:
    """An image with the API's fields."""
    seen = seen_of(image)
    return {
        "registryId": image.registry_id,
        "repositoryName": image.repository_name,
        "imageDigest": image.image_digest,
        "imageManifestMediaType": image.image_manifest_media_type or _DOCKER,
        "artifactMediaType": _CONFIG,
        "imageSizeInBytes": seen.size,
        "imagePushedAt": seen.pushed,
        "imageStatus": seen.status,
        **({"imageTags": list(image.image_tags)} if image.image_tags else {}),
        **({"lastRecordedPullTime": seen.pulled} if seen.pulled is not None else {}),
    }


def seen_of(image: Image) -> Seen:
    """What ECR knows about an image: as it was seeded, or as its manifest says."""
    seeded: Seen | None = getattr(image, "seen", None)
    return seeded or Seen(pushed=image.image_pushed_at, size=_size(image))


def _pulled(image: Image, identifier: Object) -> Object:
    return {
        "registryId": image.registry_id,
        "repositoryName": image.repository_name,
        "imageId": identifier,
        "imageManifest": image.image_manifest,
        "imageManifestMediaType": image.image_manifest_media_type or _DOCKER,
    }


def _size(image: Image) -> int:
    manifest: dict[str, Any] = json.loads(image.image_manifest)
    parts = [*manifest.get("layers", ()), manifest.get("config", {})]
    return sum(int(part.get("size", 0)) for part in parts)


def _filtered(request: Request, images: list[Image]) -> list[Image]:
    given = request.given.get("filter") or {}
    tagged = {"TAGGED": True, "UNTAGGED": False}.get(given.get("tagStatus", "ANY"))
    status = given.get("imageStatus")
    return [
        image
        for image in list(images)
        if (tagged is None or bool(image.image_tags) is tagged) and status in {None, "ANY", seen_of(image).status}
    ]


OPERATIONS = {"DescribeImages": describe, "ListImages": list_images, "PutImage": put, "BatchGetImage": batch_get}
