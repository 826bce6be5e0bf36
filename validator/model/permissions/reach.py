"""Who may do what on what, by one policy document.

The answers are those of this document alone. An explicit Deny wins over every Allow, and what nothing allows is not
allowed. What else decides about a request is not looked at: the caller's identity policies (an account as principal
leaves it to them), permissions boundaries, service and resource control policies. Source: IAM User Guide, "Policy
evaluation logic".
"""

from collections.abc import Iterable
from typing import NamedTuple

from validator.model.permissions.actions import ECR_ACTIONS
from validator.model.permissions.boxes import Box, remainder
from validator.model.permissions.callers import EVERYBODY, caller
from validator.model.permissions.clauses import Clause, clauses, each_principal
from validator.model.permissions.document import PolicyDocument, Principal
from validator.model.permissions.patterns import Language, TooComplex, language
from validator.model.value import Reason, Unknown, Value

REQUEST = Unknown(Reason.REQUEST)
TOO_COMPLEX = Unknown(Reason.UNSUPPORTED, detail="a policy with too many wildcards")


class Holder(NamedTuple):
    """A principal that a document lets in.

    Attributes:
        principal: As the statement names it; ``NotPrincipal`` lets in anyone.
        statement: The label of the statement.
        certain: True: it surely is let in, on some of the resources asked about; unknown: perhaps.
    """

    principal: Principal
    statement: str
    certain: Value[bool]


class Reach:
    """The questions that can be asked of a document."""

    def __init__(self, document: PolicyDocument, actions: Iterable[str] = ECR_ACTIONS) -> None:
        """Prepare a document, for questions about some actions."""
        self._document = document
        self._actions = {action.lower(): action for action in actions}
        found = clauses(document, self._actions.values())
        self.allows = [clause for clause in found if clause.allows]
        self.denies = [clause for clause in found if not clause.allows]

    def may(self, principal: str, action: str, resource: str) -> Value[bool]:
        """Whether a principal may do an action on a resource.

        Args:
            principal: An ARN, an account id, a service's name, or ``*`` for anybody. A role means all its sessions,
                ``ROLE_ARN#SESSION`` one of them, an account all its callers.
            action: Such as ``ecr:PutImage``, in any case.
            resource: An ARN or a pattern.

        Returns:
            True where every such request is allowed, false where none is; else an ``Unknown`` that says what decides.
        """
        asked = Box(self._named(action), EVERYBODY.meet(caller(principal)), language([resource]))
        try:
            return self._answer(asked)
        except TooComplex:
            return TOO_COMPLEX

    def who_may(self, action: str, resource: str = "*") -> list[Holder]:
        """The principals that may do an action on a resource, or on some of those that a pattern matches."""
        asked = Box(self._named(action), EVERYBODY, language([resource]))
        found = [_holder(clause, self, asked) for clause in each_principal(self._document, self._actions.values())]
        return [holder for holder in found if holder is not None]

    def left(self, clause: Clause, asked: Box) -> list[Box]:
        """What an Allow clause grants at most of what is asked about, after what is surely denied.

        Raises:
            TooComplex: It can't be told within bounds.
        """
        return remainder([clause.most.meet(asked)], sure(self.denies))

    def _answer(self, asked: Box) -> Value[bool]:
        granted = [box for clause in self.allows for box in self.left(clause, asked)]
        if not granted:
            return False
        perhaps = [clause for clause in self.denies if clause.most.meet(asked).witness()]
        if not perhaps and not remainder([asked], sure(self.allows)):
            return True
        return why([*perhaps, *(one for one in self.allows if one.most.meet(asked).witness())])

    def _named(self, action: str) -> frozenset[str]:
        return frozenset({self._actions[action.lower()]}) if action.lower() in self._actions else frozenset()


def sure(found: Iterable[Clause]) -> list[Box]:
    """What clauses cover on every request."""
    return [clause.least for clause in found if clause.always]


def why(found: Iterable[Clause]) -> Unknown:
    """What leaves a question about clauses open: something unknown, else that each request decides."""
    return next((clause.unknown for clause in found if clause.unknown), REQUEST)


def stands(clause: Clause, reach: Reach, asked: Box) -> Value[bool]:
    """Whether a document leaves something of what an Allow clause grants, once its conditions hold.

    False: nothing is left. An ``Unknown``: the clause, or a Deny that may take it away, is not known or not certain.

    Raises:
        TooComplex: It can't be told within bounds.
    """
    if not reach.left(clause, asked):
        return False
    if remainder([clause.least.meet(asked)], [deny.most for deny in reach.denies]):
        return True
    return why([clause, *(deny for deny in reach.denies if deny.most.meet(clause.most).witness())])


def _holder(clause: Clause, reach: Reach, asked: Box) -> Holder | None:
    if clause.principal is None:
        return None
    try:
        certain = stands(clause, reach, asked)
    except TooComplex:
        certain = TOO_COMPLEX
    if certain is False:
        return None
    if certain is True and not clause.always:
        certain = why([clause])
    return Holder(clause.principal, clause.statement.label, certain)


def repositories(account: Value[str], region: Value[str]) -> Language:
    """The ARNs of the repositories of a registry, whose account or region may not be known."""
    place = f"{region if isinstance(region, str) else '*'}:{account if isinstance(account, str) else '*'}"
    return language([f"arn:aws:ecr:{place}:repository/??*", f"arn:aws-*:ecr:{place}:repository/??*"])
