"""The reference that registry policies are held against: a policy that grants all that may be granted."""

from pathlib import Path

import msgspec

from validator.commands.pack import Pack
from validator.errors import ConfigError
from validator.model.inventory import Inventory
from validator.model.objects import Registry
from validator.model.permissions.compare import exceeds
from validator.model.permissions.document import PolicyDocument
from validator.model.permissions.parse import parse_policy
from validator.model.permissions.reach import repositories

# The parameter of the policy "unscoped-import".
PARAM = "reference_policy"


def with_reference(chosen: Pack, file: Path | None) -> Pack:
    """The policies of a run with the reference that a file holds, which wins over the configuration's.

    Raises:
        ConfigError: The file can't be read, or holds no policy.
    """
    if file is None:
        return chosen
    place = f"--reference-policy {file}"
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        problem = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise ConfigError(f"the file can't be read: {problem}", place=place) from None
    _document(text, place)
    return chosen._replace(params={**chosen.params, PARAM: text})


def held_against(inventory: Inventory, text: str) -> Inventory:
    """The inventory with what each registry's policy grants beyond the reference; the same where there is none.

    Raises:
        ConfigError: The text is no policy.
    """
    if not text:
        return inventory
    reference = _document(text, f"params.{PARAM}")
    registries = [_held(registry, reference) for registry in inventory.registries]
    return msgspec.structs.replace(inventory, registries=registries)


def _held(registry: Registry, reference: PolicyDocument) -> Registry:
    policy = registry.permissions
    if isinstance(policy, PolicyDocument):
        excess = exceeds(policy, reference, resources=repositories(registry.account, registry.region))
        return msgspec.structs.replace(registry, excess=excess)
    return msgspec.structs.replace(registry, excess=policy)


def _document(text: str, place: str) -> PolicyDocument:
    document = parse_policy(text)
    if isinstance(document, PolicyDocument):
        return document
    raise ConfigError(document.detail if document else "policy: the file is empty", place=place)
