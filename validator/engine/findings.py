"""Findings made of verdicts: the message, the place and the texts."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from validator.engine.judge import Verdict
from validator.engine.load import texts_of
from validator.engine.message import Writer
from validator.engine.overrides import Overrides
from validator.engine.policy import Policy, Texts
from validator.findings.finding import Finding, Outcome, Place, fingerprint
from validator.model.kinds import KINDS
from validator.model.links import Links
from validator.model.objects import Drift, Object, RegistryRef
from validator.model.value import known


class FindingMaker:
    """Makes the findings of one inventory."""

    def __init__(
        self, links: Links, params: Mapping[str, Any], overrides: Overrides | None, input_name: str, scope: str
    ) -> None:
        self._links = links
        self._params = params
        self._overrides = overrides
        self._input = input_name
        self._scope = scope
        self._texts: dict[str, Texts] = {}
        self._writers: dict[str, Writer] = {}
        self._places: dict[RegistryRef, Place] = {}
        self._fingerprints: Counter[str] = Counter()

    def finding(self, policy: Policy, found: Object, verdict: Verdict) -> Finding:
        """The finding of a verdict that is no pass."""
        if policy.id not in self._texts:
            self._texts[policy.id] = texts_of(policy)
        texts = self._texts[policy.id]
        attribute = _attribute(policy, found)
        origin = found.origin_of(attribute or "")
        return Finding(
            policy=policy.id,
            name=policy.name,
            severity=policy.severity,
            outcome=verdict.outcome,
            address=origin.address,
            registry=self._place(found.registry),
            attribute=attribute,
            message=self._message(policy, found, verdict),
            location=origin.location,
            remediation=texts.remediation,
            url=policy.url,
            fingerprint=self._fingerprint(policy.id, origin.address, attribute or ""),
            reason=verdict.hole.unknown.reason.value if verdict.hole else None,
            input=self._input,
            rationale=texts.rationale,
            title=texts.title,
            note=origin.note,
        )

    def _message(self, policy: Policy, found: Object, verdict: Verdict) -> str:
        if verdict.hole:
            return f"{verdict.hole.path} is unknown: {verdict.hole.unknown}"
        if verdict.outcome is Outcome.ERROR:
            return f"{policy.id} could not judge {found.address}: {verdict.error} in `{policy.condition}`"
        if policy.id not in self._writers:
            self._writers[policy.id] = Writer(policy, self._links, self._params, self._overrides)
        return self._writers[policy.id].message(found)

    def _place(self, registry: RegistryRef) -> Place:
        if registry not in self._places:
            self._places[registry] = Place(known(registry.account), known(registry.region))
        return self._places[registry]

    def _fingerprint(self, policy: str, address: str, attribute: str) -> str:
        """A fingerprint of its own: findings that share all parts are told apart by their number."""
        first = fingerprint(policy, address, attribute, self._scope)
        self._fingerprints[first] += 1
        count = self._fingerprints[first]
        return first if count == 1 else fingerprint(policy, address, attribute, self._scope, str(count))


def _attribute(policy: Policy, found: Object) -> str | None:
    if isinstance(found, Drift):
        return known(found.attribute)
    # A policy whose kind could not be listed speaks of the registry as a whole.
    return policy.at if isinstance(found, KINDS[policy.applies_to]) else None
