"""``x.name``, ``x[key]``: steps into a value, which may be known, unknown, or an object that is not all there."""

import json
from typing import Any

from validator.model.value import Unknown
from validator.sources.hcl.conversions import to_number, to_string
from validator.sources.hcl.frame import LazyObject
from validator.sources.hcl.values import EvaluationError, TerraformSet, kind

_MISSING = object()
# More candidates than this say no more than "unknown".
_MAX_CANDIDATES = 100


def attribute(subject: Any, name: str) -> Any:
    """``subject.name``.

    Raises:
        EvaluationError: The subject has no such attribute.
    """
    if isinstance(subject, LazyObject):
        return subject.attribute(name)
    if isinstance(subject, dict):
        return _member(subject, name)
    if isinstance(subject, Unknown):
        return _step(subject, f".{name}")
    if subject is None:
        raise EvaluationError(f'the attribute "{name}" is asked of null')
    raise EvaluationError(f'the attribute "{name}" is asked of a {kind(subject)}')


def index(subject: Any, key: Any) -> Any:
    """``subject[key]``.

    Raises:
        EvaluationError: There is no such element, or the subject has none at all.
    """
    if isinstance(key, Unknown):
        return _candidates(subject, key)
    if key is None:
        raise EvaluationError("an index is null")
    if isinstance(subject, Unknown):
        return _step(subject, key_step(key))
    if isinstance(subject, dict):
        return attribute(subject, to_string(key))
    if isinstance(subject, TerraformSet):
        raise EvaluationError("a set's elements have no index")
    if not isinstance(subject, list):
        raise EvaluationError(f"a {kind(subject)} has no elements")
    position = to_number(key)
    if position not in range(len(subject)):
        raise EvaluationError(f"there is no element {position}, the list has {len(subject)}")
    return subject[int(position)]


def key_step(key: Any) -> str:
    """An instance key as addresses spell it: ``["a"]`` or ``[0]``."""
    if isinstance(key, int):
        return f"[{key}]"
    return "[" + json.dumps(to_string(key), ensure_ascii=False).replace("${", "$${").replace("%{", "%%{") + "]"


def _member(subject: dict[str, Any], name: str) -> Any:
    found = subject.get(name, _MISSING)
    if found is _MISSING:
        found = subject.get(LazyObject.REST, _MISSING)
    if found is _MISSING:
        raise EvaluationError(f'there is no attribute or key "{name}"')
    return found


def _step(subject: Unknown, step: str) -> Unknown:
    return Unknown(subject.reason, subject.detail, tuple(address + step for address in subject.refers_to))


def _candidates(subject: Any, key: Unknown) -> Unknown:
    """What an unknown key gives: one of the instances, when the subject is a resource with several."""
    elements = (
        list(subject.values() if isinstance(subject, dict) else subject) if isinstance(subject, list | dict) else []
    )
    addresses = tuple(element.address for element in elements if isinstance(element, LazyObject) and element.address)
    if addresses and len(addresses) == len(elements) <= _MAX_CANDIDATES:
        return Unknown(key.reason, key.detail, addresses)
    return Unknown(key.reason, key.detail)
