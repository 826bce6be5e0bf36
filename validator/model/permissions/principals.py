"""Principals of a policy statement. Source: IAM User Guide, "AWS JSON policy elements: Principal"."""

import re
from collections.abc import Iterator
from typing import Any

from validator.model.permissions.document import Principal
from validator.model.value import Unknown, Value

_ACCOUNT = re.compile(r"\d{12}")
_ARN = re.compile(
    r"arn:aws[a-z-]*:(?:iam|sts)::(?P<account>\d{12}):(?P<what>root|role|user|assumed-role|federated-user)\b"
)
_UNIQUE_ID = re.compile(r"A[A-Z]{3}[A-Z0-9]{12,}")
_IDENTITY = re.compile(r"(?:^|\.)aws_iam_(role|user)\.[^.]+\.(?:arn|\*)$")
_KINDS = {"root": "account", "assumed-role": "session", "federated-user": "session"}
_OTHER_TYPES = {"service": "service", "federated": "federated", "canonicaluser": "canonical-user"}


def parse_principals(element: Any) -> Value[list[Principal]]:
    """The principals of a ``Principal`` or ``NotPrincipal`` element; ``None`` where there is none."""
    if element is None or isinstance(element, Unknown):
        return element
    if isinstance(element, str):
        return [principal("*", element)]
    if isinstance(element, dict):
        return sorted(set(_typed(element)), key=str)
    return [Principal("invalid", type(element).__name__)]


def _typed(element: dict[str, Any]) -> Iterator[Principal]:
    for kind, ids in element.items():
        for value in ids if isinstance(ids, list) else [ids]:
            yield principal(kind, value)


def principal(written_type: str, value: Any) -> Principal:
    """One principal from the type it is written under (``AWS``, ``Service``, ``*`` …) and its id."""
    lowered = written_type.lower()
    if lowered in _OTHER_TYPES and value != "*":
        return Principal(_OTHER_TYPES[lowered], value)
    if isinstance(value, Unknown):
        return Principal(_kind_of_reference(value), value, value)
    text = str(value)
    if text == "*":
        return Principal("anyone", text)
    if lowered == "*":
        return Principal("invalid", text)
    return _aws(text)


def _kind_of_reference(value: Unknown) -> str | Unknown:
    """The kind of a principal whose ARN is not known yet, but that is known to be a role or user of the same code."""
    matches = [_IDENTITY.search(target) for target in value.refers_to]
    kinds = {match[1] if match else "" for match in matches}
    return kinds.pop() if len(kinds) == 1 and "" not in kinds else value


def _aws(text: str) -> Principal:
    if _ACCOUNT.fullmatch(text):
        return Principal("account", text, text)
    match = _ARN.match(text)
    if match:
        return Principal(_KINDS.get(match["what"], match["what"]), text, match["account"])
    if _UNIQUE_ID.fullmatch(text):
        return Principal("id", text)
    return Principal("invalid", text)
