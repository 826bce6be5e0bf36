"""What a value says about an object where the value itself is not known."""

import re
from typing import Any

from validator.model.value import Unknown, Value

_DATA = re.compile(r"(?:^|\.)data\.")


def text(value: Any) -> Value[str]:
    """A string argument; the provider sends an empty one as little as a missing one."""
    return value if isinstance(value, Unknown) else (str(value) if value not in {None, ""} else None)


def is_given(value: Value[str]) -> Value[bool]:
    """Whether an argument has a value: known where the value is, or where it is the attribute of something declared."""
    if isinstance(value, Unknown):
        return True if value.refers_to and not any(_DATA.search(target) for target in value.refers_to) else value
    return value is not None


def texts(value: Any) -> Value[list[Value[str]]]:
    """A list or set of strings."""
    if value is None or isinstance(value, Unknown):
        return value
    return [one if isinstance(one, Unknown) else str(one) for one in value]
