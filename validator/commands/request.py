"""The options that every command with a report has, and how its report is printed."""

from pathlib import Path

import msgspec

from validator.commands.output import view, write
from validator.commands.settings import Flags
from validator.findings.report import Report
from validator.reporters import reporter


class ReportRequest(Flags, frozen=True, kw_only=True):
    """The command line of a command with a report, option by option.

    Attributes:
        form: ``--format``.
        output: ``--output``.
        reference: ``--reference-policy``.
        explain: ``--show-config``.
        undecided: ``--show-undecided``.
        every: ``--all``.
        quiet: ``--quiet``.
    """

    form: str
    output: Path | None
    reference: Path | None
    explain: bool
    undecided: bool
    every: bool
    quiet: bool


def show(report: Report, request: ReportRequest) -> None:
    """Print a report in the format that is asked for."""
    screen = msgspec.structs.replace(
        view(request.output), undecided=request.undecided, every=request.every, quiet=request.quiet
    )
    text = reporter(request.form)(report, screen)
    write(text, request.output, encoding=None if request.form == "text" else "utf-8")
