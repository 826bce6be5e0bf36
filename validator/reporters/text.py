"""The report for people: what failed, why it matters, how to mend it, and what nobody could tell."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import partial

from validator.findings.finding import Finding, Outcome
from validator.findings.report import Report
from validator.reporters.ink import Ink, clean
from validator.reporters.measured import measured
from validator.reporters.summary import closing
from validator.reporters.unread import unread
from validator.reporters.view import View

# A stop that ends a sentence: what follows begins with a capital, and it is not that of an abbreviation.
_SENTENCE = re.compile(r"(?<=[a-z0-9)\]`\"'][.!?])(?<!e\.g\.)(?<!i\.e\.)\s+(?=[A-Z`\"])")


def render(report: Report, view: View) -> str:
    """The whole report; empty where ``view.quiet`` and nothing failed."""
    ink = Ink(view)
    sections = list(_failures(report, view, ink))
    if not view.quiet:
        sections += [*measured(report, view, ink), *_undecided(report, view, ink), *unread(report, view, ink)]
        sections.append(closing(report, ink))
    return "\n".join("".join(f"{line}\n" for line in lines) for lines in sections)


def _failures(report: Report, view: View, ink: Ink) -> Iterator[list[str]]:
    """What failed or could not be judged, policy by policy, and input by input where there are several."""
    by_input: dict[str, dict[tuple[str, ...], list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for finding in report.findings:
        if finding.outcome is not Outcome.UNDECIDED:
            by_input[finding.input][finding.outcome, finding.policy, finding.severity].append(finding)
    names = [one.name for one in report.inputs if one.name in by_input]
    for name in dict.fromkeys([*names, *by_input]):
        if len(report.inputs) > 1:
            yield [ink.strong(f"In {clean(name)}")]
        for found in by_input[name].values():
            yield _policy(found, view, ink)


def _policy(found: list[Finding], view: View, ink: Ink) -> list[str]:
    """One policy: what it is, each place where it fails, and then once why and how to mend it."""
    finding = found[0]
    failed = finding.outcome is Outcome.FAIL
    title = f"{finding.policy} {finding.name}" + (f": {finding.title}" if finding.title else "")
    if failed:
        lines = ink.headed(finding.severity.upper(), title, partial(ink.severity, finding.severity))
    else:
        lines = ink.headed("ERROR", title, ink.bad)
    shown = view.first(found)
    for one in shown:
        lines += _place(one, ink, "  ", one.attribute if failed else None)
    lines += ink.left_out(len(found) - len(shown))
    return lines + (_advice(finding, ink) if failed else [])


def _place(finding: Finding, ink: Ink, indent: str, label: str | None) -> list[str]:
    """Where one finding is, and what is wrong there."""
    where = finding.location
    place = f" ({where.file}:{where.line}:{where.column})" if where else ""
    return [
        *ink.lines(f"{finding.address}{place}", f"{indent}{ink.bullet} ", f"{indent}  "),
        *ink.lines(f"{label}: {finding.message}" if label else finding.message, f"{indent}  "),
        *(ink.lines(finding.note, f"{indent}  ") if finding.note else ()),
    ]


def _advice(finding: Finding, ink: Ink) -> list[str]:
    """Why it matters, how to mend it, and where to read on."""
    parts = {
        "Why": _SENTENCE.split(finding.rationale.strip(), maxsplit=1)[0],
        "Fix": finding.remediation.strip().split("\n\n", maxsplit=1)[0],
        "See": finding.url,
    }
    return [line for name, text in parts.items() if text for line in _labelled(name, text, ink)]


def _labelled(name: str, text: str, ink: Ink) -> list[str]:
    head, *rest = ink.lines(text, f"  {name}  ")
    return [f"  {ink.faint(name)}{head.removeprefix(f'  {name}')}", *rest]


def _undecided(report: Report, view: View, ink: Ink) -> Iterator[list[str]]:
    """What needs a value that is not known, by the reason why it is not."""
    reasons: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        if finding.outcome is Outcome.UNDECIDED:
            reasons[finding.reason or "no reason is known"].append(finding)
    if not reasons:
        return
    total = sum(map(len, reasons.values()))
    checks = "1 check needs" if total == 1 else f"{total:,} checks need"
    lines = ink.headed("UNDECIDED", f"{checks} a value that is not known", ink.doubt)
    for reason, found in sorted(reasons.items(), key=lambda item: (-len(item[1]), item[0])):
        if view.undecided:
            lines += ink.lines(f"{reason}: {len(found):,}", "  ")
            lines += [line for one in found for line in _place(one, ink, "    ", f"{one.policy} {one.name}")]
        else:
            lines += ink.lines(f"{reason}: {len(found):,} ({_counts(found, ink)})", "  ")
    if not view.undecided:
        lines.append(ink.faint("  --show-undecided lists each"))
    yield lines


def _counts(found: Iterable[Finding], ink: Ink) -> str:
    policies = Counter(f"{finding.policy} {finding.name}" for finding in found)
    return ", ".join(name if count == 1 else f"{name} {ink.times}{count:,}" for name, count in sorted(policies.items()))
