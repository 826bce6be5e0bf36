"""Which rules use a secret, and whether these are all."""

from collections import defaultdict

from validator.model.inventory import Inventory, Source
from validator.model.objects import Credential, Rule
from validator.model.references import ReferenceIndex
from validator.model.three_valued import first_unknown
from validator.model.usage import name_in_arn
from validator.model.value import Reason, Unknown, Value

_NO_RULES = Unknown(Reason.ELSEWHERE, detail="the rules of its registry")


class Users:
    """The rules of an inventory by the secrets that they use, or may use."""

    def __init__(self, inventory: Inventory, credentials: ReferenceIndex[Credential]) -> None:
        self._live = inventory.source is Source.LIVE
        self._with_rules = {rule.registry.key for rule in inventory.rules}
        self._certain: dict[str, list[Rule]] = defaultdict(list)
        self._by_name: dict[str, list[Rule]] = defaultdict(list)
        self._perhaps: dict[str, Unknown] = {}
        self._hidden: dict[str, Unknown] = {}
        self._unlisted = inventory.unlisted_anywhere("rule")
        for rule in inventory.rules:
            self._add(rule, credentials)

    def _add(self, rule: Rule, credentials: ReferenceIndex[Credential]) -> None:
        reference = rule.credential_arn
        candidates = [one for one in credentials.candidates(reference) if one.managed]
        name = name_in_arn(reference) if isinstance(reference, str) else None
        for one in candidates:
            if len(candidates) == 1:
                self._certain[one.address].append(rule)
            else:
                self._perhaps[one.address] = Unknown(Reason.SEVERAL, detail=f"the secret of {rule.address}")
        if not candidates and isinstance(name, str):
            # Code that makes a secret can name it elsewhere by its ARN, before anybody knows that the two are one.
            self._by_name[name].append(rule)
        elif not candidates and isinstance(reference, Unknown):
            self._hidden.setdefault(rule.registry.key, reference)

    def of(self, credential: Credential) -> Value[list[Rule]]:
        """The rules that use a secret.

        Returns an ``Unknown`` where a rule might use it that can't be told or was not listed, or where this input is
        code that has no rules of that registry at all: then they are declared elsewhere.
        """
        key = credential.registry.key
        unknown = self._perhaps.get(credential.address) or self._hidden.get(key) or self._by_unknown_name(credential)
        unknown = unknown or self._unlisted
        if unknown is not None:
            return unknown
        named = self._by_name.get(credential.name, []) if isinstance(credential.name, str) else []
        rules = self._certain[credential.address] + named
        if not rules and not self._live and key not in self._with_rules:
            return _NO_RULES
        return rules

    def divergent(self, credential: Credential) -> Value[Rule]:
        """The first rule that uses a secret for another upstream than the rules before it.

        Returns ``None`` where all use it for the same, and an ``Unknown`` where that can't be told.
        """
        rules = self.of(credential)
        certain = self._certain[credential.address] if isinstance(rules, Unknown) else rules or []
        hosts = [rule.upstream.host for rule in certain]
        known = [(host, rule) for host, rule in zip(hosts, certain, strict=True) if isinstance(host, str)]
        found = next((rule for host, rule in known if host != known[0][0]), None)
        if found is not None:
            return found
        unknown = rules if isinstance(rules, Unknown) else None
        return unknown or (first_unknown(*hosts) if len(certain) > 1 else None)

    def _by_unknown_name(self, credential: Credential) -> Unknown | None:
        name = credential.name
        if isinstance(name, Unknown) and any(one.startswith(name.prefix) for one in self._by_name):
            return name
        return None
