"""The last lines of the report for people: how many of what, and a good word where all is well."""

from validator.findings.finding import Outcome
from validator.findings.report import Report
from validator.reporters.ink import Ink, clean


def closing(report: Report, ink: Ink) -> list[str]:
    """One sentence, wrapped: what the run found."""
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
