"""Statements as boxes: who, what and on what, each between what they cover surely and what they cover at most.

What a statement covers is not known exactly where a value is unknown or a policy variable (``${aws:username}``) stands
in a resource. Then the least and the most that it may cover differ: an Allow grants at least the one and at most the
other, and so a Deny takes away. A statement with conditions that each request decides covers at most what it says; it
keeps them, so that "anyone" can be told from "anyone of an organization".

Sources: IAM User Guide, "IAM JSON policy elements reference", "Policy evaluation logic".
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from validator.model.permissions.actions import wildcard
from validator.model.permissions.bindings import binding
from validator.model.permissions.boxes import Box
from validator.model.permissions.callers import EVERYBODY, Bounds, named, others
from validator.model.permissions.document import Condition, PolicyDocument, Principal, Statement
from validator.model.permissions.patterns import ANYTHING, Language, language
from validator.model.value import Unknown, Value

_VARIABLE = re.compile(r"\$\{[^}]*\}")


class Clause(NamedTuple):
    """A statement, or the part of it that is about one principal.

    Attributes:
        statement: What it comes from.
        allows: Whether it allows; else it denies. A statement whose effect is unknown is two clauses.
        principal: The one principal that it is about; ``None``: all of the statement's.
        least: What it covers surely, once its conditions hold.
        most: What it covers at most.
        all_callers: ``least`` without what its conditions say of the caller.
        conditions: The conditions that each request decides.
        unknown: Something of it that is not known, where there is such a thing.
    """

    statement: Statement
    allows: bool
    principal: Principal | None
    least: Box
    most: Box
    all_callers: Box
    conditions: tuple[Condition, ...]
    unknown: Unknown | None

    @property
    def always(self) -> bool:
        """Whether it holds on every request."""
        return not self.conditions and not isinstance(self.statement.conditions, Unknown)


def clauses(document: PolicyDocument, actions: Iterable[str]) -> list[Clause]:
    """The clauses of a document over some actions."""
    known_actions = frozenset(actions)
    return [
        _clause(statement, allows, None, _callers(statement), known_actions)
        for statement in document.statements
        for allows in _effects(statement)
    ]


def each_principal(document: PolicyDocument, actions: Iterable[str]) -> list[Clause]:
    """The Allow clauses of a document, one for each principal that a statement names."""
    known_actions = frozenset(actions)
    return [
        _clause(statement, True, one, bounds, known_actions)
        for statement in document.statements
        if True in _effects(statement)
        for one, bounds in _single(statement)
    ]


def _single(statement: Statement) -> Iterator[tuple[Principal, Bounds]]:
    if isinstance(statement.principals, list):
        for one in statement.principals:
            yield one, named([one])
    elif isinstance(statement.principals, Unknown):
        unknown = statement.principals
        yield Principal(unknown, unknown, unknown), named(unknown)
    elif statement.not_principals is not None:
        yield Principal("anyone", "*"), others(statement.not_principals)
    else:
        yield Principal("holder", "*"), _callers(statement)


def _clause(
    statement: Statement, allows: bool, one: Principal | None, callers: Bounds, actions: frozenset[str]
) -> Clause:
    conditions = statement.conditions if isinstance(statement.conditions, list) else []
    bound = binding(conditions)
    least, most = _actions(statement, actions)
    surely, perhaps = _resources(statement)
    effect_known = isinstance(statement.effect, str)
    return Clause(
        statement=statement,
        allows=allows,
        principal=one,
        least=Box(least if effect_known else frozenset(), callers.least.meet(bound.callers), surely),
        most=Box(most, callers.most.meet(bound.callers), perhaps),
        all_callers=Box(least if effect_known else frozenset(), callers.least, surely),
        conditions=bound.rest,
        unknown=next(_unknowns(statement), None),
    )


def _effects(statement: Statement) -> tuple[bool, ...]:
    if isinstance(statement.effect, Unknown):
        return True, False
    return (statement.effect == "Allow",) if statement.effect in {"Allow", "Deny"} else ()


def _callers(statement: Statement) -> Bounds:
    if statement.principals is None and statement.not_principals is not None:
        return others(statement.not_principals)
    if statement.principals is None:
        # An identity policy: whoever holds it.
        return Bounds(EVERYBODY, EVERYBODY)
    return named(statement.principals)


def _actions(statement: Statement, actions: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    if statement.patterns is None and statement.not_actions is not None:
        least, most = _matched(statement.not_actions, actions)
        return actions - most, actions - least
    return _matched(statement.patterns, actions)


def _matched(patterns: Value[list[Value[str]]], actions: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    if isinstance(patterns, Unknown):
        return frozenset(), actions
    matchers = [wildcard(one.lower()) for one in patterns or () if isinstance(one, str)]
    least = frozenset(action for action in actions if any(one.fullmatch(action.lower()) for one in matchers))
    return least, least if len(matchers) == len(patterns or ()) else actions


def _resources(statement: Statement) -> tuple[Language, Language]:
    if statement.resources is not None:
        least, most = _covered(statement.resources)
        return language(least), language(most)
    if statement.not_resources is not None:
        least, most = _covered(statement.not_resources)
        return Language(without=most), Language(without=least)
    # The policy of a repository or a secret is about what it is attached to.
    return ANYTHING, ANYTHING


def _covered(patterns: Value[list[Value[str]]]) -> tuple[frozenset[str], frozenset[str]]:
    if isinstance(patterns, Unknown):
        return frozenset(), frozenset({f"{patterns.prefix}*"})
    written = frozenset(one for one in patterns or () if isinstance(one, str))
    exact = frozenset(one for one in written if "${" not in one)
    most = {_VARIABLE.sub("*", one) for one in written - exact}
    most |= {f"{one.prefix}*" for one in patterns or () if isinstance(one, Unknown)}
    return exact, exact | most


def _unknowns(statement: Statement) -> Iterator[Unknown]:
    """What is not known of a statement, the whole elements first."""
    elements = [getattr(statement, name) for name in ("effect", "conditions", *_ELEMENTS)]
    yield from (one for one in elements if isinstance(one, Unknown))
    for element in elements:
        for item in element if isinstance(element, list) else ():
            fields = (item.kind, item.id, item.account) if isinstance(item, Principal) else (item,)
            yield from (one for one in fields if isinstance(one, Unknown))


_ELEMENTS = ("principals", "not_principals", "patterns", "not_actions", "resources", "not_resources")
