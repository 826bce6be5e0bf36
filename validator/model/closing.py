"""Which statements of a registry's policy close a rule: nothing new comes under its prefix, whoever asks.

Sources: ECR User Guide, "IAM permissions required to sync an upstream registry" and "Using service-linked roles for
Amazon ECR": what fills a cache, and whose role does it.
"""

from validator.model.permissions.access import Access, Denied
from validator.model.prefixes import beginning
from validator.model.three_valued import every, some
from validator.model.value import Unknown, Value

_FILLED_BY = {
    "ecr:BatchImportUpstreamImage": "pullthroughcache.ecr.amazonaws.com",
    "ecr:CreateRepository": "ecr.amazonaws.com",
}
_WILDCARDS = "*?"


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
    return every([_stops_filling(denied), some([_names_it(denied.names, prefix), _spares_none(denied, prefix)])])


def _stops_filling(denied: Denied) -> bool | Unknown:
    """Whether the service-linked role of an action that fills the cache is stopped, too."""
    return some(
        every([_has(denied.actions, action), _has(denied.stops, service)]) for action, service in _FILLED_BY.items()
    )


def _has(values: Value[list[Value[str]]] | Value[list[str]], value: str) -> Value[bool]:
    if isinstance(values, Unknown):
        return values
    return some(one if isinstance(one, Unknown) else one == value for one in values or ())


def _names_it(names: Value[list[Value[str]]], prefix: str | Unknown) -> Value[bool]:
    """Whether one of the name patterns matches every name below a prefix."""
    if not isinstance(names, list):
        return names
    return some(one if isinstance(one, Unknown) else _covers(one, prefix) for one in names if one is not None)


def _covers(name: str, prefix: str | Unknown) -> Value[bool]:
    head = _head(name)
    if name != f"{head}*":
        return False
    if not head:
        return True
    return prefix if isinstance(prefix, Unknown) else beginning(prefix).startswith(head)


def _spares_none(denied: Denied, prefix: str | Unknown) -> Value[bool]:
    """Whether a statement is about all names but those of some patterns, and none of these is below a prefix."""
    spared = denied.not_names
    if not isinstance(spared, list):
        return spared
    return every(one if isinstance(one, Unknown) else _misses(one, prefix) for one in spared if one is not None)


def _misses(name: str, prefix: str | Unknown) -> Value[bool]:
    """Whether a pattern matches no name below a prefix. Names are compared up to the first wildcard."""
    head = _head(name)
    if isinstance(prefix, Unknown):
        return False if not head and name else prefix
    below = beginning(prefix)
    return not (head.startswith(below) or (head != name and below.startswith(head)))


def _head(name: str) -> str:
    """What stands before the first wildcard."""
    return name[: min((name.find(one) for one in _WILDCARDS if one in name), default=len(name))]
