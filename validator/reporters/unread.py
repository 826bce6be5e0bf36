"""What a source could not read, as text: each problem once, with all its places."""

from collections import defaultdict
from collections.abc import Iterator

from validator.findings.report import Report
from validator.model.inventory import Gap
from validator.reporters.ink import Ink
from validator.reporters.view import View

_IN = " in "


def unread(report: Report, view: View, ink: Ink) -> Iterator[list[str]]:
    """What could not be read, and what helps."""
    if not report.gaps:
        return
    problems: dict[str, list[Gap]] = defaultdict(list)
    for gap in report.gaps:
        problems[f"{gap.problem}; {gap.remedy}" if gap.remedy else gap.problem].append(gap)
    lines = ink.headed("NOT READ", "what depends on these is not known", ink.doubt)
    for problem, gaps in problems.items():
        places = [_place(gap, several=len(report.inputs) > 1) for gap in gaps]
        lines += _once(problem, places[0], ink) if len(places) == 1 else _several(problem, places, view, ink)
    yield lines


def _once(problem: str, place: str, ink: Ink) -> list[str]:
    return ink.lines(f"{place}: {problem}" if place else problem, f"  {ink.bullet} ")


def _several(problem: str, places: list[str], view: View, ink: Ink) -> list[str]:
    """A problem of many places; what these are all called by is said once, as the call that fails in each region."""
    names, wheres = zip(*(place.partition(_IN)[::2] for place in places), strict=True)
    alike = len(set(names)) == 1 and all(wheres)
    head = f"{names[0]}{_IN}{len(places):,} places" if alike else f"{len(places):,} places"
    shown = view.first(wheres if alike else places)
    return [
        *_once(problem, head, ink),
        *ink.lines(", ".join(shown), "    "),
        *ink.left_out(len(places) - len(shown), "    "),
    ]


def _place(gap: Gap, *, several: bool) -> str:
    """Where it is, with the input where there are several."""
    if not several or not gap.input or gap.place == gap.input or gap.place.endswith(f"{_IN}{gap.input}"):
        return gap.place
    return f"{gap.input}: {gap.place}" if gap.place else gap.input
