"""Into which caches a statement lets somebody push images of their own.

What the registry's policy and the statement's own document surely deny is taken away. The service-linked role of pull
through cache and AWS's services do not count: they write what the upstream has. Nor does a ``ROOT`` rule, under whose
prefix everybody's own repositories lie too.

Sources: IAM User Guide, "Policy evaluation logic"; ECR User Guide, "Private registry permissions" (a policy of scope V1
denies no push) and "Service-linked roles".
"""

import re
from collections.abc import Callable, Iterable, Iterator

from validator.model.access import Grant
from validator.model.inventory import Inventory
from validator.model.objects import Registry, Repository, Rule, Template
from validator.model.permissions.actions import CACHE_SERVICE
from validator.model.permissions.boxes import Box, remainder
from validator.model.permissions.callers import EVERYBODY, Bounds, named, of_account, of_arn, others
from validator.model.permissions.clauses import Clause, clauses
from validator.model.permissions.document import PolicyDocument, Principal
from validator.model.permissions.patterns import ANYTHING, Language, TooComplex, language
from validator.model.permissions.reach import REQUEST, TOO_COMPLEX, sure, why
from validator.model.prefixes import ROOT
from validator.model.three_valued import first_unknown
from validator.model.value import Unknown, Value

# There is no pull through cache in the other partitions.
_REPOSITORY = re.compile(r"arn:aws:ecr:([a-z0-9-]+|\*):(\d{12}|\*):repository/")
_OWNED = frozenset({"repository", "template"})
PUSH = frozenset({"ecr:PutImage"})

_SERVICE_ROLE = f"{of_arn(f'arn:*:iam::*:role/aws-service-role/{CACHE_SERVICE}/*')}#*"
_OTHERS = EVERYBODY._replace(without=EVERYBODY.without | {_SERVICE_ROLE, "service:*"})
_NOTHING = language(())


class Pushes:
    """The statements of an inventory that allow pushing, and the rules whose caches they open."""

    def __init__(self, inventory: Inventory, rules_of: Callable[[Repository | Template], list[Rule]]) -> None:
        self._registries = {one.key: one for one in inventory.registries}
        self._rules = inventory.rules
        self._rules_of = rules_of
        self._unlisted = inventory.unlisted_anywhere("rule")
        owners: list[Repository | Template] = [*inventory.repositories, *inventory.templates]
        self._owners = {one.origin_of("permissions").address: one for one in owners}

    def of(self, grant: Grant) -> Value[list[Rule]]:
        """The rules into whose caches a statement surely lets somebody push.

        Where it is sure of none and possible of some, or of one that was not listed, the answer is an ``Unknown``.
        """
        if PUSH.isdisjoint(grant.actions) or grant.effect == "Deny":
            return []
        certain, unknown = [], None
        for rule in self._within_reach(grant):
            opens = self._opens(grant, rule)
            if opens is True:
                certain.append(rule)
            elif isinstance(opens, Unknown):
                unknown = unknown or opens
        return certain or unknown or self._unlisted or []

    def _within_reach(self, grant: Grant) -> list[Rule]:
        """The rules whose repositories a statement can be about, by where it stands."""
        place = grant.registry
        if grant.via in _OWNED:
            owner = self._owners.get(grant.origin.address)
            return self._rules_of(owner) if owner else []
        if grant.via == "identity" and isinstance(place.account, str):
            return [rule for rule in self._rules if rule.registry.account == place.account]
        return [rule for rule in self._rules if rule.registry.key == place.key]

    def _opens(self, grant: Grant, rule: Rule) -> Value[bool]:
        if rule.prefix == ROOT:
            return False
        documents = self._denying(grant, rule)
        denies = [one for document in documents for one in _denies(document)]
        who, resources = _callers(grant), _resources(grant)
        where = _below(rule, [*(one.statement.resources for one in denies), grant.resources])
        most = Box(PUSH, _OTHERS.meet(who.most), where.meet(resources.most))
        least = Box(PUSH, _OTHERS.meet(who.least), where.meet(resources.least))
        unknown = first_unknown(rule.prefix, grant.effect, *documents)
        try:
            if not remainder([most], sure(denies)):
                return False
            if unknown or not _on_callers_only(grant):
                return unknown or REQUEST
            return _surely(least, most, denies) or next(_unknowns(grant), None) or why(denies)
        except TooComplex:
            return TOO_COMPLEX

    def _denying(self, grant: Grant, rule: Rule) -> list[Value[PolicyDocument]]:
        registry = self._registries.get(rule.registry.key)
        owner = self._owners.get(grant.origin.address) if grant.via in _OWNED else None
        documents = [owner.permissions] if owner else []
        return [*documents, registry.permissions] if registry and _enforced(registry) else documents


