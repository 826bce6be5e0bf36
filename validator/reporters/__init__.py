"""A report as text for people or as data for machines.

A reporter is a module with a pure function ``render(report, view)``, imported when its format is asked for.
"""

from importlib import import_module
from typing import Protocol

from validator.findings.report import Report
from validator.reporters.view import View

REPORTERS = {
    "text": "validator.reporters.text",
    "json": "validator.reporters.json",
}


class Reporter(Protocol):
    """Turns a report into a whole text, with its final newline."""

    def __call__(self, report: Report, view: View) -> str:
        """The report in a format."""


def reporter(name: str) -> Reporter:
    """The reporter of a format: a key of ``REPORTERS``."""
    render: Reporter = import_module(REPORTERS[name]).render
    return render
