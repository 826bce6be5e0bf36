"""The repositories of a registry, and of the cache's also the policies and the images.

What a team's own repositories may do and hold is none of the cache's business: it is not read.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec

from validator.model.base import RegistryRef
from validator.model.lifecycle import parse_lifecycle
from validator.model.objects import CachedImage, Repository, Rule, Template
from validator.model.origin import Origin
from validator.model.permissions.parse import parse_policy
from validator.model.prefixes import ROOT, PrefixIndex
from validator.model.value import Reason, Unknown
from validator.sources.aws.answers import moment, of
from validator.sources.aws.caller import Caller, Listed
from validator.sources.aws.templates import encryption_of, exclusions_of

NOT_WANTED = Unknown(Reason.ELSEWHERE, detail="images were not asked for")

_PAGE = {"PageSize": 1000}
_NOT_CACHED = Unknown(Reason.ELSEWHERE, detail="only the policies of cache repositories are read")
_GONE = "RepositoryNotFoundException"


class RepositoriesReading(NamedTuple):
    """What is read of a registry's repositories.

    Attributes:
        repositories: All of them.
        cached: The names of those that belong to the cache.
        images: Those in cache repositories.
        unlisted: Why there may be more repositories.
        unlisted_images: Why there may be more images.
    """

    repositories: list[Repository]
    cached: list[str]
    images: list[CachedImage]
    unlisted: Unknown | None
    unlisted_images: Unknown | None


def read_repositories(
    caller: Caller, rules: Iterable[Rule], templates: Iterable[Template], *, images: bool
) -> RepositoriesReading:
    """The repositories of a region, and the images of the cache if they are wanted."""
    found, unlisted = caller.listed("ecr", "describe_repositories", PaginationConfig=_PAGE)
    repositories = sorted((_repository(one, caller.registry) for one in found), key=lambda one: one.address)
    of_cache = _of_cache(repositories, rules, templates)
    of_cache = caller.each(lambda one: _with_policies(one, caller), of_cache)
    read = {one.address: one for one in of_cache}
    repositories = [read.get(one.address, one) for one in repositories]
    names = [str(one.name) for one in of_cache]
    if not images:
        return RepositoriesReading(repositories, names, [], unlisted, NOT_WANTED)
    listed = caller.each(lambda one: _listed(one, caller), of_cache)
    found_images = [_image(found, one) for one, images in zip(of_cache, listed, strict=True) for found in images.items]
    unread = unlisted or next((one.unknown for one in listed if one.unknown), None)
    return RepositoriesReading(repositories, names, sorted(found_images, key=lambda one: one.address), unlisted, unread)


def with_last_pulls(rules: Sequence[Rule], reading: RepositoriesReading) -> list[Rule]:
    """The rules, each with the time of the last pull of an image under its prefix."""
    if reading.unlisted_images is not None:
        return [msgspec.structs.replace(one, pulled_at=reading.unlisted_images) for one in rules]
    pulls: dict[str, str] = {}
    for image in reading.images:
        if isinstance(image.pulled_at, str):
            pulls[image.repository] = max(image.pulled_at, pulls.get(image.repository, ""))
    index = PrefixIndex((one.name, one) for one in reading.repositories)
    claimed = PrefixIndex((one.prefix, one) for one in rules)
    return [msgspec.structs.replace(rule, pulled_at=_last(rule, index, claimed, pulls)) for rule in rules]


def _last(
    rule: Rule, repositories: PrefixIndex[Repository], claimed: PrefixIndex[Rule], pulls: dict[str, str]
) -> str | None:
    below = repositories.below(rule.prefix)
    names = [str(one.name) for one in below] if isinstance(below, list) else []
    if rule.prefix == ROOT:
        # Under ROOT lie only the repositories that no other rule claims.
        names = [name for name in names if claimed.most_specific(name) == rule]
    return max((pulls[name] for name in names if name in pulls), default=None)


def _of_cache(
    repositories: Iterable[Repository], rules: Iterable[Rule], templates: Iterable[Template]
) -> list[Repository]:
    """The repositories under a rule, or under a template for caches that is not for everything."""
    by_rule = PrefixIndex((one.prefix, one) for one in rules)
    by_template = PrefixIndex((one.prefix, one) for one in templates if _is_for_caches(one))
    return [one for one in repositories if by_rule.most_specific(one.name) or by_template.most_specific(one.name)]


def _is_for_caches(template: Template) -> bool:
    purposes = template.applied_for
    return template.prefix != ROOT and isinstance(purposes, list) and "PULL_THROUGH_CACHE" in purposes


def _repository(found: dict[str, Any], registry: RegistryRef) -> Repository:
    encryption, key = encryption_of(found)
    return Repository(
        address=found["repositoryArn"],
        registry=registry,
        origin=Origin(found["repositoryArn"]),
        name=found["repositoryName"],
        arn=found["repositoryArn"],
        mutability=found.get("imageTagMutability") or "MUTABLE",
        exclusions=exclusions_of(found),
        encryption=encryption,
        kms_key=key,
        scan_on_push=bool(found.get("imageScanningConfiguration", {}).get("scanOnPush")),
        lifecycle=_NOT_CACHED,
        permissions=_NOT_CACHED,
        created_at=moment(found.get("createdAt")),
    )


def _with_policies(repository: Repository, caller: Caller) -> Repository:
    name = repository.name
    absent = (_GONE, "RepositoryPolicyNotFoundException", "LifecyclePolicyNotFoundException")
    policy = caller.call("ecr", "get_repository_policy", absent, repositoryName=name)
    lifecycle = caller.call("ecr", "get_lifecycle_policy", absent, repositoryName=name)
    return msgspec.structs.replace(
        repository,
        permissions=of(policy, lambda answer: parse_policy(answer["policyText"])),
        lifecycle=of(lifecycle, lambda answer: parse_lifecycle(answer["lifecyclePolicyText"])),
    )


def _listed(repository: Repository, caller: Caller) -> Listed:
    return caller.listed("ecr", "describe_images", repositoryName=repository.name, PaginationConfig=_PAGE)


def _image(found: dict[str, Any], repository: Repository) -> CachedImage:
    address = f"{repository.address}@{found['imageDigest']}"
    return CachedImage(
        address=address,
        registry=repository.registry,
        origin=Origin(address),
        repository=str(repository.name),
        digest=found["imageDigest"],
        tags=sorted(found.get("imageTags") or ()),
        pushed_at=moment(found.get("imagePushedAt")),
        pulled_at=moment(found.get("lastRecordedPullTime")),
        size=found.get("imageSizeInBytes"),
    )
