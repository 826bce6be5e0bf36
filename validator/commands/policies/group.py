"""``pullguard policies``: the group of the commands about policies themselves."""

from importlib import import_module

import click

COMMANDS = {
    "list": "validator.commands.policies.list",
    "new": "validator.commands.policies.new",
    "test": "validator.commands.policies.test",
    "lint": "validator.commands.policies.lint",
}


class Commands(click.Group):
    """The commands, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names, in the order in which help shows them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command of a name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name]).command
        return command


@click.group("policies", cls=Commands, short_help="List, make, test and lint policies.")
def command() -> None:
    """List the policies there are, and make, test and lint your own.

    \b
    Example:
      pullguard policies list --severity critical
      pullguard policies new foreign-namespace
      pullguard policies test policies/
    """  # noqa: D301 - click's mark for lines that stay as they are
