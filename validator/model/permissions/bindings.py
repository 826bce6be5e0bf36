"""What conditions say of the caller, where that can be told without the request.

A condition on ``aws:PrincipalArn``, ``aws:PrincipalAccount`` or ``aws:PrincipalIsAWSService`` is a set of callers; all
other conditions are decided by each request. Source: IAM User Guide, "AWS global condition context keys": a role's
sessions have their role's ARN as ``aws:PrincipalArn``, anonymous requests have no such key; "Condition operators": each
of the six parts of an ARN is matched by itself, and a missing key satisfies negated operators and ``…IfExists``.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from validator.model.permissions.callers import EVERYBODY, everybody_but, of_account, of_arn
from validator.model.permissions.conditions import condition
from validator.model.permissions.document import Condition
from validator.model.permissions.patterns import Language, language
from validator.model.value import Value

_KEYLESS = frozenset({"service:?*#", "federated:?*#", "canonical:?*#", "anonymous#"})
_SERVICES = frozenset({"service:?*#"})
_STRINGS = frozenset({"stringequals", "stringlike"})
_ARNS = frozenset({"arnequals", "arnlike"})


class Binding(NamedTuple):
    """The conditions of a statement, split.

    Attributes:
        callers: The callers that those conditions leave that are about the caller alone.
        rest: The conditions that each request decides; all of them where a value is unknown.
    """

    callers: Language
    rest: tuple[Condition, ...]


def binding(conditions: Iterable[Condition]) -> Binding:
    """Split the conditions of a statement."""
    callers, rest = EVERYBODY, []
    for one in conditions:
        bound = _callers(one)
        if bound is None:
            rest.append(one)
        else:
            callers = callers.meet(bound)
    return Binding(callers, tuple(rest))


def implied(needed: Iterable[Condition], given: Iterable[Condition]) -> bool:
    """Whether some conditions hold wherever others do: each has one among them that asks for the same, or for more."""
    given = tuple(given)
    return all(any(_stricter(one, other) for one in given) for other in needed)


def opposite(one: Condition) -> Condition | None:
    """The condition that holds where a negated one does not; ``None`` for any other."""
    if not one.negated or one.over:
        return None
    return condition(one.operator.replace("Not", "", 1), one.key, one.values)


def _stricter(one: Condition, other: Condition) -> bool:
    if one == other:
        # Two unknown values may differ.
        return isinstance(one.values, list) and all(isinstance(value, str) for value in one.values)
    same: bool = all(getattr(one, name) == getattr(other, name) for name in ("operator", "key", "over", "if_exists"))
    values, others = _texts(one.values), _texts(other.values)
    # With ForAllValues and numbers more values need not be more; the plain operators are true for any one of them.
    if not same or one.over.lower() == "forallvalues" or values is None or others is None:
        return False
    return values >= others if one.negated else values <= others and bool(values)


def _texts(values: Value[list[Value[str]]]) -> frozenset[str] | None:
    if not isinstance(values, list) or any(not isinstance(value, str) or "${" in value for value in values):
        return None
    return frozenset(str(value) for value in values)


def _callers(one: Condition) -> Language | None:
    values = _texts(one.values)
    operator = one.operator.lower().replace("not", "", 1) if one.negated else one.operator.lower()
    reader = _READERS.get(one.key)
    if not values or one.over or reader is None:
        return None
    patterns = reader(operator, values)
    if patterns is None:
        return None
    if one.negated:
        return everybody_but(patterns)
    return language(patterns | (_KEYLESS if one.if_exists else frozenset()))


def _arns(operator: str, values: frozenset[str]) -> frozenset[str] | None:
    if operator not in _ARNS and not (operator in _STRINGS and _plain(operator, values)):
        return None
    callers = [of_arn(value) for value in values]
    return frozenset(f"{one}#*" for one in callers) if None not in callers else None


def _accounts(operator: str, values: frozenset[str]) -> frozenset[str] | None:
    if operator in _STRINGS and _plain(operator, values):
        return frozenset[str]().union(*map(of_account, values))
    return None


def _service(operator: str, values: frozenset[str]) -> frozenset[str] | None:
    if operator != "bool" or len(values) != 1:
        return None
    # Anonymous requests have no such key.
    return {"true": _SERVICES, "false": frozenset({"aws:*", "federated:?*#"})}.get(min(values).lower())


def _plain(operator: str, values: frozenset[str]) -> bool:
    """Whether the values mean the same to the operator as to a pattern: StringEquals knows no wildcards."""
    return operator == "stringlike" or not any("*" in value or "?" in value for value in values)


_READERS: dict[str, Callable[[str, frozenset[str]], frozenset[str] | None]] = {
    "aws:principalarn": _arns,
    "aws:principalaccount": _accounts,
    "aws:principalisawsservice": _service,
}