def _surely(least: Box, most: Box, denies: list[Clause]) -> bool:
    """Whether something is left to somebody, whoever they are: a role that is still to be made has no ARN yet."""
    if remainder([least], [one.most for one in denies]):
        return True
    certain = most._replace(resources=most.resources.meet(least.resources))
    return certain.witness() is not None and not any(one.most.meet(most).witness() for one in denies)


def _enforced(registry: Registry) -> bool:
    return registry.policy_scope != "V1"


def _denies(document: Value[PolicyDocument]) -> list[Clause]:
    found = clauses(document, PUSH) if isinstance(document, PolicyDocument) else []
    return [one for one in found if not one.allows]


def _on_callers_only(grant: Grant) -> bool:
    """Whether the conditions say no more than who may."""
    conditions = grant.conditions
    if isinstance(conditions, list):
        return all(one.narrows is True or one.key.startswith("aws:principal") for one in conditions)
    return conditions is None


def _callers(grant: Grant) -> Bounds:
    if grant.not_principals is not None:
        return others(grant.not_principals)
    if isinstance(grant.principals, Unknown):
        return named(grant.principals)
    groups = [one for one in grant.principals or () if one.kind == "group"]
    bounds = named([one for one in grant.principals or () if one.kind != "group"])
    return Bounds(_with(bounds.least, groups), _with(bounds.most, groups))


def _with(callers: Language, groups: list[Principal]) -> Language:
    """Some callers and the members of groups, which are users of the account that nobody here knows."""
    if not groups:
        return callers
    members = frozenset[str]().union(*(of_account(str(one.account) if one.account else "*") for one in groups))
    return language(members.union(*callers.within[-1:]))


def _resources(grant: Grant) -> Bounds:
    if grant.not_resources is not None:
        spared = grant.not_resources if isinstance(grant.not_resources, list) else []
        most = ANYTHING._replace(without=frozenset(one for one in spared if isinstance(one, str)))
        known = isinstance(grant.not_resources, list) and len(most.without) == len(set(map(str, spared)))
        return Bounds(most if known else _NOTHING, most)
    if grant.resources is None:
        return Bounds(ANYTHING, ANYTHING)
    if isinstance(grant.resources, Unknown):
        return Bounds(_NOTHING, ANYTHING)
    least = language(one for one in grant.resources if isinstance(one, str))
    return Bounds(least, ANYTHING if any(isinstance(one, Unknown) for one in grant.resources) else least)


def _unknowns(grant: Grant) -> Iterator[Unknown]:
    for value in (grant.principals, grant.not_principals, grant.resources, grant.not_resources):
        members = value if isinstance(value, list) else [value]
        ids = (one.id if isinstance(one, Principal) else one for one in members)
        yield from (one for one in ids if isinstance(one, Unknown))


def _below(rule: Rule, named_beside: Iterable[Value[list[Value[str]]]]) -> Language:
    """The ARNs of the repositories below a rule's prefix.

    Where the registry's account or region is not known, they are those of the first ARN that a statement names: what a
    registry's own policies name is its own.
    """
    texts = (one for patterns in named_beside if isinstance(patterns, list) for one in patterns if isinstance(one, str))
    match = next(filter(None, map(_REPOSITORY.match, texts)), None)
    named_place = match.groups() if match else ("*", "*")
    known = (rule.registry.region, rule.registry.account)
    region, account = (one if isinstance(one, str) else other for one, other in zip(known, named_place, strict=True))
    name = f"{rule.prefix}/?*" if isinstance(rule.prefix, str) else "??*"
    # A star of a statement matches colons, which no repository's name has.
    return language([f"arn:aws:ecr:{region}:{account}:repository/{name}"])._replace(
        without=frozenset({"*:repository/*:*"})
    )
