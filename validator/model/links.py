"""How the objects of an inventory belong together.

Links are what no reading of single objects shows: which credential a rule uses, which template its repositories get,
which registry's permissions they are under. A link is an object, ``None`` (known to lead nowhere), or an ``Unknown``.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from validator.model.inventory import Inventory
from validator.model.objects import Credential, Object, Registry, Repository, Rule, Template
from validator.model.prefixes import PrefixIndex
from validator.model.references import ReferenceIndex
from validator.model.value import Reason, Unknown, Value

# What a policy can follow from an object of a kind: the name, and the kind it leads to; "*" marks a list.
LINKS: dict[str, dict[str, str]] = {
    "rule": {"registry": "registry", "credential": "credential", "template": "template", "repositories": "repository*"},
    "credential": {"registry": "registry", "rules": "rule*"},
    "template": {"registry": "registry", "rules": "rule*"},
    "registry": {"rules": "rule*", "templates": "template*", "repositories": "repository*"},
    "repository": {"registry": "registry", "rule": "rule", "template": "template"},
    "image": {"registry": "registry"},
    "endpoint": {"registry": "registry"},
    "grant": {"registry": "registry"},
}


class Links:
    """The links between the objects of one inventory."""

    def __init__(self, inventory: Inventory) -> None:
        self._inventory = inventory
        self._registries = {registry.key: registry for registry in inventory.registries}
        self._credentials: ReferenceIndex[Credential] = ReferenceIndex(inventory.credentials)
        self._members = {
            "rules": _by_registry(inventory.rules),
            "templates": _by_registry(inventory.templates),
            "repositories": _by_registry(inventory.repositories),
        }
        self._prefixes: dict[tuple[str, str], PrefixIndex[Any]] = {}
        self._rules_of_credential: dict[str, list[Rule]] | None = None
        self._rules_of_template: dict[str, list[Rule]] | None = None

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

    def rule_for(self, repository: Repository) -> Value[Rule]:
        """The rule under whose prefix a repository lies."""
        return self._by_prefix(repository.registry.key, "rules").most_specific(repository.name)

    def repositories_of(self, rule: Rule) -> Value[list[Repository]]:
        """The repositories under a rule's prefix."""
        return self._by_prefix(rule.registry.key, "repositories").below(rule.prefix)

    def rules_of_credential(self, credential: Credential) -> list[Rule]:
        """The rules that are known to use a secret."""
        if self._rules_of_credential is None:
            self._rules_of_credential = _grouped(self._inventory.rules, lambda rule: self.follow(rule, "credential"))
        return self._rules_of_credential[credential.address]

    def rules_of_template(self, template: Template) -> list[Rule]:
        """The rules whose repositories a template shapes."""
        if self._rules_of_template is None:
            self._rules_of_template = _grouped(self._inventory.rules, lambda rule: self.follow(rule, "template"))
        return self._rules_of_template[template.address]

    def in_registry(self, registry: Registry, members: str) -> list[Any]:
        """The ``rules``, ``templates`` or ``repositories`` of a registry."""
        return self._members[members][registry.key]

    def _by_prefix(self, registry: str, members: str) -> PrefixIndex[Any]:
        if (registry, members) not in self._prefixes:
            attribute = "name" if members == "repositories" else "prefix"
            named = ((getattr(found, attribute), found) for found in self._members[members][registry])
            self._prefixes[registry, members] = PrefixIndex(named)
        return self._prefixes[registry, members]


def _by_registry(objects: Iterable[Object]) -> dict[str, list[Object]]:
    groups: dict[str, list[Object]] = defaultdict(list)
    for found in objects:
        groups[found.registry.key].append(found)
    return groups


def _grouped(rules: list[Rule], link: Callable[[Rule], Any]) -> dict[str, list[Rule]]:
    groups: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        target = link(rule)
        if isinstance(target, Object):
            groups[target.address].append(rule)
    return groups


_FOLLOW: dict[tuple[str, str], Callable[[Links, Any], Any]] = {
    ("Rule", "credential"): Links.credential,
    ("Rule", "template"): Links.template_for,
    ("Rule", "repositories"): Links.repositories_of,
    ("Credential", "rules"): Links.rules_of_credential,
    ("Template", "rules"): Links.rules_of_template,
    ("Registry", "rules"): lambda links, found: links.in_registry(found, "rules"),
    ("Registry", "templates"): lambda links, found: links.in_registry(found, "templates"),
    ("Registry", "repositories"): lambda links, found: links.in_registry(found, "repositories"),
    ("Repository", "rule"): Links.rule_for,
    ("Repository", "template"): Links.template_for,
    **{(kind, "registry"): Links.registry for kind in ("Rule", "Credential", "Template", "Repository")},
    **{(kind, "registry"): Links.registry for kind in ("CachedImage", "Endpoint", "Grant")},
}
