"""The report for people on a screen: its width, its signs, its colours, and nothing that a terminal would obey."""

from itertools import pairwise

import pytest
from crafted_reports import MISSING_MODULE, NO_VALUE, ROOT, UNDECIDED, report, untrusted

from validator.findings.finding import Severity
from validator.reporters.text import render
from validator.reporters.view import View

PLAIN = View()


def shown(*findings, view=PLAIN, **parts) -> str:
    return render(report(*findings, **parts), view)


def test_ascii_for_screens_that_have_no_more():
    many = [untrusted(f"aws_ecr_pull_through_cache_rule.r[{i}]") for i in range(21)]

    text = shown(*many, NO_VALUE, NO_VALUE, view=View(ascii=True))

    assert text.isascii()
    assert "  - aws_ecr_pull_through_cache_rule.r[0]\n" in text
    assert "  ... and 1 more (--all lists each)\n" in text
    assert "(PTC101 untrusted-upstream x2)" in text


@pytest.mark.parametrize("width", [40, 60, 100])
def test_lines_stay_within_the_width_unless_a_word_is_longer(width):
    text = shown(
        untrusted("aws_ecr_pull_through_cache_rule.r"), UNDECIDED, gaps=(MISSING_MODULE,), view=View(width=width)
    )

    assert [line for line in text.splitlines() if len(line) > width and " " in line.strip().removeprefix("• ")] == []


def test_wrapped_lines_hang_under_their_first():
    text = shown(untrusted("aws_ecr_pull_through_cache_rule.r"), view=View(width=40))

    lines = text.splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith("  Fix"))
    assert lines[first : first + 3] == [
        "  Fix  Mirror a trusted registry, or add",
        "       the host to trusted_upstreams.",
        "  See  https://example.org/PTC101",
    ]


def test_colours_change_nothing_but_colours():
    findings = (ROOT, untrusted("a.b"), UNDECIDED)
    coloured = shown(*findings, view=View(colour=True))

    import click  # noqa: PLC0415 - the judge of what is a colour

    assert click.unstyle(coloured) == shown(*findings)
    assert coloured.startswith("\x1b[91m\x1b[1mCRITICAL\x1b[0m\x1b[1m PTC107 root-rule")


def test_severities_have_colours_of_their_own():
    findings = [untrusted("a.b", severity=severity, policy=severity) for severity in Severity]
    coloured = shown(*findings, view=View(colour=True))

    words = [coloured[coloured.index(s.upper()) - 9 :][:5] for s in Severity]
    assert len(set(words)) == 5
    assert all(one != other for one, other in pairwise(words))


def test_nothing_is_left_that_a_terminal_would_obey():
    text = shown(untrusted('a.b["\x1b]0;owned\x07\u202e"]', message="one\n::error::two\ttab \x9b31m", attribute=None))

    assert '  • a.b["\\x1b]0;owned\\x07\\u202e"]\n    one ::error::two tab \\x9b31m\n' in text
    assert all(character == "\n" or character.isprintable() for character in text)
