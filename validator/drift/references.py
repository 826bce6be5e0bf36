"""Comparing what rules and templates refer to: a secret or a role that Terraform names before it has an ARN."""

import re
from collections.abc import Callable
from typing import Any

from validator.drift.answer import Answer, Differs
from validator.drift.scalars import plain
from validator.model.inventory import Inventory
from validator.model.references import ReferenceIndex
from validator.model.three_valued import first_unknown
from validator.model.usage import name_in_arn, without_suffix
from validator.model.value import Reason, Unknown, Value, known

_PLACE = re.compile(r"arn:aws[a-z-]*:[a-z]+:(?P<region>[a-z0-9-]*):(?P<account>\d{12}):")
_ROLE = re.compile(r"arn:aws[a-z-]*:iam::\d{12}:role/(?:.*/)?(?P<name>[^/]+)")


class References:
    """The secrets and roles of one inventory that an ARN can be compared with."""

    def __init__(self, inventory: Inventory) -> None:
        self._secrets = ReferenceIndex(inventory.credentials)
        self._roles = ReferenceIndex(inventory.roles)

    def secret(self, expected: Value[str], actual: Value[str]) -> Answer:
        """Whether the ARN of a secret is the expected one, or that of the secret that is referred to."""
        if isinstance(expected, str) and isinstance(actual, str) and without_suffix(actual) == expected:
            return None
        return _compared(expected, actual, self._secrets, name_in_arn)

    def role(self, expected: Value[str], actual: Value[str]) -> Answer:
        """Whether the ARN of a role is the expected one, or that of the role that is referred to."""
        return _compared(expected, actual, self._roles, role_name)


def role_name(arn: str) -> Value[str]:
    """The name of the role that an ARN means, without its path."""
    match = _ROLE.fullmatch(arn)
    return match["name"] if match else Unknown(Reason.INVALID, detail=arn)


def _compared(
    expected: Value[str], actual: Value[str], index: ReferenceIndex[Any], name_of: Callable[[str], Value[str]]
) -> Answer:
    if not isinstance(expected, Unknown) or isinstance(actual, Unknown):
        return plain(expected, actual)
    meant = index.candidates(expected)
    if not meant:
        return expected
    names = [one.name for one in meant]
    said = " or ".join(str(known(one.name) or one.address) for one in meant)
    if actual is None:
        return Differs(said, "none")
    if not any(_may_be(one, actual, name_of(actual)) for one in meant):
        return Differs(said, actual)
    return first_unknown(*names) or (Unknown(Reason.SEVERAL, detail=said) if len(meant) > 1 else None)


def _may_be(one: Any, arn: str, name: Value[str]) -> bool:
    """Whether an ARN of a name may be that of an object, as far as its name, account and region are known."""
    place = _PLACE.match(arn)
    if not isinstance(one.name, Unknown) and not isinstance(name, Unknown) and one.name != name:
        return False
    account, region = (place["account"], place["region"]) if place else (None, None)
    pairs = [(account, one.registry.account), (region or None, one.registry.region)]
    return all(ours is None or not isinstance(theirs, str) or ours == theirs for ours, theirs in pairs)
