"""Repository prefixes: what one covers, and which of several wins.

Source: ECR User Guide, "Repository creation templates" and "Wildcards and ECR to ECR": a prefix covers the names below
it, a final slash is implied, the most specific one wins, and ``ROOT`` is the rest.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from validator.model.value import Unknown, Value

ROOT = "ROOT"

T = TypeVar("T")


def without_slash(prefix: Value[str]) -> Value[str]:
    """A prefix in its normal form: one final slash removed."""
    return prefix.removesuffix("/") if isinstance(prefix, str) else prefix


def narrowing(prefix: Value[str]) -> Value[str]:
    """An upstream prefix in its normal form; ``None`` where it narrows nothing: ``ROOT`` is ECR's default."""
    return None if prefix == ROOT else without_slash(prefix)


def beginning(prefix: str) -> str:
    """What the names below a prefix begin with."""
    return "" if prefix == ROOT else f"{prefix}/"


class PrefixIndex(Generic[T]):
    """Objects of one registry by their prefix or repository name."""

    def __init__(self, named: Iterable[tuple[Value[str], T]], unlisted: Unknown | None = None) -> None:
        """Index objects by a name each; an absent name is never found.

        Args:
            named: The names and the objects.
            unlisted: Why there may be more objects than these; ``None``: these are all.
        """
        self._by_name: dict[str, T] = {}
        self._unknown = unlisted
        for name, found in named:
            if isinstance(name, Unknown):
                self._unknown = self._unknown or name
            elif name:
                self._by_name.setdefault(name, found)
        self._names = sorted(self._by_name)

    def most_specific(self, name: Value[str]) -> Value[T]:
        """The object whose prefix ECR would choose for a name.

        Returns ``None`` where no prefix covers the name, and an ``Unknown`` where one might that is not known. Of a
        name that is not known its beginning may be enough to tell.
        """
        if isinstance(name, Unknown):
            return self._most_specific_of(name)
        if name is None:
            return name
        if name in self._by_name:
            return self._by_name[name]
        if self._unknown is not None:
            return self._unknown
        return next((self._by_name[prefix] for prefix in _ancestors(name) if prefix in self._by_name), None)

    def _most_specific_of(self, name: Unknown) -> Value[T]:
        """The same for a name of which no more than the beginning is known."""
        first = bisect_left(self._names, name.prefix)
        open_ended = first < len(self._names) and self._names[first].startswith(name.prefix)
        if not name.prefix or open_ended or self._unknown is not None:
            return name
        return next((self._by_name[prefix] for prefix in _ancestors(name.prefix) if prefix in self._by_name), None)

    def below(self, prefix: Value[str]) -> Value[list[T]]:
        """The objects whose names a prefix covers, in the order of their names."""
        if isinstance(prefix, Unknown):
            return prefix
        if self._unknown is not None:
            return self._unknown
        if prefix is None or prefix == ROOT:
            return [self._by_name[name] for name in self._names]
        exact = [self._by_name[prefix]] if prefix in self._by_name else []
        # "0" is the character after "/": all names between them lie below the prefix.
        first, last = bisect_left(self._names, f"{prefix}/"), bisect_left(self._names, f"{prefix}0")
        return exact + [self._by_name[name] for name in self._names[first:last]]


def _ancestors(name: str) -> Iterator[str]:
    """The prefixes that cover a name, the most specific one first."""
    while "/" in name:
        name = name.rpartition("/")[0]
        yield name
    yield ROOT
