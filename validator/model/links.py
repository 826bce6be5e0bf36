"""How the objects of an inventory belong together.

Links are what no reading of single objects shows: which credential a rule uses, which template its repositories get,
which registry's permissions they are under. A link is an object, ``None`` (known to lead nowhere), or an ``Unknown``.
One that needs a list which could not be read whole is never ``None`` nor a short list.
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from validator.model.inventory import Inventory
from validator.model.kinds import KINDS, LINKS
from validator.model.members import Members
from validator.model.objects import (
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
from validator.model.pulls import rule_of_image
from validator.model.pushes import Pushes
from validator.model.references import ReferenceIndex
from validator.model.users import Users
from validator.model.value import Reason, Unknown, Value


class Links:
    """The links between the objects of one inventory."""

    def __init__(self, inventory: Inventory) -> None:
        self._inventory = inventory
        self._registries = {registry.key: registry for registry in inventory.registries}
        self._credentials: ReferenceIndex[Credential] = ReferenceIndex(inventory.credentials)
        self._roles: ReferenceIndex[Role] = ReferenceIndex(inventory.roles)
        self._members = Members(inventory)
        self._users: dict[tuple[str, str], dict[str, list[Any]]] = {}
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
        return self._members.by_prefix(found.registry.key, "template").most_specific(name)

    def rule_for(self, found: Repository | Template) -> Value[Rule]:
        """The rule under whose prefix a repository, or the prefix of a template, lies."""
        name = found.prefix if isinstance(found, Template) else found.name
        return self._members.by_prefix(found.registry.key, "rule").most_specific(name)

    def repositories_of(self, rule: Rule) -> Value[list[Repository]]:
        """The repositories under a rule's prefix."""
        return self._members.by_prefix(rule.registry.key, "repository").below(rule.prefix)

    def twin_of(self, rule: Rule) -> Value[Rule]:
        """Another rule of the registry with the same prefix."""
        return self._members.beside(rule).twin(rule)

    def around(self, rule: Rule) -> Value[Rule]:
        """The rule of the registry whose prefix covers a longer one; ``ROOT`` does not count."""
        return self._members.beside(rule).around(rule)

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
            return self.users_of(owner, "rule", "template")
        rule = self.rule_for(owner)
        return [rule] if isinstance(rule, Rule) else []

    def rule_of(self, consumer: Consumer) -> Value[Rule]:
        """The rule that a consumer's image comes through."""
        return rule_of_image(
            consumer.image,
            self._inventory.registries,
            lambda registry, name: self._members.by_prefix(registry, "rule").most_specific(name),
        )

    def endpoints_of(self, network: Network) -> Value[list[Endpoint]]:
        """The endpoints in a VPC."""
        there = self._members.of(network.registry.key, "endpoint")
        if isinstance(there, Unknown):
            return there
        return [one for one in there or () if one.kind == "endpoint" and one.vpc == network.vpc]

    def in_registry(self, registry: Registry, kind: str) -> Value[list[Any]]:
        """The objects of a kind in a registry; unknown where they could not all be listed."""
        return self._members.of(registry.key, kind)

    def users_of(self, found: Object, kind: str, link: str) -> list[Any]:
        """The objects of a kind whose link is known to lead to an object."""
        if (kind, link) not in self._users:
            self._users[kind, link] = self._grouped(kind, link)
        return self._users[kind, link][found.address]

    def all_users_of(self, found: Object, kind: str, link: str) -> Value[list[Any]]:
        """The same as `users_of`; unknown where there may be users that were not listed, in whatever registry."""
        return self._inventory.unlisted_anywhere(kind) or self.users_of(found, kind, link)

    def _users_of_credentials(self) -> Users:
        if self._credential_users is None:
            self._credential_users = Users(self._inventory, self._credentials)
        return self._credential_users

    def _grouped(self, kind: str, link: str) -> dict[str, list[Any]]:
        groups: dict[str, list[Any]] = defaultdict(list)
        for user in self._inventory.of_kind(kind):
            target = self.follow(user, link)
            for one in target if isinstance(target, list) else [target]:
                if isinstance(one, Object):
                    groups[one.address].append(user)
        return groups


def _members_of(kind: str) -> Callable[[Links, Any], Any]:
    return lambda links, found: links.in_registry(found, kind)


def _users_of(kind: str, link: str) -> Callable[[Links, Any], Any]:
    return lambda links, found: links.all_users_of(found, kind, link)


_FOLLOW: dict[tuple[str, str], Callable[[Links, Any], Any]] = {
    ("Rule", "credential"): Links.credential,
    ("Rule", "template"): Links.template_for,
    ("Rule", "role"): Links.role,
    ("Rule", "repositories"): Links.repositories_of,
    ("Rule", "twin"): Links.twin_of,
    ("Rule", "within"): Links.around,
    ("Credential", "all_rules"): Links.all_rules_of,
    ("Credential", "divergent_rule"): Links.divergent_rule,
    ("Credential", "rules"): _users_of("rule", "credential"),
    ("Template", "role"): Links.role,
    ("Template", "rules"): _users_of("rule", "template"),
    ("Registry", "rules"): _members_of("rule"),
    ("Registry", "templates"): _members_of("template"),
    ("Registry", "repositories"): _members_of("repository"),
    ("Registry", "event_rules"): _members_of("event_rule"),
    ("Template", "rule"): Links.rule_for,
    ("Repository", "rule"): Links.rule_for,
    ("Repository", "template"): Links.template_for,
    ("Grant", "roles"): Links.roles_of,
    ("Grant", "pushes_into"): Links.pushes_into,
    ("Role", "rules"): _users_of("rule", "role"),
    ("Role", "templates"): _users_of("template", "role"),
    ("Role", "grants"): _users_of("grant", "roles"),
    ("Consumer", "rule"): Links.rule_of,
    ("Network", "endpoints"): Links.endpoints_of,
    ("Endpoint", "networks"): _users_of("network", "endpoints"),
    **{(KINDS[kind].__name__, "registry"): Links.registry for kind, links in LINKS.items() if "registry" in links},
}
