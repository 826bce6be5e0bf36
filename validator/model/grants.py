"""Who may fill a cache: the statements that allow it, wherever they stand."""

from collections.abc import Iterator

from validator.model.inventory import Inventory
from validator.model.objects import Grant, Object
from validator.model.permissions.actions import FILL_ACTIONS
from validator.model.permissions.document import PolicyDocument, Statement
from validator.model.value import Value


def grants(inventory: Inventory) -> list[Grant]:
    """A grant for each statement that allows an import or the creation of a repository."""
    documents = [
        *(("registry", one, one.permissions) for one in inventory.registries),
        *(("repository", one, one.permissions) for one in inventory.repositories),
        *(("template", one, one.permissions) for one in inventory.templates),
    ]
    return [grant for via, owner, document in documents for grant in _grants(via, owner, document)]


def _grants(via: str, owner: Object, document: Value[PolicyDocument]) -> Iterator[Grant]:
    for statement in document.statements if isinstance(document, PolicyDocument) else ():
        actions = _fills(statement)
        if actions and statement.effect == "Allow":
            origin = owner.origin_of("permissions")
            yield Grant(
                address=f"{origin.address}#{statement.label}",
                registry=owner.registry,
                origin=origin,
                via=via,
                statement=statement.label,
                principals=statement.principals,
                actions=actions,
                resources=statement.resources,
            )


def _fills(statement: Statement) -> list[str]:
    actions = statement.actions if isinstance(statement.actions, list) else []
    return sorted(action for action in actions if isinstance(action, str) and action in FILL_ACTIONS)
