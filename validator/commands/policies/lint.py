"""``pullguard policies lint``: what is wrong with policies, before anything is judged by them."""

from pathlib import Path

import click

from validator.commands.exits import Exit
from validator.commands.output import write
from validator.commands.policies.examine import mistakes
from validator.commands.policies.folders import files_in


@click.command("lint", short_help="Find mistakes in policies and their cases.")
@click.argument("folders", metavar="[DIR]...", nargs=-1, type=click.Path(path_type=Path))
def command(folders: tuple[Path, ...]) -> Exit:
    """Find what is wrong with every policy.yaml in or below DIR, and the cases.yaml beside it.

    Without a DIR the shipped policies are examined. A policy must match schemas/policy.schema.json, its CEL must
    compile and read only what its object has, its id and name must be its own, and its cases must show a pass, a
    fail and an undecided outcome, or say under no_undecided why there is none.

    \b
    Example:
      pullguard policies lint policies/

    Exit status: 0 nothing found, 1 mistakes found, 2 a DIR has no policy.
    """  # noqa: D301 - click's mark for lines that stay as they are
    files = files_in(folders)
    found = list(map(str, mistakes(files)))
    policies = "1 policy" if len(files) == 1 else f"{len(files)} policies"
    wrong = "1 mistake" if len(found) == 1 else f"{len(found)} mistakes"
    write("".join(f"{line}\n" for line in [*found, f"{policies}, {wrong if found else 'no mistakes'}"]), None)
    return Exit.FAILED if found else Exit.CLEAN
