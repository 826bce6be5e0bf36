"""The settings of a registry: what is scanned, and where images are copied."""

import msgspec

from validator.model.value import Value


class ScanRule(msgspec.Struct, frozen=True):
    """How often the repositories that a filter matches are scanned."""

    frequency: Value[str]
    filters: Value[list[Value[str]]]


class Scanning(msgspec.Struct, frozen=True):
    """A registry's scanning: ``BASIC`` or ``ENHANCED``, and its rules."""

    type: Value[str]
    rules: Value[list[ScanRule]]


class ReplicationRule(msgspec.Struct, frozen=True):
    """Where the repositories under the prefixes are copied: ``account/region``; no prefix means all repositories."""

    destinations: Value[list[Value[str]]]
    prefixes: Value[list[Value[str]]]
