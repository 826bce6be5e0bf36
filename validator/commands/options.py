"""Options that several commands share, and how their values are read."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from validator.commands.exits import NEVER
from validator.findings.finding import Severity
from validator.reporters import REPORTERS

F = TypeVar("F", bound=Callable[..., Any])


def inputs(function: F) -> F:
    """PATH…, and the variables that Terraform source is read with."""
    decorators = (
        click.argument("paths", metavar="[PATH]...", nargs=-1),
        click.option(
            "--var",
            "variables",
            metavar="NAME=VALUE",
            multiple=True,
            callback=_assignments,
            help="Set a Terraform variable, as terraform plan -var does.  [repeatable]",
        ),
        click.option(
            "--var-file",
            "var_files",
            metavar="FILE",
            multiple=True,
            help="Read Terraform variables from a file, as terraform plan -var-file does.  [repeatable]",
        ),
    )
    return decorated(function, decorators)


def output(function: F) -> F:
    """Where the text goes."""
    file = click.Path(path_type=Path)
    return click.option("--output", "-o", metavar="FILE", type=file, help="Write to a file, replaced at once.")(
        function
    )


def config(function: F) -> F:
    """Which configuration file."""
    file = click.Path(path_type=Path)
    text = "Read this configuration file instead of the .pullguard.yaml beside or above PATH."
    return click.option("--config", metavar="FILE", type=file, help=text)(function)


def policies(function: F) -> F:
    """Directories of the user's own policies."""
    folder = click.Path(path_type=Path)
    text = "Run the policies below a directory too.  [repeatable]"
    return click.option("--policies", metavar="DIR", type=folder, multiple=True, help=text)(function)


def reference(function: F) -> F:
    """The policy that registry policies are held against."""
    file = click.Path(path_type=Path)
    text = "Let registry policies grant what this policy, a JSON document, grants, and no more."
    return click.option("--reference-policy", "reference", metavar="FILE", type=file, help=text)(function)


def judging(function: F) -> F:
    """What is judged by which policies, and when that makes the run fail."""
    severities = click.Choice([*(severity.value for severity in Severity), NEVER])
    fail_on = "The severity from which a finding makes the exit status 1.  [default: low]"
    undecided = "Exit with 3 where something is undecided and nothing fails."
    settings = "Print the settings, each with where it comes from."
    decorators = (
        click.option("--fail-on", type=severities, help=fail_on),
        click.option("--strict/--no-strict", default=None, help=undecided),
        policies,
        select,
        ignore,
        reference,
        config,
        click.option("--show-config", "explain", is_flag=True, help=settings),
    )
    return decorated(function, decorators)


def reporting(function: F) -> F:
    """How the report is shown."""
    decorators = (
        click.option("--format", "-f", "form", type=click.Choice(list(REPORTERS)), default="text", show_default=True),
        output,
        click.option("--show-undecided", "undecided", is_flag=True, help="List each undecided check in the text."),
        click.option("--all", "every", is_flag=True, help="List all findings of a policy in the text, however many."),
        click.option("--quiet", "-q", is_flag=True, help="Print only what failed."),
    )
    return decorated(function, decorators)


def select(function: F) -> F:
    """The policies to run."""
    text = "Run only these policies, by id, beginning of an id, or name.  [repeatable]"
    return click.option("--select", metavar="ID,...", multiple=True, callback=_words, help=text)(function)


def ignore(function: F) -> F:
    """The policies to leave out."""
    text = "Leave these policies out.  [repeatable]"
    return click.option("--ignore", metavar="ID,...", multiple=True, callback=_words, help=text)(function)


def decorated(function: F, decorators: Sequence[Callable[[F], F]]) -> F:
    """A function with options, which help shows in their order."""
    for decorate in reversed(decorators):
        function = decorate(function)
    return function


def _words(_: click.Context, __: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Comma lists, repeated, as one list."""
    return tuple(word.strip() for part in value for word in part.split(",") if word.strip())


def _assignments(_: click.Context, __: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    for text in value:
        if "=" not in text:
            raise click.BadParameter(f"{text!r} is not NAME=VALUE")
    return value
