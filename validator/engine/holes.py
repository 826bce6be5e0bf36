"""Which unknown values an object has on the paths that a policy reads: the reasons for its being undecided."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from validator.engine.paths import ELEMENT, Path
from validator.model.kinds import KINDS, LINKS
from validator.model.links import Links
from validator.model.objects import Object
from validator.model.value import Unknown

_LINKS = {struct: LINKS[kind] for kind, struct in KINDS.items()}


class Hole(NamedTuple):
    """An unknown value.

    Attributes:
        keys: The keys of the view that are missing because of it.
        path: Where it is, as a user reads it: ``permissions.statements[2].actions``.
        unknown: Why it is not known.
    """

    keys: tuple[str, ...]
    path: str
    unknown: Unknown


class _Place(NamedTuple):
    """Where a walk has come to: the keys of a view that are missing where the value there is unknown."""

    keys: tuple[str, ...] = ()
    path: str = ""

    def field(self, name: str) -> "_Place":
        return _Place((name,), f"{self.path}.{name}" if self.path else name)

    def item(self, key: int | str) -> "_Place":
        return _Place((*self.keys, key) if isinstance(key, str) else self.keys, f"{self.path}[{key}]")


def holes(links: Links, found: Object, path: Path) -> Iterator[Hole]:
    """The unknown values that a path meets in an object."""
    return _holes(links, found, path, _Place())


def step(links: Links, value: Any, name: str) -> Any:
    """What a field, link or key of a value holds; an unknown or absent value stays what it is."""
    if value is None or isinstance(value, Unknown):
        return value
    if isinstance(value, dict):
        return value.get(name)
    if isinstance(value, Object) and name in _LINKS[type(value)]:
        return links.follow(value, name)
    return getattr(value, name)


def _holes(links: Links, value: Any, path: Path, place: _Place) -> Iterator[Hole]:
    if isinstance(value, Unknown):
        yield Hole(place.keys, place.path, value)
    elif isinstance(value, dict):
        # One unknown value can hide a whole map, so all of them count whatever key is read.
        for key, item in value.items():
            yield from _holes(links, item, path[1:], place.item(key))
    elif isinstance(value, list | tuple):
        rest = path[1:] if path[:1] == (ELEMENT,) else ()
        for number, item in enumerate(value):
            yield from _holes(links, item, rest, place.item(number))
    elif path and value is not None:
        yield from _holes(links, step(links, value, path[0]), path[1:], place.field(path[0]))
