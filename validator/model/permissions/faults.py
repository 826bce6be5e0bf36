"""What a registry's policy names that no request to a registry can match.

Such a value is no mistake to Terraform, and mostly none to ECR: it is stored, and does nothing. Sources: IAM User
Guide, "IAM JSON policy elements reference"; Service Authorization Reference, "Resource types defined by Amazon Elastic
Container Registry".
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile

import msgspec

from validator.model.permissions.actions import ECR_ACTIONS, expand
from validator.model.permissions.document import PolicyDocument, Principal, Statement
from validator.model.permissions.patterns import head
from validator.model.value import Unknown, Value

_VARIABLE = re.compile(r"\$\{[^}]*\}")
# The parts of a repository's ARN before the last one.
_PARTS = (r"arn", r"aws(-[a-z]+)*", r"ecr", r"[a-z0-9-]+", r"[0-9]{12}")
_REPOSITORY = "repository/"
# An attribute of an object of the same code is well-formed, whatever it will be.
_REFERENCE = re.compile(r"(?:^|\.)(?:aws_ecr_repository|aws_iam_role|aws_iam_user)\..+\.arn$")
# A unique id stands where a principal was that is deleted.
_NOBODY = frozenset({"invalid", "id"})


class Fault(msgspec.Struct, frozen=True):
    """A value of a statement that has no effect.

    Attributes:
        statement: The statement's label.
        element: The element that it stands in: ``Principal``, ``Action``, ``NotAction``, ``Resource`` or
            ``NotResource``.
        value: The value as it is written.
        certain: True: it surely has none; unknown: the value is not known.
    """

    statement: str
    element: str
    value: Value[str]
    certain: Value[bool]


def faults(document: Value[PolicyDocument], account: Value[str]) -> Value[list[Fault]]:
    """The values of a registry's policy that have no effect.

    These are principals that can be nobody, actions that are none of ECR's, resources that are no repository in any
    registry, and the resources of a statement none of which is a repository of the registry's account. What is well
    formed and about another region is none: one document may serve several registries. Values that are not known are
    among them only where none surely is one.
    """
    if document is None or isinstance(document, Unknown):
        return document
    found = [fault for statement in document.statements for fault in _faults(statement, account)]
    return [fault for fault in found if fault.certain is True] or found


def _faults(statement: Statement, account: Value[str]) -> Iterator[Fault]:
    yield from _principals(statement)
    yield from _values(statement, "Action", statement.patterns, _is_no_action)
    yield from _values(statement, "NotAction", statement.not_actions, _is_mistyped)
    yield from _values(statement, "NotResource", statement.not_resources, _is_no_repository)
    malformed = list(_values(statement, "Resource", statement.resources, _is_no_repository))
    yield from malformed or _elsewhere(statement, account)


def _principals(statement: Statement) -> Iterator[Fault]:
    principals = statement.principals
    for one in [Principal(principals, principals)] if isinstance(principals, Unknown) else principals or ():
        if isinstance(one.kind, Unknown):
            yield Fault(statement.label, "Principal", one.id, one.kind)
        elif one.kind in _NOBODY:
            yield Fault(statement.label, "Principal", one.id, certain=True)


def _values(
    statement: Statement, element: str, values: Value[list[Value[str]]], is_fault: Callable[[str], bool]
) -> Iterator[Fault]:
    for one in [values] if isinstance(values, Unknown) else values or ():
        if not isinstance(one, Unknown):
            if is_fault(str(one)):
                yield Fault(statement.label, element, one, certain=True)
        elif not (one.refers_to and all(map(_REFERENCE.search, one.refers_to))):
            yield Fault(statement.label, element, one, one)


def _elsewhere(statement: Statement, account: Value[str]) -> Iterable[Fault]:
    """The resources of a statement that is about other accounts only."""
    resources = statement.resources
    if not isinstance(account, str) or not isinstance(resources, list) or not resources:
        return []
    if any(isinstance(one, Unknown) or _account_in(str(one)) in {None, account} for one in resources):
        return []
    return [Fault(statement.label, "Resource", one, certain=True) for one in resources]


def _is_no_action(pattern: str) -> bool:
    return expand(pattern) == (pattern,) and pattern not in ECR_ACTIONS


def _is_mistyped(pattern: str) -> bool:
    """Whether an exception is meant to spare an action of ECR and spares none; other services' do no harm."""
    return pattern.lower().startswith("ecr:") and _is_no_action(pattern)


def _is_no_repository(pattern: str) -> bool:
    """Whether a pattern surely matches no repository's ARN; a part with a wildcard may match anything."""
    parts = _VARIABLE.sub("*", pattern).split(":", len(_PARTS))
    few = len(parts) <= len(_PARTS)
    # What a wildcard stands for may hold colons, so where parts are missing those behind it are not told apart.
    whole = takewhile(_is_plain, parts) if few else parts
    if any(_is_plain(part) and not re.fullmatch(form, part) for part, form in zip(whole, _PARTS, strict=False)):
        return True
    if few:
        return all(map(_is_plain, parts)) or (len(parts) == 1 and not "arn:".startswith(head(pattern)))
    begins = head(parts[-1])
    if _is_plain(parts[-1]):
        return not begins.startswith(_REPOSITORY) or begins == _REPOSITORY
    return not begins.startswith(_REPOSITORY) and not _REPOSITORY.startswith(begins)


def _is_plain(part: str) -> bool:
    return head(part) == part


def _account_in(pattern: str) -> str | None:
    """The account that a resource is surely in; ``None`` where it may be in any."""
    parts = pattern.split(":", len(_PARTS))
    account = parts[4] if len(parts) > len(_PARTS) else ""
    return account if account.isdigit() else None
