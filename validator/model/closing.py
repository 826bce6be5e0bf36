"""Which statements of a registry's policy close a rule: nothing new comes under its prefix, whoever asks.

What fills a cache, and whose service-linked role does it: `validator.model.permissions.actions.FILLED_BY`.
"""

from collections.abc import Sequence

from validator.model.permissions.access import Access, Denied
from validator.model.permissions.actions import FILLED_BY
from validator.model.permissions.patterns import head
from validator.model.prefixes import beginning
from validator.model.three_valued import each, every, some, some_of
from validator.model.value import Unknown, Value


def closed_by(access: Value[Access], prefix: Value[str]) -> Value[list[str]]:
    """The labels of the statements that surely close a whole prefix; unknown where one only may.

    Not counted is a Deny with a condition that each request decides, and one that leaves a part of the prefix open.
    """
    if prefix is None:
        return None
    if not isinstance(access, Access):
        return access
    closing: list[str] = []
    doubt: Unknown | None = None
    for denied in access.denied:
        closes = _closes(denied, prefix)
        if isinstance(closes, Unknown):
            doubt = doubt or closes
        elif closes:
            closing.append(denied.statement)
    return closing or doubt or []


def _closes(denied: Denied, prefix: str | Unknown) -> bool | Unknown:
    if denied.conditional:
        return False
    names_it = some_of(denied.names, lambda name: _covers(name, prefix))
    return every([_stops_filling(denied), some([names_it, _spares_none(denied, prefix)])])


def _stops_filling(denied: Denied) -> bool | Unknown:
    """Whether the service-linked role of an action that fills the cache is stopped, too."""
    return some(
        every([_has(denied.actions, action), _has(denied.stops, service)]) for action, service in FILLED_BY.items()
    )


def _has(values: Value[Sequence[Value[str]]], value: str) -> Value[bool]:
    return some_of(values, lambda one: one == value)


def _covers(name: str, prefix: str | Unknown) -> Value[bool]:
    """Whether a pattern matches every name below a prefix."""
    before = head(name)
    if name != f"{before}*":
        return False
    if not before:
        return True
    return prefix if isinstance(prefix, Unknown) else beginning(prefix).startswith(before)


def _spares_none(denied: Denied, prefix: str | Unknown) -> Value[bool]:
    """Whether a statement is about all names but those of some patterns, and none of these is below a prefix."""
    spared = denied.not_names
    if not isinstance(spared, list):
        return spared
    return every(each(spared, lambda name: _misses(name, prefix)))


def _misses(name: str, prefix: str | Unknown) -> Value[bool]:
    """Whether a pattern matches no name below a prefix. Names are compared up to the first wildcard."""
    before = head(name)
    if isinstance(prefix, Unknown):
        return False if not before and name else prefix
    below = beginning(prefix)
    return not (before.startswith(below) or (before != name and below.startswith(before)))
