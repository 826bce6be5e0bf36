"""The names of repositories that the resources of a statement mean, as facts show them."""

from collections.abc import Iterable

from validator.model.permissions.boxes import Box
from validator.model.permissions.document import Statement
from validator.model.permissions.patterns import Language, head, language
from validator.model.three_valued import first_unknown
from validator.model.value import Unknown, Value


def names_of(patterns: Value[list[Value[str]]], resources: Language) -> Value[list[Value[str]]]:
    """The names that patterns mean; ``*`` for all.

    Args:
        patterns: The patterns of a statement; ``None``: it has none, so that it is about everything.
        resources: The resources that it can be about.
    """
    if isinstance(patterns, Unknown):
        return patterns
    if patterns is None:
        return ["*"]
    known = sorted(_named(frozenset(one for one in patterns if isinstance(one, str)), resources))
    return [*known, *(one for one in patterns if isinstance(one, Unknown))]


def names_left(statement: Statement, left: Iterable[Box], resources: Language) -> Value[list[Value[str]]]:
    """The names of what is left of a statement once others took away from it; an unknown one may be any."""
    unknown = unknown_in(statement.resources) or unknown_in(statement.not_resources)
    names = sorted({name for box in left for name in _narrowest(box.resources, resources)})
    return [*names, unknown] if unknown else [*names]


def unknown_in(patterns: Value[list[Value[str]]]) -> Unknown | None:
    """The first pattern that is unknown, or the list itself."""
    return patterns if isinstance(patterns, Unknown) else first_unknown(*(patterns or ()))


def _narrowest(found: Language, resources: Language) -> frozenset[str]:
    """The names of the set of patterns that says most: the one with the longest beginnings."""
    named = [_named(patterns, resources) for patterns in found.within]
    return max(named, key=lambda names: min((len(head(name)) for name in names), default=0), default=frozenset("*"))


def _named(patterns: frozenset[str], resources: Language) -> frozenset[str]:
    meant = (one for one in patterns if resources.meet(language([one])).witness() is not None)
    names = (one.partition(":repository/")[2] for one in meant)
    return frozenset(name if name.strip("*?") else "*" for name in names)
