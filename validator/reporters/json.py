"""The report for machines, as ``schemas/report.schema.json`` fixes it."""

from typing import Annotated

import msgspec
from msgspec import Meta

from validator.findings.finding import Finding, Outcome, Place, Severity
from validator.findings.report import Comparison, Input, Report, Summary, Tool
from validator.model.inventory import Gap
from validator.model.measurements import Measurements
from validator.model.origin import Location
from validator.reporters.view import View


class Range(msgspec.Struct, frozen=True):
    """A range in a source file; null where it is not known. Lines and columns count from 1."""

    file: str | None = None
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None


class JsonFinding(msgspec.Struct, frozen=True, kw_only=True):
    """A ``fail``, ``undecided`` or ``error`` outcome of a policy on an object.

    Attributes:
        policy: The policy's id.
        name: The policy's name.
        severity: How bad it is.
        outcome: What the policy says.
        reason: Why the outcome is undecided; else null.
        input: The input it comes from, as the user named it.
        address: The Terraform address or ARN of what is to be mended.
        registry: Where it lives.
        attribute: The path of the attribute it is about, or null.
        message: One sentence that names the object and the value that is wrong.
        location: Where in the source.
        remediation: How to mend it.
        url: The policy's page.
        fingerprint: Tells this finding from all others, and stays when lines move.
    """

    policy: str
    name: str
    severity: Severity
    outcome: Outcome
    reason: str | None
    input: str
    address: str
    registry: Place
    attribute: str | None
    message: str
    location: Range
    remediation: str
    url: str
    fingerprint: str


class JsonIgnored(JsonFinding, frozen=True, kw_only=True):
    """A finding that the user chose to ignore.

    Attributes:
        ignored_because: The reason that the user gave.
    """

    ignored_because: str


class JsonReport(msgspec.Struct, frozen=True, kw_only=True):
    """What ``pullguard check --format json`` prints.

    Attributes:
        schema: The address of this schema.
        tool: What wrote the report.
        inputs: What was checked.
        summary: How many of what.
        findings: The worst first.
        gaps: What could not be read, so that nothing is said about it.
        ignored: The findings that were ignored.
        measurements: What was measured of live registries.
        comparison: How much of Terraform was compared with an account; null where that was not asked for.
        calls: For each live account, the calls that belong to none of its regions, by their IAM action.
        hints: Terraform code that takes what is unmanaged under Terraform's care, where that was asked for.
    """

    schema: Annotated[str, Meta(pattern="^https://")]
    tool: Tool
    inputs: list[Input]
    summary: Summary
    findings: list[JsonFinding]
    gaps: list[Gap]
    ignored: list[JsonIgnored]
    measurements: list[Measurements] = []
    comparison: Comparison | None = None
    calls: dict[str, dict[str, int]] = {}
    hints: list[str] = []


def render(report: Report, view: View) -> str:  # noqa: ARG001 - every reporter's signature
    """The whole report; the same report gives the same text."""
    shown = JsonReport(
        schema=report.schema,
        tool=report.tool,
        inputs=report.inputs,
        summary=report.summary,
        findings=[_shown(finding) for finding in report.findings],
        gaps=report.gaps,
        ignored=[_ignored(one.finding, one.reason) for one in report.ignored],
        measurements=report.measurements,
        comparison=report.comparison,
        calls=report.calls,
        hints=report.hints,
    )
    return msgspec.json.format(msgspec.json.encode(shown), indent=2).decode() + "\n"


_NOWHERE = Range()


def _shown(finding: Finding) -> JsonFinding:
    return JsonFinding(
        policy=finding.policy,
        name=finding.name,
        severity=finding.severity,
        outcome=finding.outcome,
        reason=finding.reason,
        input=finding.input,
        address=finding.address,
        registry=finding.registry,
        attribute=finding.attribute,
        message=finding.message,
        location=_range(finding.location),
        remediation=finding.remediation,
        url=finding.url,
        fingerprint=finding.fingerprint,
    )


def _ignored(finding: Finding, reason: str) -> JsonIgnored:
    return JsonIgnored(**msgspec.structs.asdict(_shown(finding)), ignored_because=reason)


def _range(location: Location | None) -> Range:
    if location is None:
        return _NOWHERE
    return Range(location.file, location.line, location.column, location.end_line, location.end_column)
