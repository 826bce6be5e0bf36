"""How the prefixes of one registry's rules lie to each other.

Source: ECR User Guide, "Wildcards and ECR to ECR": ``ROOT`` answers for the names that no other rule claims, so a rule
does not lie within it. Which of two nested prefixes wins is not documented.
"""

from collections import defaultdict
from collections.abc import Iterable

from validator.model.objects import Rule
from validator.model.prefixes import ROOT
from validator.model.value import Unknown, Value


class Neighbours:
    """The rules of one registry by their prefix."""

    def __init__(self, rules: Iterable[Rule], unlisted: Unknown | None = None) -> None:
        """Sort rules by their prefix; ``unlisted`` says why there may be more than these."""
        self._by_prefix: dict[str, list[Rule]] = defaultdict(list)
        self._unknown = unlisted
        for rule in rules:
            if isinstance(rule.prefix, Unknown):
                self._unknown = self._unknown or rule.prefix
            elif rule.prefix is not None:
                self._by_prefix[rule.prefix].append(rule)

    def twin(self, rule: Rule) -> Value[Rule]:
        """The first other rule with the same prefix; an ``Unknown`` where one might have it."""
        if rule.prefix is None or isinstance(rule.prefix, Unknown):
            return rule.prefix
        first_two = self._by_prefix[rule.prefix][:2]
        return next((other for other in first_two if other.address != rule.address), self._unknown)

    def around(self, rule: Rule) -> Value[Rule]:
        """The rule with the longest prefix that properly covers another's; an ``Unknown`` where one might."""
        prefix = rule.prefix
        if prefix is None or prefix == ROOT or isinstance(prefix, Unknown):
            return prefix if isinstance(prefix, Unknown) else None
        while "/" in prefix:
            prefix = prefix.rpartition("/")[0]
            if prefix in self._by_prefix:
                return self._by_prefix[prefix][0]
        # What has no slash lies within nothing, whatever the unknown prefixes are.
        return self._unknown if "/" in str(rule.prefix) else None
