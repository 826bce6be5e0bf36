"""Who may do what to a cache: the statements that allow or deny it, wherever they stand."""

from collections.abc import Iterable, Iterator

import msgspec

from validator.model.access import Grant
from validator.model.base import Object, RegistryRef
from validator.model.inventory import Inventory
from validator.model.origin import Origin
from validator.model.permissions.actions import ABILITIES, RELEVANT_ACTIONS
from validator.model.permissions.document import PolicyDocument, Principal, Statement
from validator.model.value import Value


class IdentityPolicy(msgspec.Struct, frozen=True):
    """A policy of principals, which unlike a resource's policy does not name them.

    Attributes:
        registry: The account, and the region of its provider configuration; what it allows holds in all regions.
        origin: Where it is written, or for an AWS managed policy where it is attached.
        document: What it says.
        principals: Who has it; an ``Unknown`` where that can't be told.
        managed: The ARN, for an AWS managed policy.
        name: Its name, where what it is written in gives several.
    """

    registry: RegistryRef
    origin: Origin
    document: Value[PolicyDocument]
    principals: Value[list[Principal]]
    managed: str | None = None
    name: str = ""


def grants(inventory: Inventory, identity_policies: Iterable[IdentityPolicy] = ()) -> list[Grant]:
    """A grant for each statement that covers an action which fills, changes or administers a cache."""
    documents: list[tuple[str, Object, Value[PolicyDocument]]] = [
        *(("registry", one, one.permissions) for one in inventory.registries),
        *(("repository", one, one.permissions) for one in inventory.repositories),
        *(("template", one, one.permissions) for one in inventory.templates),
    ]
    found = [grant for via, owner, document in documents for grant in _of_resource(via, owner, document)]
    found += (grant for policy in identity_policies for grant in _of_identity(policy))
    return found


def relevant(document: Value[PolicyDocument]) -> Iterator[tuple[Statement, list[str]]]:
    """The statements of a document that cover relevant actions, each with these."""
    for statement in document.statements if isinstance(document, PolicyDocument) else ():
        covered = statement.actions if isinstance(statement.actions, list) else []
        actions = sorted(action for action in covered if isinstance(action, str) and action in RELEVANT_ACTIONS)
        if actions:
            yield statement, actions


def _of_resource(via: str, owner: Object, document: Value[PolicyDocument]) -> Iterator[Grant]:
    origin = owner.origin_of("permissions")
    for statement, actions in relevant(document):
        grant = _grant(statement, actions, via, owner.registry, origin)
        yield msgspec.structs.replace(grant, principals=statement.principals, public=statement.public)


def _of_identity(policy: IdentityPolicy) -> Iterator[Grant]:
    for statement, actions in relevant(policy.document):
        grant = _grant(statement, actions, "identity", policy.registry, policy.origin)
        if policy.name:
            address = f"{policy.origin.address}#{policy.name}/{statement.label}"
            grant = msgspec.structs.replace(grant, address=address)
        yield msgspec.structs.replace(grant, principals=policy.principals, policy=policy.managed)


def _grant(statement: Statement, actions: list[str], via: str, registry: RegistryRef, origin: Origin) -> Grant:
    return Grant(
        address=f"{origin.address}#{statement.label}",
        registry=registry,
        origin=origin,
        via=via,
        statement=statement.label,
        effect=statement.effect,
        abilities=[ability for ability, needed in ABILITIES.items() if not needed.isdisjoint(actions)],
        actions=actions,
        principals=None,
        not_principals=statement.not_principals,
        resources=statement.resources,
        not_resources=statement.not_resources,
        conditions=statement.conditions,
        narrowed=statement.narrowed,
    )
