"""Words on a screen: colours, bullets, wrapping, and nothing that a terminal would obey."""

import re
from collections.abc import Callable
from textwrap import wrap

import click

from validator.findings.finding import Severity
from validator.reporters.view import View

_COLOURS = {
    Severity.CRITICAL: "bright_red",
    Severity.HIGH: "red",
    Severity.MEDIUM: "yellow",
    Severity.LOW: "cyan",
    Severity.INFO: "blue",
}
# Control characters, and those that change the direction of text: an address may hold them, being a for_each key.
_OBEYED = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class Ink:
    """Writes words as a view wants them."""

    def __init__(self, view: View) -> None:
        self._view = view
        self.bullet = "-" if view.ascii else "•"
        self.more = "..." if view.ascii else "…"
        self.times = "x" if view.ascii else "\N{MULTIPLICATION SIGN}"

    def severity(self, severity: Severity, text: str) -> str:
        """A text in the colour of a severity."""
        return self._style(text, fg=_COLOURS[severity], bold=True)

    def strong(self, text: str) -> str:
        """A text that stands out."""
        return self._style(text, bold=True)

    def faint(self, text: str) -> str:
        """A text that stands back."""
        return self._style(text, dim=True)

    def good(self, text: str) -> str:
        """Good news."""
        return self._style(text, fg="green", bold=True)

    def bad(self, text: str) -> str:
        """Bad news."""
        return self._style(text, fg="red", bold=True)

    def doubt(self, text: str) -> str:
        """News that are neither."""
        return self._style(text, fg="yellow", bold=True)

    def lines(self, text: str, first: str, rest: str = "") -> list[str]:
        """A text in lines within the width, cut between words; ``first`` and ``rest`` begin the lines."""
        shown = clean(text)
        if len(first) + len(shown) <= self._view.width:
            return [first + shown]
        return wrap(
            shown,
            self._view.width,
            initial_indent=first,
            subsequent_indent=rest or " " * len(first),
            break_long_words=False,
            break_on_hyphens=False,
        )

    def headed(self, head: str, text: str, colour: Callable[[str], str]) -> list[str]:
        """A text in lines, of which the first begins with a coloured head; further lines are indented."""
        first, *rest = self.lines(f"{head} {text}", "", "  ")
        return [colour(head) + self.strong(first.removeprefix(head)), *map(self.strong, rest)]

    def left_out(self, count: int, indent: str = "  ") -> list[str]:
        """How much of a list is not shown, where something is not."""
        return [self.faint(f"{indent}{self.more} and {count:,} more (--all lists each)")] if count else []

    def _style(self, text: str, **style: str | bool) -> str:
        return click.style(text, **style) if self._view.colour and text else text  # type: ignore[arg-type]


def clean(text: str) -> str:
    """A text on one line, in which nothing is left that a terminal would obey."""
    if text.isprintable():
        return text
    return _OBEYED.sub(lambda found: ascii(found.group())[1:-1], " ".join(text.split()))
