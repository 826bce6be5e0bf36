"""Values that may be known, absent or unknown: the three-valued heart of the model.

A field of a normalized object is a value (known), ``None`` (known to be absent) or an :class:`Unknown`, which says
why it can't be known yet. ``Value[str]`` spells that in a type.
"""

from enum import StrEnum
from typing import TypeAlias, TypeVar

import msgspec

T = TypeVar("T")


class Reason(StrEnum):
    """Why a value is unknown. Undecided outcomes are grouped by these words."""

    AFTER_APPLY = "known after apply"
    NO_VALUE = "a variable has no value"
    SENSITIVE = "sensitive, so it is not read"
    LINK_HIDDEN = "the plan does not show what it refers to"
    SEVERAL = "it is one of several objects that differ"
    ELSEWHERE = "it is not part of this input"
    MODULE_MISSING = "its module is not installed"
    EVALUATION = "its expression could not be evaluated"
    UNSUPPORTED = "it is written in a way that is not supported"
    IMPURE = "it changes with every run"
    ACCOUNT = "the account or region is not known"
    DENIED = "access was denied"
    FAILED = "the call to AWS failed"
    STOPPED = "it was not read before the end"
    UNMEASURED = "it can't be measured"
    INVALID = "it is not a valid document"
    REQUEST = "a condition on the request decides it"


class Unknown(msgspec.Struct, frozen=True, omit_defaults=True, rename={"reason": "unknown"}):
    """A value that exists or may exist, and can't be known from this source.

    Attributes:
        reason: Why.
        detail: What exactly: a variable's name, an error's text. Never a value.
        refers_to: The Terraform addresses (``module.x.type.name["key"].attribute``) one of which it equals; empty
            when the source does not tell. Several mean: one of these.
        prefix: What it is known to begin with, for strings that are known in part.
    """

    reason: Reason
    detail: str = ""
    refers_to: tuple[str, ...] = ()
    prefix: str = ""

    def __str__(self) -> str:
        """The reason as a user reads it."""
        return f"{self.reason} ({self.detail})" if self.detail else str(self.reason)


Value: TypeAlias = T | Unknown | None


def known(value: "Value[T]") -> T | None:
    """The value where it is known, else ``None``."""
    return None if isinstance(value, Unknown) else value
