"""What could not be read, for people: each problem once, with its places."""

from crafted_reports import PLAN, STATE, report

from validator.model.inventory import Gap
from validator.reporters.text import render
from validator.reporters.view import View

DENIED = "access was denied (ecr:DescribeImages), so the cached images can't be judged"


def denied(*registries: str) -> tuple[Gap, ...]:
    return tuple(
        Gap(f"ecr:DescribeImages in {one}", DENIED, remedy="allow the action", input=one) for one in registries
    )


def unread(*gaps: Gap, **view: bool) -> list[str]:
    shown = render(report(gaps=gaps, inputs=(PLAN, STATE)), View(width=400, **view)).splitlines()
    return shown[shown.index("NOT READ what depends on these is not known") + 1 : -2]


def test_a_gap_names_its_input_once():
    assert unread(*denied("1/eu-west-1")) == [
        f"  • ecr:DescribeImages in 1/eu-west-1: {DENIED}; allow the action",
    ]
    assert unread(Gap("module.cache", "its source is not installed", input="plan.json")) == [
        "  • plan.json: module.cache: its source is not installed"
    ]


def test_what_fails_in_each_region_is_said_once():
    assert unread(*denied("1/eu-west-1", "1/eu-west-2")) == [
        f"  • ecr:DescribeImages in 2 places: {DENIED}; allow the action",
        "    1/eu-west-1, 1/eu-west-2",
    ]


def test_the_places_of_one_problem_may_have_different_names():
    gaps = [
        Gap("1/eu-west-1", "it was not read"),
        Gap("account 2", "it was not read"),
        Gap("account 3", "it has no role"),
    ]

    assert unread(*gaps) == [
        "  • 2 places: it was not read",
        "    1/eu-west-1, account 2",
        "  • account 3: it has no role",
    ]


def test_of_very_many_places_the_first_are_shown():
    gaps = [Gap(f"module.m{number}", "it is not installed") for number in range(25)]
    names = [gap.place for gap in gaps]

    assert unread(*gaps)[1:] == [f"    {', '.join(sorted(names)[:20])}", "    … and 5 more (--all lists each)"]
    assert unread(*gaps, every=True)[1:] == [f"    {', '.join(sorted(names))}"]
