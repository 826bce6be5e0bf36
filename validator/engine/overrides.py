"""Parameters that have other values under some repository prefixes."""

from collections.abc import Mapping
from typing import Any

from validator.engine.holes import Hole
from validator.model.objects import CachedImage, Object, Repository, Rule, Template
from validator.model.prefixes import PrefixIndex, without_slash
from validator.model.value import Unknown, Value

# What says under which prefix an object is; objects of other kinds are under none.
_NAMED: dict[type[Object], str] = {Rule: "prefix", Template: "prefix", Repository: "name", CachedImage: "repository"}


class Overrides:
    """The values of parameters by prefix: for each parameter the longest prefix that covers an object wins."""

    def __init__(self, prefixes: Mapping[str, Mapping[str, Any]]) -> None:
        """Index the values, which must be checked already; prefixes may have a final slash."""
        named: dict[str, list[tuple[Value[str], tuple[Any]]]] = {}
        for prefix, params in prefixes.items():
            for name, value in params.items():
                # In a tuple, since a value may be null, which is how the index says that there is none.
                named.setdefault(name, []).append((without_slash(prefix), (value,)))
        self._indexes = {name: PrefixIndex(values) for name, values in named.items()}

    def applied(self, params: Mapping[str, Any], found: Object) -> dict[str, Any]:
        """The parameters as they hold for an object; those that its unknown prefix decides are left out."""
        applied = dict(params)
        for name in self._indexes.keys() & params.keys():
            match self._indexes[name].most_specific(_prefix(found)):
                case Unknown():
                    del applied[name]
                case (value,):
                    applied[name] = value
        return applied

    def hole(self, name: str, found: Object) -> Hole | None:
        """The unknown prefix of an object, where it decides on a parameter."""
        prefix = _prefix(found)
        if isinstance(prefix, Unknown) and name in self._indexes:
            return Hole((name,), _NAMED[type(found)], prefix)
        return None


def _prefix(found: Object) -> Value[str]:
    attribute = _NAMED.get(type(found))
    prefix: Value[str] = getattr(found, attribute) if attribute else None
    return prefix
