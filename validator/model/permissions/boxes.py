"""Sets of requests: every one of some callers, doing one of some actions, on one of some resources."""

from collections.abc import Iterable
from typing import NamedTuple

from validator.model.permissions.patterns import ANYTHING, Language, TooComplex

# A policy document has 10,240 characters; as people write them a dozen boxes are left.
MOST_BOXES = 300


class Request(NamedTuple):
    """One request: a caller (see `validator.model.permissions.callers`), an action and a resource's ARN."""

    caller: str
    action: str
    resource: str


class Box(NamedTuple):
    """The requests of some callers, for some actions, on some resources."""

    actions: frozenset[str]
    callers: Language = ANYTHING
    resources: Language = ANYTHING

    def meet(self, other: "Box") -> "Box":
        """The requests that are in both."""
        return Box(self.actions & other.actions, self.callers.meet(other.callers), self.resources.meet(other.resources))

    def witness(self) -> Request | None:
        """A request in it; ``None`` where it is empty.

        Raises:
            TooComplex: It can't be told within bounds.
        """
        if not self.actions:
            return None
        resource = self.resources.witness()
        caller = None if resource is None else self.callers.witness()
        return None if resource is None or caller is None else Request(caller, min(self.actions), resource)

    def less(self, other: "Box") -> list["Box"]:
        """What is in this one only, as a union of boxes, some of which may be empty."""
        shared = self.actions & other.actions
        if not shared:
            return [self]
        pieces = [Box(self.actions - shared, self.callers, self.resources)] if self.actions - shared else []
        pieces += [Box(shared, callers, self.resources) for callers in self.callers.less(other.callers)]
        callers = self.callers.meet(other.callers)
        return pieces + [Box(shared, callers, resources) for resources in self.resources.less(other.resources)]


def remainder(boxes: Iterable[Box], taken: Iterable[Box]) -> list[Box]:
    """What is left of some boxes when others are taken away: boxes that are not empty.

    Raises:
        TooComplex: More than `MOST_BOXES` are left on the way.
    """
    left = [box for box in boxes if box.witness()]
    for other in taken:
        if not other.actions:
            continue
        left = [piece for box in left for piece in _pieces(box, other)]
        if len(left) > MOST_BOXES:
            raise TooComplex
    return left


def _pieces(box: Box, other: Box) -> list[Box]:
    if box.meet(other).witness() is None:
        return [box]
    return [piece for piece in dict.fromkeys(box.less(other)) if piece.witness()]
