"""How the objects of an inventory belong together.

Links are what no reading of single objects shows: which credential a rule uses, which template its repositories get,
which registry's permissions they are under. A link is an object, ``None`` (known to lead nowhere), or an ``Unknown``.
One that needs a list which could not be read whole is never ``None`` nor a short list.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from validator.model.inventory import LISTS, Inventory
from validator.model.neighbours import Neighbours
from validator.model.objects import (
    KINDS,
    Consumer,
    Credential,
    Endpoint,
    Grant,
    Network,
    Object,
    Registry,
    Repository,
    Role,
    Rule,
    Template,
)
from validator.model.prefixes import PrefixIndex
from validator.model.pulls import rule_of_image
from validator.model.pushes import Pushes
from validator.model.references import ReferenceIndex
from validator.model.users import Users
from validator.model.value import Reason, Unknown, Value

# What a policy can follow from an object of a kind: the name, and the kind it leads to; "*" marks a list.
LINKS: dict[str, dict[str, str]] = {
    "rule": {
        "registry": "registry",
        "credential": "credential",
        "template": "template",
        "role": "role",
        "repositories": "repository*",
        "twin": "rule",
        "within": "rule",
    },
    "credential": {"registry": "registry", "rules": "rule*", "all_rules": "rule*", "divergent_rule": "rule"},
    "template": {"registry": "registry", "role": "role", "rules": "rule*", "rule": "rule"},
    "registry": {
        "rules": "rule*",
        "templates": "template*",
        "repositories": "repository*",
        "event_rules": "event_rule*",
    },
    "repository": {"registry": "registry", "rule": "rule", "template": "template"},
    "image": {"registry": "registry"},
    "endpoint": {"registry": "registry", "networks": "network*"},
    "grant": {"registry": "registry", "roles": "role*", "pushes_into": "rule*"},
    "role": {"registry": "registry", "rules": "rule*", "templates": "template*", "grants": "grant*"},
    "event_rule": {"registry": "registry"},
    "consumer": {"registry": "registry", "rule": "rule"},
    "network": {"registry": "registry", "endpoints": "endpoint*"},
    "drift": {"registry": "registry"},
}


class Links:
    """The links between the objects of one inventory."""

    def __init__(self, inventory: Inventory) -> None:
        self._inventory = inventory
        self._registries = {registry.key: registry for registry in inventory.registries}
        self._credentials: ReferenceIndex[Credential] = ReferenceIndex(inventory.credentials)
        self._roles: ReferenceIndex[Role] = ReferenceIndex(inventory.roles)
        self._members = {
            "rules": _by_registry(inventory.rules),
            "templates": _by_registry(inventory.templates),
            "repositories": _by_registry(inventory.repositories),
            "event_rules": _by_registry(inventory.event_rules),
        }
        self._unlisted = {(LISTS[one.kind], one.registry): one.unknown for one in inventory.unlisted}
        self._prefixes: dict[tuple[str, str], PrefixIndex[Any]] = {}
        self._users: dict[tuple[str, str], dict[str, list[Any]]] = {}
        self._neighbours: dict[str, Neighbours] = {}
        self._credential_users: Users | None = None
        self._pushes: Pushes | None = None

    def follow(self, found: Object, name: str) -> Any:
        """What a link of an object leads to: an object, a list, ``None`` or an ``Unknown``.

        Raises:
            KeyError: The object's kind has no such link.
        """
        return _FOLLOW[type(found).__name__, name](self, found)

    def registry(self, found: Object) -> Registry | Unknown:
        """The registry an object lives in."""
        return self._registries.get(found.registry.key) or Unknown(Reason.ELSEWHERE, detail="the registry")

    def credential(self, rule: Rule) -> Value[Credential]:
        """The secret that a rule's ``credential_arn`` means, told by its value or by what it refers to."""
        return self._credentials.find(rule.credential_arn)

    def template_for(self, found: Rule | Repository) -> Value[Template]:
        """The template that ECR would use: the longest that covers the prefix or name, else ``ROOT``."""
        name = found.prefix if isinstance(found, Rule) else found.name
        return self._by_prefix(found.registry.key, "templates").most_specific(name)

    def rule_for(self, found: Repository | Template) -> Value[Rule]:
        """The rule under whose prefix a repository, or the prefix of a template, lies."""
        name = found.prefix if isinstance(found, Template) else found.name
        return self._by_prefix(found.registry.key, "rules").most_specific(name)

    def repositories_of(self, rule: Rule) -> Value[list[Repository]]:
        """The repositories under a rule's prefix."""
        return self._by_prefix(rule.registry.key, "repositories").below(rule.prefix)

    def twin_of(self, rule: Rule) -> Value[Rule]:
        """Another rule of the registry with the same prefix."""
        return self._among(rule).twin(rule)

    def around(self, rule: Rule) -> Value[Rule]:
        """The rule of the registry whose prefix covers a longer one; ``ROOT`` does not count."""
        return self._among(rule).around(rule)

    def all_rules_of(self, credential: Credential) -> Value[list[Rule]]:
        """The rules that use a secret; unknown where others may use it too."""
        return self._users_of_credentials().of(credential)

    def divergent_rule(self, credential: Credential) -> Value[Rule]:
        """The first rule that uses a secret for another upstream than the rules before it."""
        return self._users_of_credentials().divergent(credential)

    def role(self, found: Rule | Template) -> Value[Role]:
        """The IAM role that a rule or template names, told by its ARN or by what that refers to."""
        return self._roles.find(found.role_arn)

    def roles_of(self, grant: Grant) -> Value[list[Role]]:
        """The roles of the input among a grant's principals."""
        if grant.principals is None or isinstance(grant.principals, Unknown):
            return grant.principals
        roles = [role for principal in grant.principals for role in self._roles.candidates(principal.id)]
        return list({role.address: role for role in roles}.values())

    def pushes_into(self, grant: Grant) -> Value[list[Rule]]:
        """The rules into whose caches a statement lets somebody push."""
        if self._pushes is None:
            self._pushes = Pushes(self._inventory, self._rules_of)
        return self._pushes.of(grant)

    def _rules_of(self, owner: Repository | Template) -> list[Rule]:
        """The rules whose repositories a template makes, or the one that fills a repository."""
        if isinstance(owner, Template):
            return self.users_of(owner, "rules", "template")
        rule = self.rule_for(owner)
        return [rule] if isinstance(rule, Rule) else []

    def rule_of(self, consumer: Consumer) -> Value[Rule]:
        """The rule that a consumer's image comes through."""
        return rule_of_image(
            consumer.image,
            self._inventory.registries,
            lambda registry, name: self._by_prefix(registry, "rules").most_specific(name),
        )

    def endpoints_of(self, network: Network) -> Value[list[Endpoint]]:
        """The endpoints in a VPC."""
        key = network.registry.key
        return self._unlisted.get(("endpoints", key)) or [
            one
            for one in self._inventory.endpoints
            if one.kind == "endpoint" and one.registry.key == key and one.vpc == network.vpc
        ]

    def users_of(self, found: Object, users: str, link: str) -> list[Any]:
        """The ``rules``, ``templates``, ``grants`` or ``networks`` whose link is known to lead to an object."""
        if (users, link) not in self._users:
            self._users[users, link] = self._grouped(users, link)
        return self._users[users, link][found.address]

    def in_registry(self, registry: Registry, members: str) -> Value[list[Any]]:
        """The ``rules``, ``templates``, ``repositories`` or ``event_rules`` of a registry."""
        return self._unlisted.get((members, registry.key)) or self._members[members][registry.key]

    def all_users_of(self, found: Object, users: str, link: str) -> Value[list[Any]]:
        """The same as `users_of`; unknown where there may be users that were not listed, in whatever registry."""
        partial = next((unknown for (name, _), unknown in self._unlisted.items() if name == users), None)
        return partial or self.users_of(found, users, link)

    def _by_prefix(self, registry: str, members: str) -> PrefixIndex[Any]:
        if (registry, members) not in self._prefixes:
            attribute = "name" if members == "repositories" else "prefix"
            named = ((getattr(found, attribute), found) for found in self._members[members][registry])
            self._prefixes[registry, members] = PrefixIndex(named, self._unlisted.get((members, registry)))
        return self._prefixes[registry, members]

    def _users_of_credentials(self) -> Users:
        if self._credential_users is None:
            self._credential_users = Users(self._inventory, self._credentials)
        return self._credential_users

    def _among(self, rule: Rule) -> Neighbours:
        key = rule.registry.key
        if key not in self._neighbours:
            rules = (one for one in self._members["rules"][key] if isinstance(one, Rule))
            self._neighbours[key] = Neighbours(rules, self._unlisted.get(("rules", key)))
        return self._neighbours[key]

    def _grouped(self, users: str, link: str) -> dict[str, list[Any]]:
        groups: dict[str, list[Any]] = defaultdict(list)
        for user in getattr(self._inventory, users):
            target = self.follow(user, link)
            for one in target if isinstance(target, list) else [target]:
                if isinstance(one, Object):
                    groups[one.address].append(user)
        return groups


