"""What lies in the caches of a registry: the repositories under each rule, and their images."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

import msgspec

from validator.model.inventory import Inventory
from validator.model.links import Links
from validator.model.objects import CachedImage, Repository, Rule
from validator.model.three_valued import first_unknown
from validator.model.value import Unknown, Value

T = TypeVar("T")


class Content(msgspec.Struct, frozen=True):
    """What lies in the cache of one rule.

    Attributes:
        repositories: Its repositories: those that no more specific rule claims.
        images: The images in them.
    """

    repositories: list[Repository] | Unknown
    images: list[CachedImage] | Unknown

    def count(self) -> Value[int]:
        """How many images there are."""
        return self._told(len)

    def bytes(self) -> Value[int]:
        """What they take, each layer counted as often as images have it."""
        return self._told(lambda images: _each((one.size or 0 for one in images), sum))

    def oldest(self) -> Value[str]:
        """When the oldest of them was pushed; ``None``: there are none."""
        return self._told(lambda images: _each((one.pushed_at for one in images), _first))

    def newest(self) -> Value[str]:
        """When the newest of them was pushed; ``None``: there are none."""
        return self._told(lambda images: _each((one.pushed_at for one in images), _last))

    def unused_since(self, moment: datetime) -> Value[int]:
        """How many of them were neither pushed nor pulled from a moment on."""
        return self._told(lambda images: _each((_unused(one, moment) for one in images), sum))

    def _told(self, tell: Callable[[list[CachedImage]], Value[T]]) -> Value[T]:
        return self.images if isinstance(self.images, Unknown) else tell(self.images)


class Contents:
    """What lies in the caches of an inventory of one registry."""

    def __init__(self, inventory: Inventory) -> None:
        self._links = Links(inventory)
        self._images: dict[str, list[CachedImage]] = defaultdict(list)
        for image in inventory.images:
            self._images[image.repository].append(image)
        key = inventory.registries[0].key
        # A rule that is not known may claim repositories of any other.
        self._no_repositories = inventory.unlisted_of("repository", key) or inventory.unlisted_of("rule", key)
        self._no_images = self._no_repositories or inventory.unlisted_of("image", key)

    def of(self, rule: Rule) -> Content:
        """What lies in the cache of a rule."""
        repositories: list[Repository] = self._links.users_of(rule, "repository", "rule")
        images = [image for one in repositories for image in self._images.get(str(one.name), ())]
        return Content(self._no_repositories or repositories, self._no_images or images)


def _unused(image: CachedImage, moment: datetime) -> Value[int]:
    """1 for an image that was neither pushed nor pulled from a moment on, else 0."""
    times = [one for one in (image.pushed_at, image.pulled_at) if one is not None]
    if any(isinstance(one, str) and datetime.fromisoformat(one) >= moment for one in times):
        return 0
    return first_unknown(*times) or 1


def _each(values: Iterable[Value[T]], fold: Callable[[list[T]], Value[T]]) -> Value[T]:
    """What is made of values that all have to be known; absent ones are left out."""
    known: list[T] = []
    for value in values:
        if isinstance(value, Unknown):
            return value
        if value is not None:
            known.append(value)
    return fold(known)


def _first(times: list[str]) -> str | None:
    return min(times, key=datetime.fromisoformat, default=None)


def _last(times: list[str]) -> str | None:
    return max(times, key=datetime.fromisoformat, default=None)
