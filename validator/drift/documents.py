"""Comparing policy documents by what they say, whatever the order and form of their JSON.

A label (``Sid``) says nothing by itself. Source: IAM User Guide, "IAM JSON policy elements reference": an account's id
and the ARN of its root are one principal, ``*`` and ``{"AWS": "*"}`` too where a resource has the policy, actions and
condition keys are compared without case, and a document without a version is of ``2008-10-17``.
"""

from collections.abc import Hashable, Sequence
from typing import Any

from validator.drift import words
from validator.drift.answer import Answer, Differs, differs
from validator.drift.matching import match
from validator.drift.scalars import plain, same_members
from validator.drift.words import shortened
from validator.model.permissions.document import Condition, PolicyDocument, Principal, Statement
from validator.model.three_valued import every, first_unknown
from validator.model.value import Unknown, Value

_OLDEST = "2008-10-17"


def documents(expected: Value[PolicyDocument], actual: Value[PolicyDocument]) -> Answer:
    """Two policy documents; the difference names the statements that differ."""
    if isinstance(expected, Unknown) or isinstance(actual, Unknown):
        return first_unknown(expected, actual)
    answer = statements(_statements(expected), _statements(actual))
    if answer is None and expected is not None and actual is not None:
        version = plain(expected.version, actual.version, _OLDEST)
        return Differs(*(f"version {one}" for one in version)) if isinstance(version, Differs) else version
    return answer


def whole(document: PolicyDocument) -> str:
    """All statements of a document in words."""
    return shortened("; ".join(map(words.of_statement, document.statements)) or "no statement")


def several(expected: Value[list[PolicyDocument]], actual: Value[list[PolicyDocument]]) -> Answer:
    """The documents of two identities: what they say together, however they are split."""
    if isinstance(expected, Unknown) or isinstance(actual, Unknown):
        return first_unknown(expected, actual)
    ours, theirs = ([one for document in side or () for one in document.statements] for side in (expected, actual))
    return statements(ours, theirs)


def statements(expected: Sequence[Statement], actual: Sequence[Statement]) -> Answer:
    """Two lists of statements. One of which nothing is known stands for any number of them."""
    ours, theirs = ([one for one in side if _hidden(one) is None] for side in (expected, actual))
    hidden_ours, hidden_theirs = (next(filter(None, map(_hidden, side)), None) for side in (expected, actual))
    found = match(ours, theirs, alike)
    if (found.expected and not hidden_theirs) or (found.actual and not hidden_ours):
        return _difference([] if hidden_theirs else found.expected, [] if hidden_ours else found.actual)
    return found.doubt or hidden_ours or hidden_theirs


def alike(expected: Statement, actual: Statement) -> bool | Unknown:
    """Whether two statements say the same."""
    return every([_same(expected.effect, actual.effect), *(_alike(expected, actual, name) for name in words.ELEMENTS)])


def _statements(document: PolicyDocument | None) -> list[Statement]:
    return document.statements if document is not None else []


def _hidden(statement: Statement) -> Unknown | None:
    """Why nothing is known of a statement; ``None`` where something is."""
    effect = statement.effect
    return effect if isinstance(effect, Unknown) and isinstance(statement.resources, Unknown) else None


def _alike(expected: Statement, actual: Statement, name: str) -> bool | Unknown:
    ours, theirs = getattr(expected, name), getattr(actual, name)
    if name != "conditions":
        return same_members(ours, theirs, _MEANINGS.get(name, str))
    unknown = first_unknown(ours, theirs)
    if unknown:
        return unknown
    found = match(ours or [], theirs or [], _same_condition)
    return False if found.expected or found.actual else found.doubt or True


def _same(expected: Value[str], actual: Value[str]) -> bool | Unknown:
    return first_unknown(expected, actual) or expected == actual


def _same_condition(expected: Condition, actual: Condition) -> bool | Unknown:
    forms = [(one.operator.lower(), one.key, one.if_exists, one.over.lower()) for one in (expected, actual)]
    return forms[0] == forms[1] and same_members(expected.values, actual.values)


def _principal(one: Principal) -> Hashable:
    unknown = first_unknown(one.kind, one.id)
    if unknown:
        return unknown
    if one.kind == "account":
        return ("account", one.account)
    return (one.kind, "*" if one.kind == "anyone" else one.id)


def _action(pattern: Any) -> Hashable:
    return str(pattern).lower()


_MEANINGS = {
    "principals": _principal,
    "not_principals": _principal,
    "patterns": _action,
    "not_actions": _action,
}


def _difference(expected: list[Statement], actual: list[Statement]) -> Differs:
    """What statements without a counterpart say on each side; those of one label are one that changed."""
    by_label = {one.label: one for one in actual}
    ours, theirs = [], []
    for one in expected:
        other = by_label.pop(one.label, None)
        ours.append(_changed(one, other) if other else words.of_statement(one))
        theirs.append(_changed(other, one) if other else f"no {words.named(one)}")
    for one in by_label.values():
        ours.append(f"no {words.named(one)}")
        theirs.append(words.of_statement(one))
    return differs("; ".join(ours), "; ".join(theirs))


def _changed(one: Statement, other: Statement) -> str:
    """Of a statement, what another one of its label has differently."""
    if one.effect != other.effect:
        return words.of_statement(one)
    parts = [words.of_element(one, name) for name in words.ELEMENTS if _alike(one, other, name) is not True]
    return f"{words.named(one)}: {', '.join(parts)}"
