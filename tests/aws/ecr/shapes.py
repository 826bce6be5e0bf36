"""Inputs checked by the SDK's own model: types, required members, enums, lengths, ranges and patterns.

The SDK itself checks types, required members and minimums; the rest is left to the service.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from botocore.model import ListShape, MapShape, Shape, StringShape, StructureShape
from moto.core.exceptions import ServiceException

from tests.aws.ecr.errors import invalid

_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "blob": str,
    "integer": int,
    "long": int,
    "boolean": bool,
    "float": (int, float),
    "double": (int, float),
    "timestamp": (int, float),
    "list": list,
    "map": dict,
    "structure": dict,
}


def check(shape: Shape, value: Any, path: str = "") -> None:
    """Refuse a value that is not as its shape says.

    Raises:
        ServiceException: ``SerializationException`` for a wrong type, ``InvalidParameterException`` for the rest.
    """
    wanted = _TYPES[shape.type_name]
    if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
        raise ServiceException("SerializationException", f"'{path or 'request'}' is not a {shape.type_name}")
    if isinstance(shape, StructureShape):
        _check_members(shape, value, path)
    elif isinstance(shape, ListShape):
        _check_size(shape, len(value), path, "length")
        for number, item in enumerate(value, 1):
            check(shape.member, item, f"{path}.{number}.member")
    elif isinstance(shape, MapShape):
        for key, item in value.items():
            check(shape.key, key, path)
            check(shape.value, item, f"{path}.{key}")
    elif isinstance(shape, StringShape):
        _check_text(shape, value, path)
    elif shape.type_name in {"integer", "long"}:
        _check_size(shape, value, path, "value")


def _check_members(shape: StructureShape, value: dict[str, Any], path: str) -> None:
    for name in shape.required_members:
        if value.get(name) is None:
            raise invalid(_below(path, name), "Member must not be null")
    for name, item in value.items():
        # Services ignore members that they don't know, and take null for left out.
        if name in shape.members and item is not None:
            check(shape.members[name], item, _below(path, name))


def _check_text(shape: StringShape, value: str, path: str) -> None:
    if shape.enum and value not in shape.enum:
        raise invalid(path, f"Member must satisfy enum value set: [{', '.join(shape.enum)}]")
    _check_size(shape, len(value), path, "length")
    pattern = shape.metadata.get("pattern")
    if pattern and not _matcher(pattern)(value):
        raise invalid(path, f"must satisfy regular expression '{pattern}'")


def _check_size(shape: Shape, size: int, path: str, what: str) -> None:
    least, most = shape.metadata.get("min"), shape.metadata.get("max")
    if least is not None and size < least:
        raise invalid(path, f"Member must have {what} greater than or equal to {least}")
    if most is not None and size > most:
        raise invalid(path, f"Member must have {what} less than or equal to {most}")


@cache
def _matcher(pattern: str) -> Callable[[str], re.Match[str] | None]:
    # Some of the model's patterns have no anchors; the service means the whole value.
    return re.compile(pattern).fullmatch


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
