"""Which events of pull through cache an EventBridge pattern matches.

Sources: EventBridge User Guide, "Comparison operators for use in event patterns"; ECR User Guide, "Amazon ECR events
and EventBridge". A failed sync is an event whose ``sync-status`` is not ``SUCCESS`` and that has a ``failure-code``.
"""

import fnmatch
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import msgspec

from validator.model.value import Reason, Unknown, Value

SOURCE = "aws.ecr"
DETAIL_TYPE = "ECR Pull Through Cache Action"
_SUCCESS = "SUCCESS"
_ONLY_OF_FAILURES = frozenset({"failure-code", "failure-reason"})


class Matches(msgspec.Struct, frozen=True):
    """What a pattern matches.

    Attributes:
        syncs: Whether any event of pull through cache.
        failures: Whether the failed ones, of one prefix at least: a pattern may narrow them to some prefixes.
    """

    syncs: Value[bool]
    failures: Value[bool]


class Counted(msgspec.Struct, frozen=True):
    """Which syncs a pattern matches that matches nothing else.

    Attributes:
        prefix: The prefix that it names; ``None``: those of the whole registry.
    """

    prefix: str | None


NOTHING = Matches(syncs=False, failures=False)


def matches(pattern: Value[str]) -> Matches:
    """What an event pattern matches; a rule without one runs by a schedule."""
    if isinstance(pattern, Unknown):
        return Matches(pattern, pattern)
    return _matches(pattern) if pattern else NOTHING


def counted(pattern: str | None) -> Counted | None:
    """Which syncs a pattern matches, if it matches all of them, of one prefix or of all, and no other event.

    Only patterns that say so plainly count: ``None`` is also the answer for what could be worked out with more effort.
    """
    try:
        decoded = msgspec.json.decode(pattern or "{}", type=dict[str, Any])
    except msgspec.DecodeError:
        return None
    detail = decoded.pop("detail", {})
    if decoded != {"source": [SOURCE], "detail-type": [DETAIL_TYPE]}:
        return None
    match detail:
        case {"ecr-repository-prefix": [str(prefix)]} if len(detail) == 1:
            return Counted(prefix)
        case {} if not detail:
            return Counted(None)
    return None


@lru_cache(maxsize=1024)
def _matches(pattern: str) -> Matches:
    try:
        decoded = msgspec.json.decode(pattern, type=dict[str, Any])
    except msgspec.DecodeError as error:
        unknown = Unknown(Reason.INVALID, detail=f"event pattern: {error}")
        return Matches(unknown, unknown)
    if not _every(decoded):
        return NOTHING
    return Matches(syncs=True, failures=_failures(decoded))


def _every(pattern: dict[str, Any]) -> bool:
    """Whether the pattern's outer fields let an event of pull through cache through; others may have any value."""
    alternatives = pattern.get("$or")
    if isinstance(alternatives, list) and not any(_every(one) for one in alternatives if isinstance(one, dict)):
        return False
    return all(
        name not in pattern or _some(pattern[name], lambda matcher, value=value: _admits(matcher, value))  # type: ignore[misc]
        for name, value in (("source", SOURCE), ("detail-type", DETAIL_TYPE))
    )


def _failures(pattern: dict[str, Any]) -> bool:
    alternatives = pattern.get("$or")
    if isinstance(alternatives, list):
        branches = [one for one in alternatives if isinstance(one, dict) and _every(one)]
        if not any(_failures(one) for one in branches):
            return False
    detail = pattern.get("detail")
    return not isinstance(detail, dict) or _detail(detail)


def _detail(detail: dict[str, Any]) -> bool:
    alternatives = detail.get("$or")
    if isinstance(alternatives, list) and not any(_detail(one) for one in alternatives if isinstance(one, dict)):
        return False
    if "sync-status" in detail and not _some(detail["sync-status"], _admits_a_failure):
        return False
    return all(_some(detail[name], _admits_presence) for name in _ONLY_OF_FAILURES if name in detail)


def _some(matchers: Any, test: Callable[[Any], bool]) -> bool:
    return any(test(matcher) for matcher in matchers) if isinstance(matchers, list) else False


def _admits(matcher: Any, value: str) -> bool:
    """Whether one matcher of a field admits a value."""
    if not isinstance(matcher, dict):
        return bool(matcher == value)
    return all(_OPERATORS.get(name, _never)(operand, value) for name, operand in matcher.items())


def _admits_a_failure(matcher: Any) -> bool:
    """Whether a matcher of the status admits any other than success; which word a failure has is not documented."""
    if not isinstance(matcher, dict):
        return isinstance(matcher, str) and matcher != _SUCCESS
    if "anything-but" in matcher:
        return _admits(matcher, "FAILURE") or _admits(matcher, "FAILED")
    if matcher.get("exists") is False:
        return False
    equal = matcher.get("equals-ignore-case", matcher.get("prefix", matcher.get("suffix", "")))
    return not isinstance(equal, str) or equal.upper() != _SUCCESS


def _admits_presence(matcher: Any) -> bool:
    return not isinstance(matcher, dict) or matcher.get("exists") is not False


def _never(_: Any, __: str) -> bool:
    return False


def _cased(operand: Any, value: str, test: Callable[[str, str], bool]) -> bool:
    if isinstance(operand, dict):
        return test(value.lower(), str(operand.get("equals-ignore-case", "")).lower())
    return test(value, str(operand))


def _anything_but(operand: Any, value: str) -> bool:
    if isinstance(operand, dict):
        return not any(_OPERATORS.get(name, _never)(one, value) for name, one in operand.items())
    return value not in (operand if isinstance(operand, list) else [operand])


_OPERATORS: dict[str, Callable[[Any, str], bool]] = {
    "prefix": lambda operand, value: _cased(operand, value, str.startswith),
    "suffix": lambda operand, value: _cased(operand, value, str.endswith),
    "equals-ignore-case": lambda operand, value: value.lower() == str(operand).lower(),
    "wildcard": lambda operand, value: fnmatch.fnmatchcase(value, str(operand).replace("[", "[[]")),
    "exists": lambda operand, _: operand is True,
    "anything-but": _anything_but,
}
