"""Who may begin a pull of what is not cached yet.

A pull that imports needs ``ecr:BatchImportUpstreamImage``, and ``ecr:CreateRepository`` where the repository is new.
Both may be allowed by an identity policy or by the registry's, the first by the repository's too. Within an account one
Allow is enough, and any Deny wins. Source: ECR User Guide, "IAM permissions required for pull through cache".
"""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from validator.model.access import Grant, Role
from validator.model.base import RegistryRef
from validator.model.permissions.actions import CREATE_REPOSITORY, FILL_ACTIONS, IMPORT
from validator.model.permissions.boxes import Box, remainder
from validator.model.permissions.callers import EVERYBODY
from validator.model.permissions.document import PolicyDocument, Principal, Statement
from validator.model.permissions.parse import unknown_document
from validator.model.permissions.patterns import TooComplex, language
from validator.model.permissions.principals import principal
from validator.model.permissions.reach import REQUEST, Holder, Reach, sure
from validator.model.prediction.structs import Caller, FirstPull
from validator.model.value import Reason, Unknown, Value

# The kinds of principals that a question can name.
_NAMED = frozenset({"anyone", "account", "role", "user", "session", "service"})


def first_pull(
    place: RegistryRef,
    name: str,
    policies: Iterable[Value[PolicyDocument]],
    grants: Iterable[Grant],
    roles: Iterable[Role],
) -> FirstPull:
    """Who may begin the first pull.

    Args:
        place: The registry.
        name: The repository's name.
        policies: The policies of the registry and of the repository, where it exists.
        grants: All grants of the input; those of identity policies of the registry's account count.
        roles: All roles of the input: one that it declares is told by its name, before it has an ARN.
    """
    arns = dict(_arns(roles))
    statements = [statement for policy in policies if policy is not None for statement in _document(policy).statements]
    statements += [_statement(grant) for grant in grants if grant.via == "identity" and _is_near(grant, place)]
    statements = [_told(one, arns) for one in statements]
    reach, named = _reach(statements), _reach(one for one in statements if not _is_perhaps_for(one))
    arn = f"arn:aws:ecr:{_or_any(place.region)}:{_or_any(place.account)}:repository/{name}"
    refused = [action for action in (IMPORT, CREATE_REPOSITORY) if _is_refused(reach, action, arn)]
    callers = (one for one in _callers(reach, named, arn, place) if one.imports is not False)
    return FirstPull(list(callers), refused)


def _reach(statements: Iterable[Statement]) -> Reach:
    return Reach(PolicyDocument("2012-10-17", list(statements)), FILL_ACTIONS)


def _callers(reach: Reach, named: Reach, arn: str, place: RegistryRef) -> Iterator[Caller]:
    holders = {action: reach.who_may(action, arn) for action in (IMPORT, CREATE_REPOSITORY)}
    found: dict[Principal, list[str]] = {}
    for holder in (one for each in holders.values() for one in each):
        labels = found.setdefault(holder.principal, [])
        labels += [] if holder.statement in labels else [holder.statement]
    for one, statements in found.items():
        answers = (_may(named, one, action, arn, holders[action]) for action in holders)
        imports, creates = (
            _placed(_may(reach, one, action, arn, holders[action]) if answer is False else answer, place)
            for answer, action in zip(answers, holders, strict=True)
        )
        yield Caller(one, imports, creates, _is_own(one, place), statements)


def _may(reach: Reach, one: Principal, action: str, arn: str, holders: list[Holder]) -> Value[bool]:
    if isinstance(one.id, str) and one.kind in _NAMED:
        return reach.may(one.id, action, arn)
    same = [holder.certain for holder in holders if holder.principal == one]
    return True if True in same else next(iter(same), False)


def _placed(answer: Value[bool], place: RegistryRef) -> Value[bool]:
    """An answer that stays open because nobody knows where the registry is, with that as its reason."""
    known = isinstance(place.account, str) and isinstance(place.region, str)
    return answer if known or answer != REQUEST else Unknown(Reason.ACCOUNT)


def _arns(roles: Iterable[Role]) -> Iterator[tuple[str, str]]:
    """The ARNs that the declared roles will have, as far as their names tell, by what refers to them."""
    for role in roles:
        account = role.registry.account
        if role.managed and isinstance(role.name, str) and isinstance(account, str):
            yield f"{role.address}.arn", f"arn:aws:iam::{account}:role/{role.name}"


def _told(statement: Statement, arns: Mapping[str, str]) -> Statement:
    """A statement in which the roles that it refers to have their ARNs."""
    if not isinstance(statement.principals, list):
        return statement
    principals = [_identified(one, arns) for one in statement.principals]
    return msgspec.structs.replace(statement, principals=principals)


def _identified(one: Principal, arns: Mapping[str, str]) -> Principal:
    meant = one.id.refers_to if isinstance(one.id, Unknown) else ()
    return principal("AWS", arns[meant[0]]) if len(meant) == 1 and meant[0] in arns else one


def _is_perhaps_for(statement: Statement) -> bool:
    """Whether a statement allows something to a principal that is not known, so that it may be anybody's."""
    principals = statement.principals
    listed = principals if isinstance(principals, list) else []
    return statement.effect == "Allow" and any(isinstance(one.id, Unknown) for one in listed)


def _is_refused(reach: Reach, action: str, arn: str) -> bool:
    """Whether an action is surely denied to every caller."""
    asked = Box(frozenset({action}), EVERYBODY, language([arn]))
    try:
        return not remainder([asked], sure(reach.denies))
    except TooComplex:
        return False


def _is_own(one: Principal, place: RegistryRef) -> Value[bool]:
    if one.account is None or isinstance(one.account, Unknown):
        return one.account
    return place.account if isinstance(place.account, Unknown) else one.account == place.account


def _is_near(grant: Grant, place: RegistryRef) -> bool:
    """Whether an identity policy is of the registry's account, as far as the two are known."""
    return grant.registry.key == place.key or grant.registry.account == place.account


def _document(policy: PolicyDocument | Unknown) -> PolicyDocument:
    return unknown_document(policy) if isinstance(policy, Unknown) else policy


def _statement(grant: Grant) -> Statement:
    """A grant of an identity policy as a statement that names who has it."""
    actions: list[Value[str]] = [*grant.actions]
    principals = grant.principals
    if isinstance(principals, list):
        principals = [_member(one) if one.kind == "group" else one for one in principals]
    return Statement(
        label=grant.statement,
        effect=grant.effect,
        principals=principals,
        not_principals=None,
        patterns=actions,
        actions=actions,
        not_actions=None,
        resources=grant.resources,
        not_resources=grant.not_resources,
        conditions=grant.conditions,
        public=False,
        narrowed=grant.narrowed,
    )


def _member(group: Principal) -> Principal:
    """A member of a group: a user, of whom this input does not tell who it is."""
    member = Unknown(Reason.ELSEWHERE, detail=f"the members of the group {group.id}")
    return msgspec.structs.replace(group, kind="user", id=member)


def _or_any(value: Value[str]) -> str:
    return value if isinstance(value, str) else "*"
