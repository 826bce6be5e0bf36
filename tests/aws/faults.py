"""What the server does wrong on demand: answers that a real account gives too, but not when a test wants them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from threading import Lock

from tests.aws.calls import Call

DENIED, THROTTLED, UNSUPPORTED = "denied", "throttled", "unsupported"


@dataclass
class Fault:
    """One kind of wrong answer.

    Attributes:
        kind: ``denied``, ``throttled`` or ``unsupported``.
        action: An IAM action; ``*`` stands for anything: ``ecr:Describe*``.
        account: Only calls of this account; None for all.
        region: Only calls in this region; None for all.
        left: How many more calls it spoils; None for every one.
    """

    kind: str
    action: str
    account: str | None = None
    region: str | None = None
    left: int | None = None

    def concerns(self, call: Call) -> bool:
        """Whether a call is among those that it spoils."""
        return (
            self.left != 0
            and self.account in {None, call.account}
            and self.region in {None, call.region}
            and fnmatchcase(call.action, self.action)
        )


@dataclass
class Faults:
    """The faults that are switched on; safe to change while requests are served."""

    _faults: list[Fault] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def add(self, faults: Iterable[Fault]) -> None:
        """Switch faults on."""
        with self._lock:
            self._faults = [*self._faults, *faults]

    def clear(self) -> None:
        """Switch all faults off."""
        with self._lock:
            self._faults = []

    def of(self, call: Call) -> str | None:
        """The kind of fault that a call meets, which counts as one of those that it spoils; None for none."""
        if not self._faults:
            return None
        with self._lock:
            for fault in self._faults:
                if fault.concerns(call):
                    if fault.left is not None:
                        fault.left -= 1
                    return fault.kind
        return None
