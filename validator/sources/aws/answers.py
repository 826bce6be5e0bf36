"""What the answers of several calls have in common."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from validator.model.value import Unknown, Value

Answer = dict[str, Any] | Unknown | None


def moment(time: datetime | None) -> str | None:
    """A time as the model has it: RFC 3339 in UTC, to the second."""
    return time.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if time else None


def now() -> str:
    """The present time, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def text(value: str | None) -> str | None:
    """A text; an empty one means as little as a missing one."""
    return value or None


def of(answer: Answer, read: Callable[[dict[str, Any]], Any]) -> Value[Any]:
    """What is read of an answer; nothing of what is absent or unknown."""
    return read(answer) if isinstance(answer, dict) else answer