def _by_registry(objects: Iterable[Object]) -> dict[str, list[Object]]:
    groups: dict[str, list[Object]] = defaultdict(list)
    for found in objects:
        groups[found.registry.key].append(found)
    return groups


def _members_of(members: str) -> Callable[[Links, Any], Any]:
    return lambda links, found: links.in_registry(found, members)


def _users_of(users: str, link: str) -> Callable[[Links, Any], Any]:
    return lambda links, found: links.all_users_of(found, users, link)


_FOLLOW: dict[tuple[str, str], Callable[[Links, Any], Any]] = {
    ("Rule", "credential"): Links.credential,
    ("Rule", "template"): Links.template_for,
    ("Rule", "role"): Links.role,
    ("Rule", "repositories"): Links.repositories_of,
    ("Rule", "twin"): Links.twin_of,
    ("Rule", "within"): Links.around,
    ("Credential", "all_rules"): Links.all_rules_of,
    ("Credential", "divergent_rule"): Links.divergent_rule,
    ("Credential", "rules"): _users_of("rules", "credential"),
    ("Template", "role"): Links.role,
    ("Template", "rules"): _users_of("rules", "template"),
    ("Registry", "rules"): _members_of("rules"),
    ("Registry", "templates"): _members_of("templates"),
    ("Registry", "repositories"): _members_of("repositories"),
    ("Registry", "event_rules"): _members_of("event_rules"),
    ("Template", "rule"): Links.rule_for,
    ("Repository", "rule"): Links.rule_for,
    ("Repository", "template"): Links.template_for,
    ("Grant", "roles"): Links.roles_of,
    ("Grant", "pushes_into"): Links.pushes_into,
    ("Role", "rules"): _users_of("rules", "role"),
    ("Role", "templates"): _users_of("templates", "role"),
    ("Role", "grants"): _users_of("grants", "roles"),
    ("Consumer", "rule"): Links.rule_of,
    ("Network", "endpoints"): Links.endpoints_of,
    ("Endpoint", "networks"): _users_of("networks", "endpoints"),
    **{(KINDS[kind].__name__, "registry"): Links.registry for kind, links in LINKS.items() if "registry" in links},
}
