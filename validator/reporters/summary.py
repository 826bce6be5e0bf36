"""The last lines of the report for people: how many of what, and a good word where all is well."""

from validator.findings.finding import Outcome
from validator.findings.report import Comparison, Report
from validator.reporters.ink import Ink, clean


def closing(report: Report, ink: Ink) -> list[str]:
    """One sentence, wrapped: what the run found."""
    if report.comparison is not None:
        return _compared(report, report.comparison, ink)
    outcomes = report.summary.outcomes
    objects = sum(sum(one.objects.values()) for one in report.inputs)
    if outcomes[Outcome.FAIL]:
        return ink.headed(f"{outcomes[Outcome.PASS]:,} passed,", _counts(report), ink.strong)
    if outcomes[Outcome.ERROR] or outcomes[Outcome.UNDECIDED] or report.summary.gaps:
        counts = f"{outcomes[Outcome.PASS]:,} passed, {_counts(report)}"
        return ink.headed("No check failed, but not all could be told:", counts, ink.doubt)
    if not objects:
        names = ", ".join(clean(one.name) for one in report.inputs)
        return ink.headed("Nothing to check:", f"{names} has no objects of ECR pull through cache.", ink.doubt)
    passed = f"{_plural(outcomes[Outcome.PASS], 'check')} passed on {_plural(objects, 'object')}"
    rest = _counts(report)
    return ink.headed("No findings:", f"{passed} ({rest})." if rest else f"{passed}.", ink.good)


def _compared(report: Report, found: Comparison, ink: Ink) -> list[str]:
    """The same of a comparison, which has drifts and no checks."""
    drifts, not_compared = report.summary.outcomes[Outcome.FAIL], sum(found.not_compared.values())
    failures = ", ".join(f"{count:,} {severity}" for severity, count in report.summary.failures.items() if count)
    rest = {"not compared": not_compared, "not read": report.summary.gaps, "ignored": report.summary.ignored}
    counts = ", ".join(f"{count:,} {word}" for word, count in rest.items() if count)
    left = f"; {counts}" if counts else ""
    if drifts:
        return ink.headed(f"{_plural(drifts, 'drift')}", f"({failures}){left}.", ink.strong)
    if not found.compared:
        return ink.headed("Nothing was compared:", counts or "there is nothing on either side", ink.doubt)
    good = ink.doubt if report.summary.gaps else ink.good
    return ink.headed("No drift:", f"{_plural(found.compared, 'attribute')} mean the same{left}.", good)


def _counts(report: Report) -> str:
    """Every other outcome that there is, and the failures by severity."""
    outcomes, summary = report.summary.outcomes, report.summary
    by_severity = ", ".join(f"{count:,} {severity}" for severity, count in summary.failures.items() if count)
    counts = {
        f"failed ({by_severity})": outcomes[Outcome.FAIL],
        "in error": outcomes[Outcome.ERROR],
        "undecided": outcomes[Outcome.UNDECIDED],
        "not applicable": outcomes[Outcome.NOT_APPLICABLE],
        "ignored": summary.ignored,
        "not read": summary.gaps,
    }
    return ", ".join(f"{count:,} {word}" for word, count in counts.items() if count)


def _plural(count: int, word: str) -> str:
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"
