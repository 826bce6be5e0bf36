"""``pullguard audit``: policies on live accounts."""

from collections.abc import Sequence
from typing import Any

import click
import msgspec

from validator.commands import options
from validator.commands.exits import Exit
from validator.commands.live_options import LiveOptions, live
from validator.commands.output import check_output, write
from validator.commands.pack import Pack, pack
from validator.commands.reference import with_reference
from validator.commands.request import ReportRequest, show
from validator.commands.settings import Settings, settle
from validator.commands.show_config import show_config
from validator.commands.tally import Tally, verdict

SKIPPABLE = ("images", "validation")

_DAYS = "Over how many days pulls are counted; CloudWatch keeps them for 455."
_SKIP = "Don't list images, or don't ask ECR to log in at the upstreams, which reads the secrets.  [repeatable]"


class Request(ReportRequest, frozen=True, kw_only=True):
    """The command line of ``audit``, option by option.

    Attributes:
        live: Which accounts and regions.
        days: ``--days``.
        skip: ``--skip``.
    """

    live: LiveOptions
    days: int
    skip: Sequence[str]


@click.command("audit", short_help="Check live accounts against the policies.")
@live
@click.option("--days", type=click.IntRange(1, 455), default=30, show_default=True, help=_DAYS)
@click.option("--skip", type=click.Choice(SKIPPABLE), multiple=True, help=_SKIP)
@options.judging
@options.reporting
@click.option("--print-iam-policy", "iam", is_flag=True, help="Print the IAM policy that this needs, and end.")
def command(*, iam: bool, **given: Any) -> Exit:
    """Check the pull through cache of live accounts. Everything is read, and nothing is changed.

    The credentials and the region are those of the AWS CLI, where no option says otherwise.

    \b
    Examples:
      pullguard audit
      pullguard audit --all-regions --profile security --format json --output report.json
      pullguard audit --organization --role-name pullguard --region eu-west-1 --region us-east-1

    Exit status: 0 clean, 1 findings, 2 wrong usage, configuration or credentials, 3 not everything could be read (or
    undecided under --strict), 70 our fault, 130 interrupted.
    """  # noqa: D301 - click's mark for lines that stay as they are
    if iam:
        write(_iam_policy(), given["output"])
        return Exit.CLEAN
    request = Request(live=LiveOptions.taken_from(given), **given)
    check_output(request.output, [])
    settings = settle(["."], request)
    chosen = pack(settings)
    if request.explain:
        write(show_config(settings, chosen), request.output)
        return Exit.CLEAN
    return _audit(request, settings, with_reference(chosen, request.reference))


def _audit(request: Request, settings: Settings, chosen: Pack) -> Exit:
    from validator.commands.live import Run  # noqa: PLC0415 - boto3 is slow to import, and help does not need it
    from validator.sources.aws.reading import RegionReading, Wanted  # noqa: PLC0415

    wanted = Wanted(images="images" not in request.skip, validation="validation" not in request.skip, days=request.days)
    tally = Tally(chosen)
    run = Run(request.live, wanted)

    def take(reading: RegionReading) -> None:
        tally.judge(reading.registry, reading.inventory, scope=reading.registry, calls=reading.calls)
        tally.measurements.append(reading.measurements)

    run.read(take)
    tally.gaps += run.gaps
    tally.calls = run.calls
    report = tally.report()
    show(report, request)
    return run.ending(verdict(report, settings), whole=not report.gaps, empty=not tally.inputs)


def _iam_policy() -> str:
    from validator.sources.aws.iam_policy import policy_document  # noqa: PLC0415 - see above

    return msgspec.json.format(msgspec.json.encode(policy_document()), indent=2).decode() + "\n"
