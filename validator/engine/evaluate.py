"""Policies on an inventory: findings, and a count of every outcome."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from validator.engine.findings import FindingMaker
from validator.engine.holes import Hole
from validator.engine.judge import NOT_APPLICABLE, PASS, Judge, Verdict, compiler
from validator.engine.overrides import Overrides
from validator.engine.policy import Policy
from validator.findings.finding import Finding, Outcome
from validator.model.inventory import LISTS, Inventory
from validator.model.kinds import KINDS
from validator.model.links import Links
from validator.model.objects import Object


class Evaluation(NamedTuple):
    """The findings, in the order of kinds and objects, and how many outcomes there were of each sort."""

    findings: list[Finding]
    outcomes: Counter[Outcome]


def outcomes_of(
    inventory: Inventory,
    policies: Sequence[Policy],
    params: Mapping[str, Any],
    links: Links | None = None,
    overrides: Overrides | None = None,
) -> Iterator[tuple[Policy, Object, Verdict]]:
    """What every policy says of every object of its kind.

    Where a kind could not be listed whole in a registry, its policies are undecided of that registry too.

    Args:
        inventory: The objects.
        policies: The policies to judge them by; those of a kind that has no objects are not even compiled.
        params: The value of every parameter that the policies declare, see `validator.engine.params.resolve`.
        links: The links of the inventory, where the caller has them already.
        overrides: The parameters that are others under some prefixes.

    Raises:
        PolicyError: An expression does not compile.
    """
    links = links or Links(inventory)
    yield from _of_unlisted(inventory, policies)
    shared = None
    for kind in KINDS:
        objects = inventory.of_kind(kind)
        chosen = [policy for policy in policies if policy.applies_to == kind]
        if not objects or not chosen:
            continue
        shared = shared or compiler()
        judge = Judge(shared, chosen, params, links, overrides)
        for found in objects:
            for policy, verdict in zip(chosen, judge.judge(found), strict=True):
                yield policy, found, verdict


def _of_unlisted(inventory: Inventory, policies: Sequence[Policy]) -> Iterator[tuple[Policy, Object, Verdict]]:
    """What can be said of the objects that nobody could list."""
    registries = {registry.key: registry for registry in inventory.registries if inventory.unlisted}
    for one in inventory.unlisted:
        words = LISTS[one.kind].replace("_", " ")
        verdict = Verdict(Outcome.UNDECIDED, Hole((), f"the list of {words}", one.unknown))
        for policy in policies:
            if policy.applies_to == one.kind:
                yield policy, registries[one.registry], verdict


def evaluate(  # noqa: PLR0913 - all that a judgement depends on
    inventory: Inventory,
    policies: Sequence[Policy],
    params: Mapping[str, Any],
    *,
    overrides: Overrides | None = None,
    input_name: str = "",
    scope: str = "",
) -> Evaluation:
    """Judge an inventory.

    Args:
        inventory: The objects.
        policies: The chosen policies, see `validator.engine.select`.
        params: The value of every parameter that they declare.
        overrides: The parameters that are others under some prefixes.
        input_name: The input as the user named it.
        scope: What tells equal addresses of several inputs apart in fingerprints.

    Raises:
        PolicyError: An expression does not compile, or a policy's file can't be read.
    """
    links = Links(inventory)
    maker = FindingMaker(links, params, overrides, input_name, scope)
    findings: list[Finding] = []
    passed = spared = 0
    for policy, found, verdict in outcomes_of(inventory, policies, params, links, overrides):
        if verdict is PASS:
            passed += 1
        elif verdict is NOT_APPLICABLE:
            spared += 1
        else:
            findings.append(maker.finding(policy, found, verdict))
    outcomes = Counter(finding.outcome for finding in findings)
    outcomes.update({Outcome.PASS: passed, Outcome.NOT_APPLICABLE: spared})
    return Evaluation(findings, outcomes)
