"""Whether one policy grants something that another one, the reference, does not.

Conditions are compared as they are written: a grant under conditions is no more than one under some of them, or under
wider ones. Whether a Deny of the reference is matched is asked too: the policy may not leave open what the reference
shuts.
"""

from collections.abc import Iterable, Iterator

import msgspec

from validator.model.permissions.actions import ECR_ACTIONS
from validator.model.permissions.bindings import implied
from validator.model.permissions.boxes import Box, Request, remainder
from validator.model.permissions.callers import EVERYBODY, shown
from validator.model.permissions.clauses import Clause
from validator.model.permissions.document import Condition, PolicyDocument
from validator.model.permissions.patterns import ANYTHING, Language, TooComplex
from validator.model.permissions.reach import TOO_COMPLEX, Reach, sure, why
from validator.model.value import Value


class Excess(msgspec.Struct, frozen=True):
    """A request that a policy grants and its reference does not.

    Attributes:
        statement: The label of the statement that grants it.
        principal: Who: an ARN, a service's name, ``anonymous``.
        action: What, such as ``ecr:PutImage``.
        resource: On what, an ARN.
    """

    statement: str
    principal: str
    action: str
    resource: str


def exceeds(
    policy: PolicyDocument,
    reference: PolicyDocument,
    *,
    resources: Language = ANYTHING,
    actions: Iterable[str] = ECR_ACTIONS,
) -> Value[Excess]:
    """A request that a policy grants and the reference does not.

    Args:
        policy: The policy.
        reference: The policy that says what may be granted.
        resources: The resources that count, see `validator.model.permissions.reach.repositories`.
        actions: The actions that count.

    Returns:
        A counterexample; ``None`` where there is none; an ``Unknown`` where there may be one.
    """
    actions = tuple(actions)
    ours, theirs = Reach(policy, actions), Reach(reference, actions)
    asked = Box(frozenset(actions), EVERYBODY, resources)
    try:
        for clause in ours.allows:
            for box in _surely(clause, asked, ours, theirs):
                found = box.witness()
                if found is not None:
                    return _excess(clause, found)
        doubtful = [clause for clause in ours.allows if any(_perhaps(clause, asked, ours, theirs))]
    except TooComplex:
        return TOO_COMPLEX
    return why([*doubtful, *ours.denies, *theirs.allows, *theirs.denies]) if doubtful else None


def _surely(clause: Clause, asked: Box, ours: Reach, theirs: Reach) -> Iterator[Box]:
    """What a clause surely grants and the reference surely does not."""
    granted = remainder([clause.least.meet(asked)], [deny.most for deny in ours.denies])
    yield from remainder(granted, [allow.most for allow in theirs.allows])
    yield from (box.meet(denied) for box in granted for denied in sure(theirs.denies))


def _perhaps(clause: Clause, asked: Box, ours: Reach, theirs: Reach) -> Iterator[Box]:
    """What a clause may grant and the reference may not."""
    given = clause.conditions
    granted = remainder([clause.most.meet(asked)], _under(ours.denies, given))
    yield from remainder(granted, _under(theirs.allows, given))
    for deny in theirs.denies:
        shut = [box.meet(deny.most) for box in granted]
        yield from remainder(shut, _under(ours.denies, (*given, *deny.conditions)))


def _under(found: Iterable[Clause], given: Iterable[Condition]) -> list[Box]:
    """What clauses surely cover wherever some conditions hold."""
    given = tuple(given)
    return [
        clause.least
        for clause in found
        if isinstance(clause.statement.conditions, list | None) and implied(clause.conditions, given)
    ]


def _excess(clause: Clause, found: Request) -> Excess:
    return Excess(clause.statement.label, shown(found.caller), found.action, found.resource)
