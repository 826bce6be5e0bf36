"""Inputs held against live registries, one after the other, and the report on it."""

from collections.abc import Sequence

from validator.commands.live import Run
from validator.commands.pack import Pack
from validator.commands.reading import gap_of
from validator.commands.tally import Tally, count
from validator.drift.comparison import Comparison, nothing
from validator.drift.entry import Against, Input
from validator.drift.expected import Expected
from validator.drift.hints import import_hint
from validator.findings import report
from validator.model.inventory import Gap, Inventory, Source
from validator.model.objects import Drift, Registry
from validator.model.origin import Origin
from validator.sources.aws.reading import RegionReading
from validator.sources.read import Inputs


class Holding:
    """What inputs expect, held against what is read.

    Attributes:
        registries: How many registries were compared.
    """

    def __init__(self, chosen: Pack, inputs: Inputs, run: Run, against: str | None) -> None:
        """Take what the inputs expect of the accounts and regions of a run."""
        self.registries = 0
        self._inputs = inputs
        self._expected = Expected(
            [Input(one.inventory, one.before, whole=not inputs.unread) for one in inputs.readings],
            against=Against(against) if against else None,
            account=_alone(run.accounts),
            region=_alone(run.regions),
        )
        self._found = nothing(len(inputs.readings))
        self._tally = Tally(chosen._replace(policies=[one for one in chosen.policies if one.applies_to == "drift"]))

    def take(self, reading: RegionReading) -> None:
        """Compare with a registry."""
        here = self._expected.against(reading.inventory)
        drifts = _drifts(Source.LIVE, here.unmanaged, reading.inventory.gaps)
        name, objects = reading.registry, count(reading.inventory)
        self._tally.judge(name, drifts, scope=name, calls=reading.calls, objects=objects)
        self._found.add(here)
        self.registries += 1

    def report(self, run: Run, *, fix_hints: bool) -> report.Report:
        """The report, once all is read.

        Args:
            run: The run that read it.
            fix_hints: Whether it has the code that imports what is unmanaged.
        """
        self._found.add(self._expected.rest())
        for one, drifts in zip(self._inputs.readings, self._found.by_input, strict=True):
            inventory = _drifts(one.inventory.source, drifts, one.inventory.gaps)
            self._tally.judge(one.name, inventory, scope=one.scope, objects=count(one.inventory))
        self._tally.gaps += [*run.gaps, *map(gap_of, self._inputs.unread)]
        self._tally.calls = run.calls
        self._tally.comparison = _shown(self._found)
        if fix_hints:
            self._tally.hints = [hint for drift in self._found.drifts if (hint := import_hint(drift))]
        return self._tally.report()


def _alone(names: Sequence[str]) -> str | None:
    return names[0] if len(names) == 1 else None


def _drifts(source: Source, drifts: list[Drift], gaps: list[Gap]) -> Inventory:
    """The drifts of one input, in their registries."""
    refs = {drift.registry.key: drift.registry for drift in drifts}
    registries = [
        Registry(address=key, registry=ref, origin=Origin(key), key=key, account=ref.account, region=ref.region)
        for key, ref in sorted(refs.items())
    ]
    return Inventory(source=source, registries=registries, drifts=drifts, gaps=gaps)


def _shown(found: Comparison) -> report.Comparison:
    return report.Comparison(
        compared=found.compared,
        equal=found.equal,
        not_compared={reason: skipped.count for reason, skipped in sorted(found.not_compared.items())},
        untouched=sorted(found.untouched),
    )
