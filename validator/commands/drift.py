"""``pullguard drift``: what Terraform says against what accounts have."""

from collections.abc import Sequence
from typing import Any

import click
import msgspec

from validator.commands import options
from validator.commands.ending import say
from validator.commands.exits import Exit
from validator.commands.live_options import LiveOptions, live
from validator.commands.output import check_output, write
from validator.commands.pack import Pack, pack
from validator.commands.reading import read_options
from validator.commands.request import ReportRequest, show
from validator.commands.settings import Settings, settle
from validator.commands.show_config import show_config
from validator.commands.tally import verdict
from validator.sources.read import Inputs, read_all

AGAINST = ("before", "after")
_AGAINST = (
    "Of a plan, expect what it found (before) or what it leads to (after).  "
    "[default: what is the same in both, since what a plan is about to change is no drift]"
)


class Request(ReportRequest, frozen=True, kw_only=True):
    """The command line of ``drift``, option by option.

    Attributes:
        live: Which accounts and regions.
        paths: What is expected.
        variables: ``--var``.
        var_files: ``--var-file``.
        against: ``--against``.
        fix_hints: ``--fix-hints``.
    """

    live: LiveOptions
    paths: Sequence[str]
    variables: Sequence[str]
    var_files: Sequence[str]
    against: str | None
    fix_hints: bool


@click.command("drift", short_help="Compare inputs with live accounts.")
@options.inputs
@click.option("--against", type=click.Choice(AGAINST), help=_AGAINST)
@click.option("--fix-hints", is_flag=True, help="Print the import blocks for what Terraform does not manage.")
@live
@options.judging
@options.reporting
def command(**given: Any) -> Exit:
    """Compare PATH with live accounts: what is missing there, what nobody declared, and what was changed.

    PATH is what pullguard check takes: Terraform source, a plan, a state, or - for standard input. The regions are
    those that it names, where no option says otherwise. Values that are not known are not compared, and counted.

    \b
    Examples:
      pullguard drift
      terraform show -json | pullguard drift -
      pullguard drift --region eu-west-1 --fix-hints infrastructure

    Exit status: 0 no drift, 1 drift, 2 wrong usage, configuration, credentials or input, 3 not everything could be
    read, or nothing compared (under --strict: not everything), 70 our fault, 130 interrupted.
    """  # noqa: D301 - click's mark for lines that stay as they are
    request = Request(live=LiveOptions.taken_from(given), **given)
    names = list(request.paths) or ["."]
    check_output(request.output, names)
    settings = settle(names, request)
    chosen = pack(settings)
    if request.explain:
        write(show_config(settings, chosen), request.output)
        return Exit.CLEAN
    reading = read_options(chosen.params, request.variables, request.var_files)
    inputs = read_all(names, msgspec.structs.replace(reading, before=request.against != "after"))
    for unread in inputs.unread:
        say(str(unread.error))
    status = _compare(request, settings, chosen, inputs) if inputs.readings else Exit.WRONG
    return Exit.WRONG if inputs.unread and status is not Exit.INTERRUPTED else status


def _compare(request: Request, settings: Settings, chosen: Pack, inputs: Inputs) -> Exit:
    # boto3 is slow to import, and help does not need it.
    from validator.commands.holding import Holding  # noqa: PLC0415
    from validator.commands.live import Run  # noqa: PLC0415
    from validator.sources.aws.reading import Wanted  # noqa: PLC0415

    regions = {one.region for reading in inputs.readings for one in reading.inventory.registries}
    named = sorted(region for region in regions if isinstance(region, str))
    run = Run(request.live, Wanted(images=False, surroundings=False, validation=False), named)
    held = Holding(chosen, inputs, run, request.against)
    run.read(held.take)
    report = held.report(run, fix_hints=request.fix_hints)
    show(report, request)
    status = verdict(report, settings)
    compared = report.comparison
    if status is Exit.CLEAN and compared and compared.not_compared and (settings.strict or not compared.compared):
        status = Exit.UNDECIDED
    return run.ending(status, whole=not report.gaps, empty=not held.registries)
