"""``pullguard check``: policies on Terraform source, plans and states."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import msgspec

from validator.commands import options
from validator.commands.ending import say
from validator.commands.exits import Exit
from validator.commands.output import check_output, view, write
from validator.commands.pack import Pack, pack
from validator.commands.reading import read_options
from validator.commands.reference import PARAM, held_against, with_reference
from validator.commands.settings import Flags, Settings, settle
from validator.commands.show_config import show_config
from validator.engine.evaluate import evaluate
from validator.findings.finding import Finding, Outcome, Severity
from validator.findings.report import Input, Report, make_report
from validator.model.inventory import Gap, Inventory
from validator.reporters import REPORTERS, reporter
from validator.sources.read import Inputs, Unread, read_all

NEVER = "never"


class Request(Flags, frozen=True, kw_only=True):
    """The command line of ``check``, option by option.

    Attributes:
        paths: The inputs.
        variables: ``--var``.
        var_files: ``--var-file``.
        form: ``--format``.
        output: ``--output``.
        reference: ``--reference-policy``.
        explain: ``--show-config``.
        undecided: ``--show-undecided``.
        every: ``--all``.
        quiet: ``--quiet``.
    """

    paths: Sequence[str]
    variables: Sequence[str]
    var_files: Sequence[str]
    form: str
    output: Path | None
    reference: Path | None
    explain: bool
    undecided: bool
    every: bool
    quiet: bool


@click.command("check", short_help="Check inputs against the policies.")
@options.inputs
@click.option("--format", "-f", "form", type=click.Choice(list(REPORTERS)), default="text", show_default=True)
@options.output
@click.option(
    "--fail-on",
    type=click.Choice([*(severity.value for severity in Severity), NEVER]),
    help="The severity from which a finding makes the exit status 1.  [default: low]",
)
@click.option("--strict/--no-strict", default=None, help="Exit with 3 where something is undecided and nothing fails.")
@options.policies
@options.select
@options.ignore
@options.reference
@options.config
@click.option("--show-config", "explain", is_flag=True, help="Print the settings, each with where it comes from.")
@click.option("--show-undecided", "undecided", is_flag=True, help="List each undecided check in the text.")
@click.option("--all", "every", is_flag=True, help="List all findings of a policy in the text, however many.")
@click.option("--quiet", "-q", is_flag=True, help="Print only what failed.")
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
        _print(report, request)
        status = verdict(report, settings)
    for unread in inputs.unread:
        say(str(unread.error))
    return Exit.WRONG if inputs.unread else status


def judge(inputs: Inputs, chosen: Pack) -> Report:
    """The report on all inputs; what could not be read is a gap of it.

    Raises:
        PolicyError: A policy's expression does not compile.
    """
    findings: list[Finding] = []
    outcomes: Counter[Outcome] = Counter()
    gaps: list[Gap] = [_gap(unread) for unread in inputs.unread]
    read: list[Input] = []
    for name, inventory, scope in map(msgspec.structs.astuple, inputs.readings):
        held = held_against(inventory, chosen.params.get(PARAM, ""))
        evaluation = evaluate(
            held, chosen.policies, chosen.params, overrides=chosen.overrides, input_name=name, scope=scope
        )
        findings += evaluation.findings
        outcomes += evaluation.outcomes
        gaps += [msgspec.structs.replace(gap, input=name) for gap in inventory.gaps]
        whole = not inventory.gaps and not any(unread.name == name for unread in inputs.unread)
        read.append(_input(name, inventory, complete=whole))
    return make_report(read, findings, gaps, outcomes)


def verdict(report: Report, settings: Settings) -> Exit:
    """The exit status that a report earns."""
    summary = report.summary
    if summary.outcomes[Outcome.ERROR]:
        return Exit.WRONG
    if settings.fail_on != NEVER:
        least = Severity(settings.fail_on)
        if any(summary.failures[severity] for severity in Severity if severity.at_least(least)):
            return Exit.FAILED
    if settings.strict and summary.outcomes[Outcome.UNDECIDED]:
        return Exit.UNDECIDED
    return Exit.CLEAN


def _input(name: str, inventory: Inventory, *, complete: bool) -> Input:
    objects = Counter(kind for kind, _ in inventory.objects())
    return Input(name=name, source=inventory.source, objects=dict(objects), complete=complete)


def _gap(unread: Unread) -> Gap:
    """What could not be read, as a gap of the report: without the line of code that standard error shows with it."""
    error = unread.error
    return Gap(error.place or unread.name, error.problem.partition("\n")[0], error.remedy, unread.name)


def _print(report: Report, request: Request) -> None:
    screen = msgspec.structs.replace(
        view(request.output), undecided=request.undecided, every=request.every, quiet=request.quiet
    )
    text = reporter(request.form)(report, screen)
    write(text, request.output, encoding=None if request.form == "text" else "utf-8")
