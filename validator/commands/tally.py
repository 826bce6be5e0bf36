"""What a run adds up, inventory by inventory, and the exit status that it earns."""

from collections import Counter

import msgspec

from validator.commands.exits import NEVER, Exit
from validator.commands.pack import Pack
from validator.commands.reference import PARAM, held_against
from validator.commands.settings import Settings
from validator.engine.evaluate import evaluate
from validator.findings.finding import Finding, Outcome, Severity
from validator.findings.report import Comparison, Input, Report, make_report
from validator.model.inventory import Gap, Inventory, Source
from validator.model.measurements import Measurements


class Tally:
    """Judges inventories one after the other, and keeps of each only what the report needs.

    Attributes:
        gaps: What could not be read.
        measurements: What was measured of live registries.
        comparison: How much was compared, where Terraform is held against an account.
        calls: For each live account, the calls that belong to none of its regions.
        hints: Terraform code for what is unmanaged, where that was asked for.
    """

    def __init__(self, chosen: Pack) -> None:
        self.gaps: list[Gap] = []
        self.measurements: list[Measurements] = []
        self.comparison: Comparison | None = None
        self.calls: dict[str, dict[str, int]] = {}
        self.hints: list[str] = []
        self._chosen = chosen
        self._inputs: list[Input] = []
        self._findings: list[Finding] = []
        self._outcomes: Counter[Outcome] = Counter()

    def judge(  # noqa: PLR0913 - all that an input is
        self,
        name: str,
        inventory: Inventory,
        *,
        scope: str = "",
        whole: bool = True,
        calls: dict[str, int] | None = None,
        objects: dict[str, int] | None = None,
    ) -> None:
        """Judge an inventory.

        Args:
            name: What the input is called.
            inventory: What is in it.
            scope: What tells equal addresses of several inputs apart in fingerprints.
            whole: Whether all of the input could be read, as far as its gaps do not tell.
            calls: How often each IAM action was used to read it.
            objects: How many objects of each kind the input has, where the inventory does not hold them.

        Raises:
            PolicyError: A policy's expression does not compile.
        """
        chosen = self._chosen
        held = held_against(inventory, chosen.params.get(PARAM, ""))
        evaluation = evaluate(
            held, chosen.policies, chosen.params, overrides=chosen.overrides, input_name=name, scope=scope
        )
        self._findings += evaluation.findings
        self._outcomes += evaluation.outcomes
        self.gaps += [msgspec.structs.replace(gap, input=name) for gap in inventory.gaps]
        self._inputs.append(
            Input(
                name=name,
                source=inventory.source,
                objects=count(inventory) if objects is None else objects,
                complete=whole and not inventory.gaps,
                calls=calls or {},
            )
        )

    @property
    def inputs(self) -> int:
        """How many inventories were judged."""
        return len(self._inputs)

    def report(self) -> Report:
        """The report on all of them."""
        return make_report(
            sorted(self._inputs, key=_order),
            self._findings,
            self.gaps,
            self._outcomes,
            measurements=self.measurements,
            comparison=self.comparison,
            calls=self.calls,
            hints=self.hints,
        )


def count(inventory: Inventory) -> dict[str, int]:
    """How many objects of each kind an inventory holds."""
    return dict(Counter(kind for kind, _ in inventory.objects()))


def _order(one: Input) -> tuple[bool, str]:
    """Live registries come in the order in which they answer, and are shown by their names; other inputs stay."""
    live = one.source == Source.LIVE
    return live, one.name if live else ""


def verdict(report: Report, settings: Settings) -> Exit:
    """The exit status that a report earns."""
    summary = report.summary
    if summary.outcomes[Outcome.ERROR]:
        return Exit.WRONG
    if settings.fail_on != NEVER:
        least = Severity(settings.fail_on)
        if any(summary.failures[severity] for severity in Severity if severity.at_least(least)):
            return Exit.FAILED
    if settings.strict and summary.outcomes[Outcome.UNDECIDED]:
        return Exit.UNDECIDED
    return Exit.CLEAN
