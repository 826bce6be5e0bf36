"""The report: everything that reporters show, computed once."""

from collections import Counter
from collections.abc import Iterable, Mapping

import msgspec

from validator import __version__
from validator.findings.finding import Finding, Outcome, Severity
from validator.model.inventory import Gap
from validator.model.measurements import Measurements

SCHEMA = "https://pullguard.dev/schemas/report-1.schema.json"


class Tool(msgspec.Struct, frozen=True):
    """What wrote the report."""

    name: str = "pullguard"
    version: str = __version__


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """One input: what it is called, what it was read as, and whether it could be read whole.

    Attributes:
        name: As the user named it.
        source: ``hcl``, ``plan``, ``state`` or ``live``.
        objects: How many objects of each kind it holds.
        complete: False where a part of it could not be read, see the gaps.
        calls: For a live account, how often each IAM action was used.
    """

    name: str
    source: str
    objects: dict[str, int]
    complete: bool = True
    calls: dict[str, int] = {}


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """How many of what: outcomes of all policies on all objects, and failures by severity."""

    outcomes: dict[str, int]
    failures: dict[str, int]
    gaps: int
    ignored: int


class Ignored(msgspec.Struct, frozen=True):
    """A finding that the user chose to ignore, and why."""

    finding: Finding
    reason: str


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """How much of what Terraform says was compared with an account.

    Attributes:
        compared: How many attributes were compared.
        equal: How many of these mean the same on both sides.
        not_compared: How many attributes and objects could not be compared, by the reason why.
        untouched: The registries that were read and of which Terraform says nothing.
    """

    compared: int
    equal: int
    not_compared: dict[str, int]
    untouched: list[str]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """All findings of a run, in the order they are shown.

    Attributes:
        inputs: What was checked.
        summary: How many of what.
        findings: The worst first.
        gaps: What could not be read, so that nothing is said about it.
        ignored: The findings that were ignored.
        measurements: What was measured of live registries.
        comparison: How much of Terraform was compared with an account; ``None``: that was not asked for.
        calls: For each live account, the calls that belong to none of its regions, by their IAM action.
        hints: Terraform code that takes what is unmanaged under Terraform's care, where that was asked for.
    """

    inputs: list[Input]
    summary: Summary
    findings: list[Finding]
    gaps: list[Gap]
    ignored: list[Ignored]
    measurements: list[Measurements] = []
    comparison: Comparison | None = None
    calls: dict[str, dict[str, int]] = {}
    hints: list[str] = []
    tool: Tool = Tool()
    schema: str = SCHEMA


def make_report(  # noqa: PLR0913 - all that a report holds
    inputs: Iterable[Input],
    findings: Iterable[Finding],
    gaps: Iterable[Gap],
    outcomes: Counter[Outcome],
    ignored: Iterable[Ignored] = (),
    *,
    measurements: Iterable[Measurements] = (),
    comparison: Comparison | None = None,
    calls: Mapping[str, dict[str, int]] | None = None,
    hints: Iterable[str] = (),
) -> Report:
    """A report with its findings sorted and its totals counted; what was measured is in the order of the registries."""
    shown, left_out, holes = sorted(findings, key=lambda finding: finding.order), list(ignored), sorted(gaps)
    return Report(
        inputs=list(inputs),
        summary=_summary(shown, outcomes, gaps=len(holes), ignored=len(left_out)),
        findings=shown,
        gaps=holes,
        ignored=left_out,
        measurements=sorted(measurements, key=lambda one: one.registry.key),
        comparison=comparison,
        calls=dict(sorted((calls or {}).items())),
        hints=list(hints),
    )


def _summary(findings: Iterable[Finding], outcomes: Counter[Outcome], *, gaps: int, ignored: int) -> Summary:
    failures = Counter(finding.severity for finding in findings if finding.outcome is Outcome.FAIL)
    return Summary(
        outcomes={outcome.value: outcomes[outcome] for outcome in Outcome},
        failures={severity.value: failures[severity] for severity in Severity},
        gaps=gaps,
        ignored=ignored,
    )
