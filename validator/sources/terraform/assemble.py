"""From resources to the inventory: the one way that plan, state and source code all take."""

from collections.abc import Iterable, Mapping
from typing import Any

from validator.model.coverage import with_coverage
from validator.model.grants import grants
from validator.model.inventory import Gap, Inventory, Source
from validator.model.objects import Object, RegistryRef
from validator.model.roles import with_roles
from validator.model.usage import with_usage
from validator.sources.terraform.consumers import consumers
from validator.sources.terraform.context import Context
from validator.sources.terraform.credentials import credentials
from validator.sources.terraform.documents import Documents
from validator.sources.terraform.event_rules import event_rules
from validator.sources.terraform.identities import Identities
from validator.sources.terraform.network import endpoints
from validator.sources.terraform.networks import networks
from validator.sources.terraform.registries import SETTINGS, conflicts, registries
from validator.sources.terraform.repositories import repositories
from validator.sources.terraform.resource import Resource
from validator.sources.terraform.roles import roles
from validator.sources.terraform.rules import RULES, rule
from validator.sources.terraform.scopes import Scopes
from validator.sources.terraform.targets import Targets
from validator.sources.terraform.templates import template

_TEMPLATES = frozenset({"aws_ecr_repository_creation_template", "awscc_ecr_repository_creation_template"})


def assemble(
    resources: list[Resource],
    source: Source,
    *,
    gaps: Iterable[Gap] = (),
    declared: Mapping[str, Any] | None = None,
) -> Inventory:
    """The inventory of one input's resources.

    Args:
        resources: Every resource and data source of a wanted type.
        source: What they were read from.
        gaps: What could not be read.
        declared: The ``account`` and ``region`` parameters, for what the input does not tell.
    """
    resources = sorted(resources, key=lambda resource: resource.address)
    targets = Targets(resources)
    context = Context(Scopes(resources, declared or {}), targets, Documents(targets))
    inventory = Inventory(
        source=source,
        rules=[rule(one, context) for one in resources if one.type in RULES],
        templates=[template(one, context) for one in resources if one.type in _TEMPLATES],
        credentials=credentials(resources, context),
        repositories=repositories(resources, context),
        endpoints=endpoints(resources, context),
        gaps=[*gaps, *conflicts(resources, context)],
    )
    inventory = with_usage(inventory)
    inventory.registries = registries(resources, _refs(inventory, resources, context), context)
    inventory.networks = networks(resources, inventory.endpoints, context)
    inventory.event_rules = event_rules(resources, context)
    inventory.consumers = consumers(resources, context)
    identities = Identities(resources, context)
    inventory.grants = grants(inventory, identities.policies())
    return with_coverage(with_roles(inventory, roles(resources, identities, context)))


def _refs(inventory: Inventory, resources: list[Resource], context: Context) -> list[RegistryRef]:
    """The registries that anything lives in: those of the objects, and those that only have settings."""
    objects: Iterable[tuple[str, Object]] = inventory.objects()
    refs = {found.registry.key: found.registry for _, found in objects}
    for resource in resources:
        if resource.type in SETTINGS:
            ref = context.registry(resource)
            refs.setdefault(ref.key, ref)
    return list(refs.values())
