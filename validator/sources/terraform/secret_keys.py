"""The keys of a secret's JSON: what ECR cares about, and all that is kept of its value."""

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from validator.model.value import Unknown

# A key of a malformed secret could itself be a secret: what does not look like a name is not kept.
_NAME = re.compile(r"[A-Za-z][A-Za-z_ -]{0,31}")
OTHER_KEY = "(another key)"


def keys_of(value: Any) -> dict[str, bool] | None:
    """The keys of a secret's JSON object, each with whether it has a non-empty string; ``None``: no JSON object."""
    try:
        document = msgspec.json.decode(value) if isinstance(value, str) else None
    except msgspec.DecodeError:
        return None
    return keys_of_object(document) if isinstance(document, dict) else None


def keys_of_object(document: Mapping[str, Any]) -> dict[str, bool]:
    """The same of a decoded object. An unknown counts as a non-empty string: nothing says that it is empty."""
    return {
        key if _NAME.fullmatch(key) else OTHER_KEY: isinstance(one, Unknown) or (isinstance(one, str) and one != "")
        for key, one in document.items()
    }
