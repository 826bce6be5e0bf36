"""What an operation that is answered here gets: who asks, where, for what."""

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from moto.core.exceptions import ServiceException

from tests.aws.settings import Settings

DEFAULT_PAGE = 100

Object = dict[str, Any]


@dataclass(frozen=True)
class Request:
    """A call of an operation, its input already as the model wants it."""

    account: str
    region: str
    given: Object
    settings: Settings

    def page(self, items: list[Any], asked: int | None, token: str | None) -> tuple[list[Any], str | None]:
        """One page of a list, with the token of the next.

        Args:
            items: All of the list, always in the same order.
            asked: How many results the caller wants at most.
            token: What the page before gave.

        Raises:
            ServiceException: The token is none of ours.
        """
        size = min(asked or DEFAULT_PAGE, self.settings.page_size or len(items) or 1)
        start = _offset(token)
        end = start + size
        return items[start:end], _token(end) if end < len(items) else None


def now() -> float:
    """The time as the JSON protocol writes it: seconds, with milliseconds."""
    return round(datetime.now(UTC).timestamp(), 3)


def fields(source: Object, *names: str) -> Object:
    """Those of some fields that a source has."""
    return {name: source[name] for name in names if source.get(name) is not None}


def _token(offset: int) -> str:
    return base64.urlsafe_b64encode(f"page:{offset}".encode()).decode()


def _offset(token: str | None) -> int:
    if token is None:
        return 0
    try:
        kind, _, offset = base64.urlsafe_b64decode(token).decode().partition(":")
        if kind == "page":
            return int(offset)
    except (binascii.Error, ValueError):
        pass
    raise ServiceException("InvalidParameterException", "The token for the next page is not valid")
