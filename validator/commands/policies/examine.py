"""All that can be wrong with the policies of a pack, not only the first mistake."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from validator.commands.policies.cases import CASES, Case, read_cases
from validator.commands.policies.folders import shipped_beside
from validator.engine.document import Document, read
from validator.engine.load import check_unique, examine, texts_of
from validator.engine.policy import Policy
from validator.errors import PolicyError
from validator.findings.finding import Outcome


def mistakes(files: list[Path]) -> Iterator[PolicyError]:
    """What is wrong with policies and their cases, file by file, and with what they share."""
    fitting = shipped_beside(files)
    for file in files:
        try:
            policy, problems = examine(file)
            yield from problems
            yield from _unfit(policy, fitting)
            yield from _cases(policy, read(file))
        except PolicyError as error:
            yield error


def _unfit(policy: Policy, others: list[Policy]) -> Iterator[PolicyError]:
    """What a policy shares that it must not; one that fits is the next one's neighbour."""
    try:
        check_unique([*others, policy])
    except PolicyError as error:
        yield error
    else:
        others.append(policy)


def _cases(policy: Policy, written: Document) -> Iterator[PolicyError]:
    """What is wrong with the cases of a policy, as far as reading them tells."""
    file = policy.path.with_name(CASES)
    if not file.is_file():
        yield PolicyError(f"there is no {CASES} beside it", place=str(policy.path), remedy="say what it must decide")
        return
    cases = read_cases(file)
    texts = texts_of(policy)
    shown = {outcome for case in cases for outcome in case.outcomes}
    for outcome in _needed(policy, undecided=not texts.no_undecided):
        if outcome not in shown:
            yield PolicyError(f"no case is {outcome.value}", place=str(file), remedy=_remedy(outcome))
    yield from _examples(texts.examples, cases, written)


def _needed(policy: Policy, *, undecided: bool) -> Iterator[Outcome]:
    yield from (Outcome.PASS, Outcome.FAIL)
    if undecided:
        yield Outcome.UNDECIDED
    if policy.when:
        yield Outcome.NOT_APPLICABLE


def _remedy(outcome: Outcome) -> str:
    return "add one, or say in policy.yaml why by no_undecided" if outcome is Outcome.UNDECIDED else "add one"


def _examples(examples: dict[str, str], cases: Iterable[Case], written: Document) -> Iterator[PolicyError]:
    outcomes = {case.name: case.outcomes for case in cases}
    for outcome, name in examples.items():
        if Outcome(outcome) not in outcomes.get(name, ()):
            yield written.error(f"there is no case {name!r} that shows it", "examples", outcome)
