"""What is known of a secret beyond its name and permissions: its value, without the value itself, and its rotation."""

import msgspec

from validator.model.value import Value


class SecretValue(msgspec.Struct, frozen=True):
    """What is known of a secret's value, which itself is never kept.

    Attributes:
        given_by: ``literal`` (it stands in the code), ``variable``, ``generated``, ``lookup``.
        keys: The keys of its JSON object, each with whether its value is a non-empty string; ``None``: it is no
            JSON object.
        write_only: Whether it stays out of plan and state.
    """

    given_by: Value[str]
    keys: Value[dict[str, bool]]
    write_only: bool


class Rotation(msgspec.Struct, frozen=True):
    """A secret's rotation.

    Attributes:
        enabled: Whether it is on.
        days: After how many days; ``None``: by a schedule that is no number of days.
        due: When the next one is due at the latest, in RFC 3339; only a live account tells.
    """

    enabled: Value[bool]
    days: Value[int] = None
    due: Value[str] = None
