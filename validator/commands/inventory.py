"""``pullguard inventory``: the normalized objects of inputs or live accounts, as policies see them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
import msgspec

from validator.commands import options
from validator.commands.ending import say
from validator.commands.exits import Exit
from validator.commands.live_options import LiveOptions, live
from validator.commands.output import check_output, write
from validator.commands.pack import pack
from validator.commands.reading import read_options
from validator.commands.settings import Flags, settle
from validator.errors import ConfigError
from validator.model.dump import dump
from validator.model.inventory import Inventory
from validator.sources.read import read_all


class Request(Flags, frozen=True, kw_only=True):
    """The command line of ``inventory``, option by option.

    Attributes:
        live: Which accounts and regions.
        is_live: ``--live``.
        paths: The inputs.
        variables: ``--var``.
        var_files: ``--var-file``.
        output: ``--output``.
    """

    live: LiveOptions
    is_live: bool
    paths: Sequence[str]
    variables: Sequence[str]
    var_files: Sequence[str]
    output: Path | None

    def check(self) -> None:
        """Refuse options that contradict each other.

        Raises:
            ConfigError: They do.
        """
        if self.is_live and (self.paths or self.variables or self.var_files):
            raise ConfigError("reads accounts, and no PATH", place="--live", remedy="leave one of them out")
        if not self.is_live and self.live != LiveOptions():
            raise ConfigError("accounts are read with --live only", remedy="add it, or leave out their options")


@click.command("inventory", short_help="Show the objects of inputs or accounts as JSON.")
@options.inputs
@options.output
@options.config
@click.option("--live", "is_live", is_flag=True, help="Read live accounts instead, by the options that follow.")
@live
def command(**given: Any) -> Exit:
    """Show the objects of PATH as JSON: what policies see, with links and what is unknown.

    PATH is a directory or file of Terraform source, a plan, a state, or - for standard input; the working directory
    where it is left out. The JSON follows schemas/inventory.schema.json.

    \b
    Example:
      pullguard inventory plan.json
      terraform show -json plan | pullguard inventory -
      pullguard inventory --live --region eu-west-1
    """  # noqa: D301 - click's mark for lines that stay as they are
    request = Request(live=LiveOptions.taken_from(given), **given)
    request.check()
    return _of_accounts(request) if request.is_live else _of_inputs(request)


def _of_inputs(request: Request) -> Exit:
    names = list(request.paths) or ["."]
    check_output(request.output, names)
    settings = settle(names, request)
    inputs = read_all(names, read_options(pack(settings).params, request.variables, request.var_files))
    if inputs.readings:
        _show([(reading.name, reading.inventory) for reading in inputs.readings], request.output)
    for unread in inputs.unread:
        say(str(unread.error))
    return Exit.WRONG if inputs.unread else Exit.CLEAN


def _of_accounts(request: Request) -> Exit:
    from validator.commands.live import Run  # noqa: PLC0415 - boto3 is slow to import, and inputs do not need it
    from validator.sources.aws.reading import Wanted  # noqa: PLC0415

    check_output(request.output, [])
    found: dict[str, Inventory] = {}
    run = Run(request.live, Wanted())
    run.read(lambda reading: found.update({reading.registry: reading.inventory}))
    if found:
        _show(sorted(found.items()), request.output)
    for gap in run.gaps:
        say(f"{gap.place}: {gap.problem}; {gap.remedy}")
    whole = not run.gaps and not any(inventory.gaps for inventory in found.values())
    return run.ending(Exit.CLEAN, whole=whole, empty=not found)


def _show(inventories: list[tuple[str, Inventory]], output: Path | None) -> None:
    text = msgspec.json.format(msgspec.json.encode(dump(inventories)), indent=2).decode()
    write(f"{text}\n", output, encoding="utf-8")
