"""IAM policy JSON to normalized statements."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import msgspec

from validator.model.permissions.actions import ECR_ACTIONS, expand
from validator.model.permissions.conditions import parse_conditions
from validator.model.permissions.document import Condition, PolicyDocument, Principal, Statement
from validator.model.permissions.principals import parse_principals
from validator.model.three_valued import each, first_unknown, some
from validator.model.value import Reason, Unknown, Value


def parse_policy(text: Value[str]) -> Value[PolicyDocument]:
    """A policy document from its JSON text; an invalid one is an ``Unknown`` that says so, an empty text is absent."""
    if text is None or isinstance(text, Unknown):
        return text
    return _parse(text) if text.strip() else None


@lru_cache(maxsize=1024)
def _parse(text: str) -> PolicyDocument | Unknown:
    try:
        document = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        return Unknown(Reason.INVALID, detail=f"policy: {error}")
    return policy_of(document)


def policy_of(document: Any) -> PolicyDocument | Unknown:
    """A policy document from its decoded JSON, in which any value may be unknown."""
    if not isinstance(document, dict):
        return Unknown(Reason.INVALID, detail="policy: not a JSON object")
    statements = document.get("Statement", [])
    if isinstance(statements, Unknown):
        return statements
    if isinstance(statements, dict):
        statements = [statements]
    if not isinstance(statements, list) or not all(isinstance(one, dict | Unknown) for one in statements):
        return Unknown(Reason.INVALID, detail="policy: Statement is not a list of objects")
    return PolicyDocument(document.get("Version"), [_statement(place, one) for place, one in enumerate(statements, 1)])


def unknown_document(unknown: Unknown) -> PolicyDocument:
    """The document that stands for one that is not known: it has a single statement, of which nothing is known."""
    return PolicyDocument(unknown, [_statement(1, unknown)])


def _statement(place: int, statement: dict[str, Any] | Unknown) -> Statement:
    if isinstance(statement, Unknown):
        return Statement(f"statement {place}", *[statement] * (len(Statement.__struct_fields__) - 1))
    effect = statement.get("Effect")
    principals = parse_principals(statement.get("Principal"))
    not_principals = parse_principals(statement.get("NotPrincipal"))
    patterns, not_actions = _listed(statement.get("Action")), _listed(statement.get("NotAction"))
    conditions = parse_conditions(statement.get("Condition"))
    narrowed = _any(conditions, lambda condition: condition.narrows)
    sid = statement.get("Sid")
    return Statement(
        label=sid if isinstance(sid, str) and sid else f"statement {place}",
        effect=effect,
        principals=principals,
        not_principals=not_principals,
        patterns=patterns,
        actions=_covered(patterns, not_actions),
        not_actions=not_actions,
        resources=_listed(statement.get("Resource")),
        not_resources=_listed(statement.get("NotResource")),
        conditions=conditions,
        public=_public(effect, principals, not_principals, narrowed),
        narrowed=narrowed,
    )


def _listed(element: Any) -> Value[list[Value[str]]]:
    """An element's values as a set: sorted, since their order says nothing."""
    if element is None or isinstance(element, Unknown):
        return element
    values = element if isinstance(element, list) else [element]
    return sorted({one if isinstance(one, Unknown) else str(one) for one in values}, key=str)


def _covered(patterns: Value[list[Value[str]]], not_actions: Value[list[Value[str]]]) -> Value[list[Value[str]]]:
    if patterns is None and not_actions is not None:
        if isinstance(not_actions, Unknown):
            return not_actions
        unknown = first_unknown(*not_actions)
        if unknown is not None:
            return unknown
        excepted = {action for pattern in not_actions if isinstance(pattern, str) for action in expand(pattern)}
        return [action for action in ECR_ACTIONS if action not in excepted]
    if patterns is None or isinstance(patterns, Unknown):
        return patterns
    covered: dict[Value[str], None] = {}
    for pattern in patterns:
        covered.update(dict.fromkeys([pattern] if isinstance(pattern, Unknown) else expand(str(pattern))))
    return sorted(covered, key=str)


def _any(conditions: Value[list[Condition]], fact: Callable[[Condition], Value[bool]]) -> Value[bool]:
    """Whether a fact holds for one of the conditions: an unknown leaves it open unless another one holds."""
    if isinstance(conditions, Unknown):
        return conditions
    return some(fact(condition) for condition in conditions or ())


def _public(
    effect: Value[str],
    principals: Value[list[Principal]],
    not_principals: Value[list[Principal]],
    narrowed: Value[bool],
) -> Value[bool]:
    if effect == "Deny" or narrowed is True:
        return False
    anyone = _anyone(principals, not_principals)
    if anyone is False:
        return False
    return first_unknown(effect, anyone, narrowed) or True


def _anyone(principals: Value[list[Principal]], not_principals: Value[list[Principal]]) -> Value[bool]:
    if not_principals is not None:
        return True
    if isinstance(principals, Unknown):
        return principals
    return some(each((one.kind for one in principals or ()), lambda kind: kind == "anyone"))
