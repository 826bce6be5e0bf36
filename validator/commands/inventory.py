"""``pullguard inventory``: the normalized objects of inputs, as policies see them."""

from pathlib import Path

import click
import msgspec

from validator.commands import options
from validator.commands.ending import say
from validator.commands.exits import Exit
from validator.commands.output import check_output, write
from validator.commands.pack import pack
from validator.commands.reading import read_options
from validator.commands.settings import Flags, settle
from validator.model.dump import dump
from validator.sources.read import read_all


@click.command("inventory", short_help="Show the objects of inputs as JSON.")
@options.inputs
@options.output
@options.config
def command(
    paths: tuple[str, ...],
    variables: tuple[str, ...],
    var_files: tuple[str, ...],
    output: Path | None,
    config: Path | None,
) -> Exit:
    """Show the objects of PATH as JSON: what policies see, with links and what is unknown.

    PATH is a directory or file of Terraform source, a plan, a state, or - for standard input; the working directory
    where it is left out. The JSON follows schemas/inventory.schema.json.

    \b
    Example:
      pullguard inventory plan.json
      terraform show -json plan | pullguard inventory -
    """  # noqa: D301 - click's mark for lines that stay as they are
    names = list(paths) or ["."]
    check_output(output, names)
    settings = settle(names, Flags(config=config))
    inputs = read_all(names, read_options(pack(settings).params, variables, var_files))
    if inputs.readings:
        shown = dump([(reading.name, reading.inventory) for reading in inputs.readings])
        text = msgspec.json.format(msgspec.json.encode(shown), indent=2).decode()
        write(f"{text}\n", output, encoding="utf-8")
    for unread in inputs.unread:
        say(str(unread.error))
    return Exit.WRONG if inputs.unread else Exit.CLEAN
