"""Checks and errors of ECR that more than one operation needs."""

import json

from moto.core.exceptions import ServiceException


def invalid(name: str, constraint: str) -> ServiceException:
    """The error for an input that breaks a constraint, in ECR's words."""
    return ServiceException(
        "InvalidParameterException", f"Invalid parameter at '{name}' failed to satisfy constraint: '{constraint}'"
    )


def without_paging(given: dict[str, object], names: str) -> None:
    """Refuse a page of what was asked for by name.

    Raises:
        ServiceException: ``InvalidParameterException``.
    """
    for option in ("nextToken", "maxResults"):
        if given.get(option) is not None:
            raise invalid(option, f"must not be given with {names}")


def is_object(text: str) -> bool:
    """Whether a text is a JSON object."""
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False
