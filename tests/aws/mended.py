"""Small mends of moto, for what needs no operation of our own."""

import os
from fnmatch import fnmatchcase
from functools import cache

from moto.core import responses
from moto.core.exceptions import ServiceException
from moto.ecr import models as ecr_models
from moto.ecr import policy_validation
from moto.ecr.models import ECRBackend, Image, Repository
from moto.sts.models import STSBackend

_moto_identity = STSBackend.get_caller_identity


@cache
def mend() -> None:
    """Mend moto in this process, once."""
    # 4 MB and a tenth of a second for each account in each region.
    os.environ.setdefault("MOTO_EC2_LOAD_DEFAULT_AMIS", "false")
    # ECR's own model has checked a name before; moto's pattern knows no __ and no --.
    ecr_models.ECR_REPOSITORY_NAME_PATTERN = ".+"
    # Lifecycle rules that archive.
    policy_validation.VALID_ACTION_PROPERTIES = {*policy_validation.VALID_ACTION_PROPERTIES, "targetStorageClass"}
    policy_validation.VALID_ACTION_TYPE_VALUES = {"expire", "transition"}
    policy_validation.VALID_SELECTION_PROPERTIES = {*policy_validation.VALID_SELECTION_PROPERTIES, "storageClass"}
    policy_validation.VALID_SELECTION_COUNT_TYPE_VALUES = {
        *policy_validation.VALID_SELECTION_COUNT_TYPE_VALUES,
        "sinceImagePulled",
        "sinceImageTransitioned",
    }
    # moto looks through a class for every request.
    responses.method_names_from_class = cache(responses.method_names_from_class)
    STSBackend.get_caller_identity = _identity
    ECRBackend._resolve_image_tag_mutability = _images_that_lose_a_tag


def _identity(self: STSBackend, access_key_id: str, region: str) -> tuple[str, str, str]:
    """The caller; users are IAM's, which moto says of known users only."""
    user, arn, account = _moto_identity(self, access_key_id, region)
    return user, arn.replace(":sts:", ":iam:") if ":user/" in arn else arn, account


def _images_that_lose_a_tag(self: ECRBackend, repository: Repository, proposed_image_tag: str) -> list[Image]:
    """The images with a tag that is pushed again; moto takes the wildcards of exclusions for regular expressions."""
    tagged = [image for image in repository.images if proposed_image_tag in image.image_tags]
    filters = repository.image_tag_mutability_exclusion_filters or ()
    excluded = any(fnmatchcase(proposed_image_tag or "", one["filter"]) for one in filters)
    if tagged and repository.is_tag_immutable() != excluded:
        raise ServiceException(
            "ImageTagAlreadyExistsException",
            f"The image tag '{proposed_image_tag}' already exists in the '{repository.name}' repository and can't be "
            "overwritten because the tag is immutable.",
        )
    return tagged
