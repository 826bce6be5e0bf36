"""One region of one account: everything that is read of it, as an inventory like any other."""

from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec

from validator.model.coverage import with_coverage
from validator.model.grants import grants
from validator.model.inventory import Inventory, Source
from validator.model.measurements import Pulls, measure
from validator.model.objects import Credential, Rule, Template
from validator.model.roles import with_roles
from validator.model.usage import with_usage
from validator.model.value import Unknown
from validator.sources.aws.caller import Caller
from validator.sources.aws.events import read_event_rules
from validator.sources.aws.metrics import read_pulls
from validator.sources.aws.network import read_network
from validator.sources.aws.reading import RegionReading, Wanted
from validator.sources.aws.registries import read_registry
from validator.sources.aws.repositories import read_repositories, with_last_pulls
from validator.sources.aws.roles import AccountRoles
from validator.sources.aws.rules import read_rules, with_validation
from validator.sources.aws.secrets import list_secrets, read_credentials
from validator.sources.aws.templates import read_templates
from validator.sources.aws.unlisted import by_kind, with_consequences


class Core(NamedTuple):
    """What decides whether anything else has to be read: each list, with why there may be more."""

    rules: tuple[list[Rule], Unknown | None]
    templates: tuple[list[Template], Unknown | None]
    secrets: tuple[list[Credential], Unknown | None]

    @property
    def is_empty(self) -> bool:
        """Whether the region surely has neither a rule nor a template: then nothing else in it belongs to a cache."""
        return self.rules == ([], None) and self.templates == ([], None)


_CORE: tuple[Callable[[Caller], Any], ...] = (read_rules, read_templates, list_secrets)


def read_region(caller: Caller, roles: AccountRoles, wanted: Wanted) -> RegionReading:
    """Read a region. What can't be read is unknown, and leaves a gap.

    It runs on several threads of the account's pool, so it must not be called on one of these.

    Args:
        caller: Calls AWS in the region.
        roles: The roles of the account.
        wanted: How much is to be read.
    """
    core = Core(*caller.each(lambda read: read(caller), _CORE))
    inventory, pulls = _own(core, caller, wanted), Pulls({})
    if not core.is_empty:
        inventory, cached = _with_repositories(inventory, caller, wanted)
        if wanted.surroundings:
            inventory, pulls = _with_surroundings(inventory, caller, cached, wanted.days)
    inventory = with_coverage(_with_permissions(inventory, caller, roles))
    inventory.unlisted = with_consequences(inventory)
    inventory.gaps = caller.gaps()
    return RegionReading(caller.registry.key, inventory, measure(inventory, pulls, wanted.days), dict(caller.calls))


def _own(core: Core, caller: Caller, wanted: Wanted) -> Inventory:
    """The registry with its rules, templates and secrets."""
    rules, templates, secrets = core
    unlisted = by_kind(caller.registry, rule=rules[1], template=templates[1], credential=secrets[1])
    return with_usage(
        Inventory(
            source=Source.LIVE,
            rules=caller.each(lambda one: with_validation(one, caller), rules[0]) if wanted.validation else rules[0],
            templates=templates[0],
            credentials=read_credentials(caller, secrets[0], rules[0]),
            registries=[read_registry(caller)],
            unlisted=unlisted,
        )
    )


def _with_repositories(inventory: Inventory, caller: Caller, wanted: Wanted) -> tuple[Inventory, list[str]]:
    """The inventory with its repositories and what the cache holds, and the names of the cache's repositories."""
    found = read_repositories(caller, inventory.rules, inventory.templates, images=wanted.images)
    unlisted = by_kind(caller.registry, repository=found.unlisted, image=found.unlisted_images)
    whole = msgspec.structs.replace(
        inventory,
        rules=with_last_pulls(inventory.rules, found),
        repositories=found.repositories,
        images=found.images,
        unlisted=[*inventory.unlisted, *unlisted],
    )
    return whole, found.cached


def _with_surroundings(inventory: Inventory, caller: Caller, cached: list[str], days: int) -> tuple[Inventory, Pulls]:
    """The inventory with what surrounds the registry, and how much is pulled from the cache's repositories."""
    network, events = read_network(caller), read_event_rules(caller)
    whole = msgspec.structs.replace(
        inventory,
        endpoints=network.endpoints,
        networks=network.networks,
        event_rules=events.event_rules,
        unlisted=[*inventory.unlisted, *network.unlisted, *events.unlisted],
    )
    return whole, read_pulls(caller, cached, events.counters, days)


def _with_permissions(inventory: Inventory, caller: Caller, roles: AccountRoles) -> Inventory:
    """The inventory with the roles that it names, and with who may do what."""
    users: list[Rule | Template] = [*inventory.rules, *inventory.templates]
    arns = [one.role_arn for one in users if isinstance(one.role_arn, str)]
    read = roles.read(arns, caller.registry)
    inventory = with_roles(inventory, read.roles)
    inventory.grants = sorted(grants(inventory, read.policies), key=lambda one: one.address)
    inventory.unlisted = [*inventory.unlisted, *read.unlisted]
    return inventory
