"""Repositories and images over HTTP."""

import json
from datetime import UTC, datetime

import pytest
from botocore.exceptions import ClientError

from tests.aws.seeding import SeededImage, add_image
from tests.aws.test_registry import LIFECYCLE, PUBLIC

NAME = "hub/library/al__pine--x"
PUSHED = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
PULLED = datetime(2026, 2, 1, tzinfo=UTC)


@pytest.fixture
def ecr(server):
    client = server.client("ecr")
    client.create_repository(repositoryName=NAME)
    return client


def refused(call, **given):
    with pytest.raises(ClientError) as error:
        call(**given)
    return error.value.response["Error"]["Code"]


def manifest(size):
    return json.dumps(
        {
            "schemaVersion": 2,
            "mediaType": "application/vnd.oci.image.manifest.v1+json",
            "config": {"size": 10},
            "layers": [{"size": size, "digest": "sha256:" + "0" * 64}],
        }
    )


def push(ecr, tag, size):
    return ecr.put_image(repositoryName=NAME, imageManifest=manifest(size), imageTag=tag)["image"]["imageId"]


def test_repositories_are_described_by_name_and_have_mutability_with_exclusions(ecr):
    filters = [{"filterType": "WILDCARD", "filter": "latest*"}]
    ecr.put_image_tag_mutability(
        repositoryName=NAME,
        imageTagMutability="IMMUTABLE_WITH_EXCLUSION",
        imageTagMutabilityExclusionFilters=filters,
    )
    (shown,) = ecr.describe_repositories(repositoryNames=[NAME])["repositories"]
    assert shown["imageTagMutability"] == "IMMUTABLE_WITH_EXCLUSION"
    assert shown["imageTagMutabilityExclusionFilters"] == filters
    assert shown["repositoryArn"] == f"arn:aws:ecr:eu-west-1:123456789012:repository/{NAME}"
    assert refused(ecr.describe_repositories, repositoryNames=["x1"]) == "RepositoryNotFoundException"
    wrong = {"repositoryName": NAME, "imageTagMutability": "MUTABLE_WITH_EXCLUSION"}
    assert refused(ecr.put_image_tag_mutability, **wrong) == "InvalidParameterException"


def test_an_immutable_tag_holds_and_an_excluded_one_moves(ecr):
    push(ecr, "latest", 1)
    push(ecr, "v1", 1)
    ecr.put_image_tag_mutability(
        repositoryName=NAME,
        imageTagMutability="IMMUTABLE_WITH_EXCLUSION",
        imageTagMutabilityExclusionFilters=[{"filterType": "WILDCARD", "filter": "*test"}],
    )
    moved = push(ecr, "latest", 2)
    assert (
        ecr.describe_images(repositoryName=NAME, imageIds=[{"imageTag": "latest"}])["imageDetails"][0]["imageDigest"]
        == moved["imageDigest"]
    )
    wrong = {"repositoryName": NAME, "imageManifest": manifest(3), "imageTag": "v1"}
    assert refused(ecr.put_image, **wrong) == "ImageTagAlreadyExistsException"


def test_policies_of_a_repository_are_put_and_got(ecr):
    assert refused(ecr.get_repository_policy, repositoryName=NAME) == "RepositoryPolicyNotFoundException"
    assert refused(ecr.get_lifecycle_policy, repositoryName=NAME) == "LifecyclePolicyNotFoundException"
    statement = {name: value for name, value in PUBLIC.items() if name != "Resource"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    ecr.set_repository_policy(repositoryName=NAME, policyText=policy)
    assert ecr.get_repository_policy(repositoryName=NAME)["policyText"] == policy
    ecr.put_lifecycle_policy(repositoryName=NAME, lifecyclePolicyText=LIFECYCLE)
    got = ecr.get_lifecycle_policy(repositoryName=NAME)
    assert (got["lifecyclePolicyText"], got["lastEvaluatedAt"].tzinfo is not None) == (LIFECYCLE, True)


def test_a_seeded_image_has_the_dates_and_the_size_it_was_given(ecr):
    digest = add_image(SeededImage(NAME, ("3.20", "latest"), PUSHED, PULLED, 12345))
    (shown,) = ecr.describe_images(repositoryName=NAME)["imageDetails"]
    assert (shown["imageDigest"], shown["imageTags"]) == (digest, ["3.20", "latest"])
    assert (shown["imagePushedAt"], shown["lastRecordedPullTime"]) == (PUSHED, PULLED)
    assert (shown["imageSizeInBytes"], shown["imageStatus"]) == (12345, "ACTIVE")


def test_a_pushed_image_has_the_size_of_its_layers_and_a_pull_date_once_it_is_pulled(ecr):
    push(ecr, "v1", 500)
    (shown,) = ecr.describe_images(repositoryName=NAME)["imageDetails"]
    assert shown["imageSizeInBytes"] == 510
    assert "lastRecordedPullTime" not in shown
    pulled = ecr.batch_get_image(repositoryName=NAME, imageIds=[{"imageTag": "v1"}, {"imageTag": "v2"}])
    assert [one["imageManifest"] for one in pulled["images"]] == [manifest(500)]
    assert [one["failureCode"] for one in pulled["failures"]] == ["ImageNotFound"]
    (shown,) = ecr.describe_images(repositoryName=NAME)["imageDetails"]
    assert shown["lastRecordedPullTime"] >= shown["imagePushedAt"].replace(microsecond=0)


def test_images_are_filtered_by_tags_and_status(ecr):
    add_image(SeededImage(NAME, ("v1",)))
    untagged = add_image(SeededImage(NAME, content="untagged"))
    archived = add_image(SeededImage(NAME, ("v2",), status="ARCHIVED"))

    def found(**wanted):
        return [one["imageDigest"] for one in ecr.describe_images(repositoryName=NAME, filter=wanted)["imageDetails"]]

    assert found(tagStatus="UNTAGGED") == [untagged]
    assert found(imageStatus="ARCHIVED") == [archived]
    assert len(ecr.list_images(repositoryName=NAME)["imageIds"]) == 3
    missing = {"repositoryName": NAME, "imageIds": [{"imageTag": "v9"}]}
    assert refused(ecr.describe_images, **missing) == "ImageNotFoundException"
    assert refused(ecr.describe_images, repositoryName="x1") == "RepositoryNotFoundException"
    assert refused(ecr.put_image, repositoryName="x1", imageManifest="{}") == "RepositoryNotFoundException"


def test_a_repository_with_images_is_deleted_by_force_only(ecr):
    add_image(SeededImage(NAME, ("v1",)))
    assert refused(ecr.delete_repository, repositoryName=NAME) == "RepositoryNotEmptyException"
    ecr.delete_repository(repositoryName=NAME, force=True)
    assert ecr.describe_repositories()["repositories"] == []
