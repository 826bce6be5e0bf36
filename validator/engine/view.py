"""What an expression sees of an object: plain dicts and lists of exactly what the policies of its kind read.

The three values become CEL's: a known one stays, an absent one is ``null``, an unknown one is left out, so that
touching it is CEL's "no such key" error. A list that has an unknown scalar is left out whole, since nothing in CEL
makes ``"x" in list`` undecided for one element; so is a map that is read whole. Of the structs in a list each has its
own unknown fields left out.
"""

from collections.abc import Iterable
from enum import Enum
from typing import Any

import msgspec

from validator.engine.paths import ELEMENT, Path
from validator.model.kinds import LINKS
from validator.model.links import Links
from validator.model.objects import Object
from validator.model.value import Unknown

_PLAIN = frozenset({str, bool, float, type(None)})
_MISSING: Any = object()
_INT64 = range(-(2**63), 2**63)


class Node:
    """A step of the paths that are read, with the steps below it.

    Attributes:
        fields: The fields, or the keys of a map, that are read.
        links: The links that are followed.
        element: What is read of a list's elements or a map's values.
        whole: Whether a path ends here.
        seen: The objects that links led to and their views, by identity.
    """

    __slots__ = ("element", "fields", "links", "seen", "whole")

    def __init__(self, paths: Iterable[Path], target: str | None = None) -> None:
        """Grow a tree from the paths below a step; ``target`` is what it leads to, as `LINKS` spells it."""
        self.fields: list[tuple[str, Node]] = []
        self.links: list[tuple[str, Node]] = []
        self.element: Node | None = None
        self.whole = False
        self.seen: dict[int, tuple[Object, dict[str, Any]]] = {}
        below: dict[str, list[Path]] = {}
        for path in paths:
            if path:
                below.setdefault(path[0], []).append(path[1:])
            else:
                self.whole = True
        for name, rest in below.items():
            self._grow(name, rest, target)

    def _grow(self, name: str, rest: list[Path], target: str | None) -> None:
        if name == ELEMENT:
            self.element = Node(rest, target.removesuffix("*") if target else None)
        elif target and name in LINKS.get(target, ()):
            self.links.append((name, Node(rest, LINKS[target][name])))
        else:
            self.fields.append((name, Node(rest)))


_LEAF = Node([()])


class Projector:
    """Makes the views of one inventory's objects."""

    def __init__(self, links: Links) -> None:
        self._links = links

    def view(self, found: Object, node: Node) -> dict[str, Any]:
        """What the paths of a node read of an object."""
        view = self._struct(found, node)
        for name, below in node.links:
            value = self._linked(self._links.follow(found, name), below)
            if value is not _MISSING:
                view[name] = value
        return view

    def _struct(self, found: Any, node: Node) -> dict[str, Any]:
        view = {}
        for name, below in node.fields:
            value = getattr(found, name)
            if value.__class__ not in _PLAIN:
                value = self._plain(value, below)
                if value is _MISSING:
                    continue
            view[name] = value
        return view

    def _linked(self, target: Any, node: Node) -> Any:
        """The view of what a link leads to, made once: many rules share a registry."""
        if target.__class__ is list:
            element = node.element or _LEAF
            return [self._linked(one, element) for one in target]
        if target is None:
            return None
        if target.__class__ is Unknown:
            return _MISSING
        seen = node.seen.get(id(target))
        if seen is None:
            # The target is kept beside its view: an id means an object only while the object is there.
            seen = node.seen[id(target)] = (target, self.view(target, node))
        return seen[1]

    def _plain(self, value: Any, node: Node) -> Any:
        """A value as CEL takes it, or ``_MISSING``."""
        if value.__class__ in _PLAIN:
            return value
        if value.__class__ is Unknown:
            return _MISSING
        if isinstance(value, msgspec.Struct):
            return self._struct(value, node)
        if isinstance(value, list | tuple):
            element = node.element or _LEAF
            items = [self._plain(item, element) for item in value]
            return _MISSING if any(item is _MISSING for item in items) else items
        if isinstance(value, dict):
            return self._map(value, node)
        if isinstance(value, Enum):
            return value.value
        return value if value in _INT64 else float(value)

    def _map(self, value: dict[str, Any], node: Node) -> Any:
        if node.whole or node.element:
            element = node.element or _LEAF
            items = {key: self._plain(item, element) for key, item in value.items()}
            return _MISSING if any(item is _MISSING for item in items.values()) else items
        read = {key: self._plain(value[key], below) for key, below in node.fields if key in value}
        return {key: item for key, item in read.items() if item is not _MISSING}
