"""What a policy, or the comparison with an account, has to say about an object."""

import hashlib
from enum import StrEnum

import msgspec

from validator.model.origin import Location


class Severity(StrEnum):
    """How bad it is, the worst first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for ``info`` up to 4 for ``critical``."""
        return _RANKS[self]

    def at_least(self, other: "Severity") -> bool:
        """Whether this is as bad as another severity, or worse."""
        return self.rank >= other.rank


_RANKS = {severity: rank for rank, severity in enumerate(reversed(Severity))}


class Outcome(StrEnum):
    """What a policy says of one object."""

    PASS = "pass"  # noqa: S105 - the outcome, not a password
    FAIL = "fail"
    UNDECIDED = "undecided"
    NOT_APPLICABLE = "not-applicable"
    ERROR = "error"


class Place(msgspec.Struct, frozen=True):
    """A registry as a finding names it; ``None`` is not known."""

    account: str | None
    region: str | None


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A ``fail``, ``undecided`` or ``error`` outcome, or a drift.

    Attributes:
        policy: The policy's id.
        name: The policy's name.
        severity: How bad it is.
        outcome: ``fail``, ``undecided`` or ``error``.
        address: The Terraform address or ARN of what is to be mended.
        registry: Where it lives.
        attribute: The path of the attribute it is about, or ``None``.
        message: One sentence that names the object and the value that is wrong.
        location: Where in the source.
        note: For what a called module makes: where it is called.
        remediation: How to mend it.
        url: The policy's page.
        fingerprint: Tells this finding from all others, and stays when lines move.
        reason: For ``undecided``, why: one of `validator.model.value.Reason`.
        input: The input it comes from, as the user named it.
        rationale: Why it matters, in a sentence or a few.
        title: The policy's title.
    """

    policy: str
    name: str
    severity: Severity
    outcome: Outcome
    address: str
    registry: Place
    attribute: str | None
    message: str
    location: Location | None
    remediation: str
    url: str
    fingerprint: str
    reason: str | None = None
    input: str = ""
    rationale: str = ""
    title: str = ""
    note: str = ""

    @property
    def order(self) -> tuple[object, ...]:
        """The worst first, then by place: the order in which findings are shown."""
        place = self.location
        where = (place.file, place.line, place.column) if place else ("", 0, 0)
        return (-self.severity.rank, self.policy, self.input, *where, self.address, self.attribute or "", self.message)


def fingerprint(*parts: str) -> str:
    """Sixteen hexadecimal digits that stand for the parts."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
