"""The numbers that people ask for, as text: the caches of live registries, and how much was compared."""

from collections import Counter
from collections.abc import Iterator, Sequence

from validator.findings.report import Comparison, Report
from validator.model.measurements import CredentialAge, Measurements, RuleUse
from validator.model.value import Unknown, Value
from validator.reporters.ink import Ink
from validator.reporters.view import View

_UNITS = ("B", "kB", "MB", "GB", "TB", "PB")
_THOUSAND = 1000


def measured(report: Report, view: View, ink: Ink) -> Iterator[list[str]]:
    """What was measured of each rule and credential, and how much was compared."""
    rules = [(one, use) for one in report.measurements for use in one.rules]
    ages = [age for one in report.measurements for age in one.credentials if isinstance(age.days, int)]
    if rules:
        yield _rules(rules, view, ink, several=len(report.measurements) > 1)
    if ages:
        oldest = sorted(ages, key=lambda age: -_number(age.days))
        lines = ink.headed("CREDENTIALS", "the age of their values", ink.strong)
        shown = view.first(oldest)
        for age in shown:
            lines += ink.lines(_age(age), f"  {ink.bullet} ", "    ")
        yield lines + ink.left_out(len(oldest) - len(shown))
    if report.comparison is not None:
        yield _compared(report.comparison, ink)
    if report.hints:
        head = ink.headed("IMPORT", "this takes what is unmanaged under Terraform's care", ink.strong)
        yield [*head, *(line for hint in report.hints for line in hint.splitlines())]


def size(count: int) -> str:
    """A number of bytes as people read it, in powers of a thousand as the ECR console counts."""
    amount, unit = float(count), 0
    while amount >= _THOUSAND and unit < len(_UNITS) - 1:
        amount, unit = amount / _THOUSAND, unit + 1
    return f"{amount:.1f} {_UNITS[unit]}" if unit else f"{count} B"


def _rules(rules: Sequence[tuple[Measurements, RuleUse]], view: View, ink: Ink, *, several: bool) -> list[str]:
    """A line for each rule, and why there are hit ratios that no line has."""
    lines = ink.headed("MEASURED", f"the caches, over the last {rules[0][0].days} days", ink.strong)
    shown = view.first(rules)
    for one, use in shown:
        where = f"{one.registry.key}: " if several else ""
        lines += ink.lines(f"{where}{use.prefix}: {_use(use)}", f"  {ink.bullet} ", "    ")
    lines += ink.left_out(len(rules) - len(shown))
    unmeasured = Counter(use.hit_ratio.detail for _, use in rules if isinstance(use.hit_ratio, Unknown))
    for why, count in sorted(unmeasured.items()):
        lines += ink.lines(f"not measurable: the hit ratio of {_counted(count, 'rule', 'rules')} ({why})", "  ", "  ")
    return lines


def _use(use: RuleUse) -> str:
    parts = [
        _counted(use.repositories, "repository", "repositories"),
        _counted(use.images, "image", "images") if use.repositories else "",
        size(use.bytes) if use.repositories and isinstance(use.bytes, int) else "",
        f"pushed {_day(use.oldest)} to {_day(use.newest)}" if isinstance(use.oldest, str) else "",
        f"{use.not_refreshed:,} not refreshed" if isinstance(use.not_refreshed, int) and use.images else "",
        _counted(use.pulls, "pull", "pulls"),
        f"about {use.hit_ratio:.0%} served without asking the upstream" if isinstance(use.hit_ratio, float) else "",
    ]
    return ", ".join(part for part in parts if part)


def _counted(value: Value[int], one: str, several: str) -> str:
    if isinstance(value, Unknown):
        return f"{several} not known ({value})"
    return f"{value or 0:,} {one if value == 1 else several}"


def _age(age: CredentialAge) -> str:
    return f"{age.name}: {_counted(age.days, 'day', 'days')}"


def _compared(found: Comparison, ink: Ink) -> list[str]:
    counts = f"{found.compared:,} attributes, of which {found.equal:,} mean the same"
    lines = ink.headed("COMPARED", counts, ink.strong)
    for reason, count in sorted(found.not_compared.items(), key=lambda item: (-item[1], item[0])):
        lines += ink.lines(f"not compared, {reason}: {count:,}", f"  {ink.bullet} ", "    ")
    if found.untouched:
        names = ", ".join(found.untouched)
        lines += ink.lines(f"Terraform says nothing about {names}", f"  {ink.bullet} ", "    ")
    return lines


def _day(time: Value[str]) -> str:
    return time[:10] if isinstance(time, str) else "?"


def _number(value: Value[int]) -> int:
    return value if isinstance(value, int) else 0
