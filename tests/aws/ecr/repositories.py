"""moto's repositories: listed by page, with mutability and policies as the API gives them."""

from datetime import datetime

from moto.ecr.exceptions import RepositoryNotFoundException
from moto.ecr.models import Repository

from tests.aws.ecr.errors import without_paging
from tests.aws.ecr.request import Request
from tests.aws.ecr.templates import check_mutability
from tests.aws.request import Object, now


def describe(request: Request) -> Object:
    """DescribeRepositories: all, page by page, or those with some names."""
    request.own_registry()
    repositories, names = request.moto.repositories, request.given.get("repositoryNames")
    if names is None:
        page = request.paged("repositories", list(repositories.values()))
        return {**page, "repositories": [described(one) for one in page["repositories"]]}
    without_paging(request.given, "repositoryNames")
    for name in names:
        if name not in repositories:
            raise RepositoryNotFoundException(name, request.account)
    return {"repositories": [described(repositories[name]) for name in dict.fromkeys(names)]}


def described(repository: Repository) -> Object:
    """A repository with the API's fields."""
    excluded = repository.image_tag_mutability_exclusion_filters
    created: datetime = repository.created_at
    return {
        "repositoryArn": repository.arn,
        "registryId": repository.registry_id,
        "repositoryName": repository.name,
        "repositoryUri": repository.uri,
        "createdAt": created.timestamp(),
        "imageTagMutability": str(getattr(repository.image_tag_mutability, "value", repository.image_tag_mutability)),
        **({"imageTagMutabilityExclusionFilters": excluded} if excluded else {}),
        "imageScanningConfiguration": repository.image_scanning_configuration,
        "encryptionConfiguration": repository.encryption_configuration,
    }


def put_mutability(request: Request) -> Object:
    """PutImageTagMutability."""
    repository = request.repository()
    check_mutability(request.given)
    filters = request.given.get("imageTagMutabilityExclusionFilters")
    repository.image_tag_mutability = request.given["imageTagMutability"]
    repository.image_tag_mutability_exclusion_filters = filters
    return {
        **_named(repository),
        "imageTagMutability": repository.image_tag_mutability,
        **({"imageTagMutabilityExclusionFilters": filters} if filters else {}),
    }


def get_policy(request: Request) -> Object:
    """GetRepositoryPolicy."""
    return request.moto.get_repository_policy(request.repository().registry_id, request.given["repositoryName"])


def get_lifecycle(request: Request) -> Object:
    """GetLifecyclePolicy."""
    repository = request.repository()
    found = request.moto.get_lifecycle_policy(repository.registry_id, repository.name)
    return {**found, "lastEvaluatedAt": now()}


def list_tags(request: Request) -> Object:
    """ListTagsForResource."""
    return request.moto.list_tags_for_resource(request.given["resourceArn"])


def _named(repository: Repository) -> Object:
    return {"registryId": repository.registry_id, "repositoryName": repository.name}


OPERATIONS = {
    "DescribeRepositories": describe,
    "PutImageTagMutability": put_mutability,
    "GetRepositoryPolicy": get_policy,
    "GetLifecyclePolicy": get_lifecycle,
    "ListTagsForResource": list_tags,
}
