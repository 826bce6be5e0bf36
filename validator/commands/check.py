"""``pullguard check``: policies on Terraform source, plans and states."""

from collections.abc import Sequence
from typing import Any

import click

from validator.commands import options
from validator.commands.ending import say
from validator.commands.exits import Exit
from validator.commands.output import check_output, write
from validator.commands.pack import Pack, pack
from validator.commands.reading import gap_of, read_options
from validator.commands.reference import with_reference
from validator.commands.request import ReportRequest, show
from validator.commands.settings import settle
from validator.commands.show_config import show_config
from validator.commands.tally import Tally, verdict
from validator.findings.report import Report
from validator.sources.read import Inputs, read_all


class Request(ReportRequest, frozen=True, kw_only=True):
    """The command line of ``check``, option by option.

    Attributes:
        paths: The inputs.
        variables: ``--var``.
        var_files: ``--var-file``.
    """

    paths: Sequence[str]
    variables: Sequence[str]
    var_files: Sequence[str]


@click.command("check", short_help="Check inputs against the policies.")
@options.inputs
@options.judging
@options.reporting
def command(**given: Any) -> Exit:
    """Check PATH: a directory or file of Terraform source, a plan, a state, or - for standard input.

    Without a PATH the working directory is checked.

    \b
    Examples:
      pullguard check
      terraform show -json plan | pullguard check -
      pullguard check --format json --output report.json --fail-on high plan.json

    Exit status: 0 clean, 1 findings, 2 wrong usage, configuration or input, 3 undecided under --strict, 70 our fault.
    """  # noqa: D301 - click's mark for lines that stay as they are
    request = Request(**given)
    names = list(request.paths) or ["."]
    check_output(request.output, names)
    settings = settle(names, request)
    chosen = pack(settings)
    if request.explain:
        write(show_config(settings, chosen), request.output)
        return Exit.CLEAN
    chosen = with_reference(chosen, request.reference)
    inputs = read_all(names, read_options(chosen.params, request.variables, request.var_files))
    status = Exit.WRONG
    if inputs.readings:
        report = judge(inputs, chosen)
        show(report, request)
        status = verdict(report, settings)
    for unread in inputs.unread:
        say(str(unread.error))
    return Exit.WRONG if inputs.unread else status


def judge(inputs: Inputs, chosen: Pack) -> Report:
    """The report on all inputs; what could not be read is a gap of it.

    Raises:
        PolicyError: A policy's expression does not compile.
    """
    tally = Tally(chosen)
    tally.gaps += map(gap_of, inputs.unread)
    broken = {unread.name for unread in inputs.unread}
    for reading in inputs.readings:
        tally.judge(reading.name, reading.inventory, scope=reading.scope, whole=reading.name not in broken)
    return tally.report()
