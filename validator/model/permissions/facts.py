"""How the facts of a policy document are made."""

from collections.abc import Iterable, Iterator

from validator.model.permissions.access import Access, Allowed, Denied
from validator.model.permissions.actions import CACHE_SERVICE, ECR_ACTIONS, TEMPLATE_SERVICE
from validator.model.permissions.bindings import opposite
from validator.model.permissions.boxes import Box, remainder
from validator.model.permissions.callers import EVERYBODY, of_account, of_arn
from validator.model.permissions.clauses import Clause, each_principal
from validator.model.permissions.document import Condition, PolicyDocument
from validator.model.permissions.names import names_left, names_of, unknown_in
from validator.model.permissions.patterns import ANYTHING, Language, TooComplex, language
from validator.model.permissions.reach import TOO_COMPLEX, Reach, repositories, stands, why
from validator.model.three_valued import first_unknown
from validator.model.value import Unknown, Value

# Whose service-linked roles work in a registry. Source: ECR User Guide, "Using service-linked roles for Amazon ECR".
SERVICES = (TEMPLATE_SERVICE, CACHE_SERVICE, "replication.ecr.amazonaws.com")

_EXEMPTING = frozenset({"aws:principalisawsservice", "aws:viaawsservice"})


# What a secret's policy can be about, of what matters for a credential.
SECRET_ACTIONS = (
    "secretsmanager:DeleteSecret",
    "secretsmanager:GetSecretValue",
    "secretsmanager:PutResourcePolicy",
    "secretsmanager:PutSecretValue",
    "secretsmanager:UpdateSecret",
)


_MOST_KEPT = 1024
_KEPT: dict[tuple[int, Value[str], Value[str]], tuple[Value[PolicyDocument], Value[Access]]] = {}


def repository_access(document: Value[PolicyDocument], account: Value[str], region: Value[str]) -> Value[Access]:
    """The facts of a policy of a registry, or of its repositories; what is not known of the place may be any.

    They are kept: many templates give their repositories one and the same document.
    """
    key = (id(document), account, region)
    kept = _KEPT.get(key)
    if kept is None:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        # The document is kept beside its facts: an id means an object only while the object is there.
        kept = _KEPT[key] = (document, access(document, repositories(account, region), account, ECR_ACTIONS))
    return kept[1]


def secret_access(document: Value[PolicyDocument], account: Value[str]) -> Value[Access]:
    """The facts of a secret's policy."""
    return access(document, ANYTHING, account, SECRET_ACTIONS)


def access(
    document: Value[PolicyDocument], resources: Language, account: Value[str], actions: Iterable[str]
) -> Value[Access]:
    """The facts of a document.

    Args:
        document: The document; an absent or unknown one gives the same.
        resources: The resources that it can be about, see `validator.model.permissions.reach.repositories`.
        account: The account that it stands in.
        actions: The actions that it can be about.
    """
    if document is None or isinstance(document, Unknown):
        return document
    names = tuple(actions)
    asked = Box(frozenset(names), EVERYBODY, resources)
    reach = Reach(document, names)
    try:
        allowed = [one for clause in each_principal(document, names) for one in _allowed(clause, reach, asked)]
        denied = [one for clause in reach.denies for one in _denied(clause, asked, account)]
    except TooComplex:
        return TOO_COMPLEX
    working = {one.statement for one in allowed} | {one.statement for one in denied}
    idle = [statement.label for statement in document.statements if statement.label not in working]
    return Access(allowed, denied, idle)


def _allowed(clause: Clause, reach: Reach, asked: Box) -> Iterator[Allowed]:
    left = reach.left(clause, asked)
    one = clause.principal
    if one is None or not left:
        return
    bound = _bound(clause, reach, left)
    yield Allowed(
        statement=clause.statement.label,
        kind=one.kind,
        id=one.id,
        account=one.account,
        actions=_actions(clause, frozenset[str]().union(*(box.actions for box in left))),
        names=names_left(clause.statement, left, asked.resources),
        bound=bound,
        public=_public(one.kind, bound),
        stands=stands(clause, reach, asked),
    )


def _denied(clause: Clause, asked: Box, account: Value[str]) -> Iterator[Denied]:
    if clause.most.meet(asked).witness() is None:
        return
    statement = clause.statement
    owner = account if isinstance(account, str) else "*"
    yield Denied(
        statement=statement.label,
        actions=_actions(clause, clause.most.actions),
        names=names_of(statement.resources, asked.resources) if statement.not_resources is None else None,
        not_names=names_of(statement.not_resources, asked.resources) if statement.not_resources is not None else None,
        conditional=not clause.always,
        binds_own=_meets(clause, asked._replace(callers=language(of_account(owner)))),
        stops=_stops(clause, asked, owner),
    )


def _stops(clause: Clause, asked: Box, account: str) -> Value[list[str]]:
    stopped = []
    for service in SERVICES:
        role = language([f"{of_arn(f'arn:*:iam::{account}:role/aws-service-role/{service}/?*')}#?*"])
        meets = _meets(clause, asked._replace(callers=role))
        if isinstance(meets, Unknown) or (meets and not clause.always):
            return why([clause])
        stopped += [service] if meets else []
    return stopped


def _meets(clause: Clause, asked: Box) -> Value[bool]:
    """Whether a clause is about some of what is asked, once its conditions hold."""
    if clause.least.meet(asked).witness():
        return True
    return why([clause]) if clause.most.meet(asked).witness() else False


def _bound(clause: Clause, reach: Reach, left: list[Box]) -> Value[list[Condition]]:
    """The conditions that narrow who may: the clause's own, and those that a Deny for all others leaves."""
    conditions = clause.statement.conditions
    if isinstance(conditions, Unknown):
        return conditions
    narrowing = [one for one in conditions or () if one.narrows is True]
    for deny in reach.denies:
        guards = _guards(deny)
        if guards and not remainder(left, [deny.all_callers]):
            narrowing += guards
    unsure = [one.narrows for one in conditions or () if isinstance(one.narrows, Unknown)]
    return unsure[0] if unsure and not narrowing else narrowing


def _guards(deny: Clause) -> list[Condition]:
    """The narrowing conditions of all whom a Deny spares, where it spares no others but AWS's services."""
    conditions = deny.statement.conditions
    guards = []
    for one in conditions if isinstance(conditions, list) else ():
        spared = opposite(one)
        if spared is not None and spared.narrows is True:
            guards.append(spared)
        elif one.key not in _EXEMPTING or one.values != ["false"]:
            return []
    # Of several negated conditions one may spare a caller that another doesn't.
    return guards if len(guards) == 1 else []


def _public(kind: Value[str], bound: Value[list[Condition]]) -> Value[bool]:
    if isinstance(bound, list) and bound:
        return False
    if not isinstance(kind, Unknown) and kind != "anyone":
        return False
    return first_unknown(kind, bound) or True


def _actions(clause: Clause, covered: frozenset[str]) -> Value[list[Value[str]]]:
    """The actions that are covered; with an unknown one where the statement has one."""
    statement = clause.statement
    unknown = unknown_in(statement.patterns) or unknown_in(statement.not_actions)
    return [*sorted(covered & clause.least.actions), unknown] if unknown else [*sorted(covered)]
