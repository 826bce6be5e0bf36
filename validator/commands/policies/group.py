"""``pullguard policies``: the group of the commands about policies themselves."""

import click

from validator.commands.lazy import LazyGroup

COMMANDS = {
    "list": "validator.commands.policies.list",
    "new": "validator.commands.policies.new",
    "test": "validator.commands.policies.test",
    "lint": "validator.commands.policies.lint",
}


@click.group("policies", cls=LazyGroup, modules=COMMANDS, short_help="List, make, test and lint policies.")
def command() -> None:
    """List the policies there are, and make, test and lint your own.

    \b
    Example:
      pullguard policies list --severity critical
      pullguard policies new foreign-namespace
      pullguard policies test policies/
    """  # noqa: D301 - click's mark for lines that stay as they are
