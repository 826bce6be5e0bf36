"""What a comparison found, and how much it compared."""

import msgspec

from validator.model.objects import Drift
from validator.model.value import Unknown

SAMPLES = 5
"""How many paths stand for what could not be compared for one reason."""

UNREAD = "its registry was not read"
ABOUT_TO_CHANGE = "the plan is about to change it"
PARTLY = "a part of the input could not be read"


class NotCompared(msgspec.Struct):
    """What could not be compared for one reason: how much, and the first paths of it."""

    count: int = 0
    samples: list[str] = []


class Comparison(msgspec.Struct):
    """What the comparison with one registry, or with several, found.

    Attributes:
        by_input: The missing objects and the differences, for each input in the order they were given.
        unmanaged: What no input has.
        compared: How many attributes were compared.
        equal: How many of these mean the same on both sides.
        not_compared: What was not, by the reason: one of `validator.model.value.Reason`, or of this module's.
        untouched: The keys of registries that were read and of which no input says anything.
    """

    by_input: list[list[Drift]]
    unmanaged: list[Drift] = []
    compared: int = 0
    equal: int = 0
    not_compared: dict[str, NotCompared] = {}
    untouched: list[str] = []

    @property
    def drifts(self) -> list[Drift]:
        """All drifts in the order of their addresses."""
        found = [*self.unmanaged, *(drift for drifts in self.by_input for drift in drifts)]
        return sorted(found, key=lambda drift: (drift.address, drift.registry.key, str(drift.attribute or "")))

    def skip(self, reason: str | Unknown, path: str) -> None:
        """Count something that could not be compared."""
        text = reason.reason.value if isinstance(reason, Unknown) else reason
        skipped = self.not_compared.setdefault(text, NotCompared())
        skipped.count += 1
        if len(skipped.samples) < SAMPLES:
            skipped.samples.append(path)

    def add(self, other: "Comparison") -> None:
        """Add what another comparison of the same inputs found."""
        for drifts, more in zip(self.by_input, other.by_input, strict=True):
            drifts.extend(more)
        self.unmanaged += other.unmanaged
        self.compared += other.compared
        self.equal += other.equal
        self.untouched += other.untouched
        for reason, skipped in other.not_compared.items():
            ours = self.not_compared.setdefault(reason, NotCompared())
            ours.count += skipped.count
            ours.samples = [*ours.samples, *skipped.samples][:SAMPLES]


def nothing(inputs: int) -> Comparison:
    """The comparison of a number of inputs with nothing so far."""
    return Comparison([[] for _ in range(inputs)])
