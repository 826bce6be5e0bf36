"""Comparing plain values, lists whose order says nothing, and keys."""

import re
from collections.abc import Callable, Hashable
from typing import Any

from validator.drift.answer import Answer, Differs, differs
from validator.drift.words import shown
from validator.model.three_valued import first_unknown
from validator.model.value import Reason, Unknown, Value

_KEY_ARN = re.compile(r"arn:aws[a-z0-9-]*:kms:[a-z0-9-]+:\d{12}:(?P<key>.+)")
_OWN_ALIAS = "alias/aws/secretsmanager"


def plain(expected: Any, actual: Any, default: Any = None) -> Answer:
    """Two scalars; ``None`` is what the provider or AWS makes of a missing one."""
    unknown = first_unknown(expected, actual)
    if unknown:
        return unknown
    ours, theirs = (default if value is None else value for value in (expected, actual))
    return None if ours == theirs else differs(shown(ours), shown(theirs))


def listed(expected: Value[list[Value[str]]], actual: Value[list[Value[str]]]) -> Answer:
    """Two lists whose order says nothing; an empty one is as good as none."""
    alike = same_members(expected, actual)
    if isinstance(alike, Unknown):
        return alike
    return None if alike else differs(shown(expected or None), shown(actual or None))


def same_members(expected: Any, actual: Any, meaning: Callable[[Any], Hashable] = str) -> bool | Unknown:
    """Whether two lists have the same members.

    Args:
        expected: A list; ``None`` is an empty one.
        actual: Another.
        meaning: What of a member counts; an ``Unknown`` where it is not known.
    """
    unknown = first_unknown(expected, actual)
    if unknown:
        return unknown
    sides = [[one if isinstance(one, Unknown) else meaning(one) for one in side or ()] for side in (expected, actual)]
    open_ours, open_theirs = ([one for one in side if isinstance(one, Unknown)] for side in sides)
    ours, theirs = ({one for one in side if not isinstance(one, Unknown)} for side in sides)
    # Each unknown member may be one that the other side has more, or one that is listed already.
    if len(ours - theirs) > len(open_theirs) or len(theirs - ours) > len(open_ours):
        return False
    return next(iter([*open_ours, *open_theirs]), True)


def tags(expected: Any, actual: Any) -> Answer:
    """Two maps of tags: of those that differ, what each side has."""
    unknown = first_unknown(expected, actual)
    if unknown:
        return unknown
    ours, theirs = expected or {}, actual or {}
    doubt: Unknown | None = None
    differing = []
    for key in sorted(ours.keys() | theirs.keys()):
        answer = plain(ours.get(key), theirs.get(key))
        if isinstance(answer, Differs):
            differing.append(key)
        elif key in ours and key in theirs:
            doubt = doubt or answer
        else:
            # Whatever its value is, only one side has the tag.
            differing.append(key)
    return differs(_pairs(ours, differing), _pairs(theirs, differing)) if differing else doubt


def _pairs(side: dict[str, Any], keys: list[str]) -> str:
    return ", ".join(f"{key}={shown(side[key])}" if key in side else f"no {key}" for key in keys)


def secret_key(expected: Value[str], actual: Value[str]) -> Answer:
    """The keys of two secrets; none is Secrets Manager's own."""
    ours, theirs = (None if isinstance(one, str) and one.endswith(_OWN_ALIAS) else one for one in (expected, actual))
    return _keys(ours, theirs)


def repository_key(expected: Value[str], actual: Value[str]) -> Answer:
    """The keys of two repositories or templates; with KMS, no key is one of AWS's own, which AWS then shows."""
    if isinstance(expected, Unknown) or isinstance(actual, Unknown):
        return first_unknown(expected, actual)
    if expected is None and actual is not None:
        return Unknown(Reason.ELSEWHERE, detail="whether the key is AWS's own")
    return _keys(expected, actual)


def _keys(expected: Value[str], actual: Value[str]) -> Answer:
    answer = plain(expected, actual)
    if not isinstance(answer, Differs) or not isinstance(expected, str) or not isinstance(actual, str):
        return answer
    ours, theirs = (_key(one) for one in (expected, actual))
    if ours == theirs:
        return None
    if ours.startswith("alias/") != theirs.startswith("alias/"):
        return Unknown(Reason.ELSEWHERE, detail="the key that an alias means")
    return answer


def _key(text: str) -> str:
    """A key's id or an alias, without the ARN around it; two ARNs of one id are of one multi-Region key."""
    match = _KEY_ARN.fullmatch(text)
    return (match["key"] if match else text).removeprefix("key/")
