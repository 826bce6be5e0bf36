"""The command line: global options, and commands that are imported when they run.

Start-up is a feature: nothing but click is imported here, so ``--version`` costs what ``import click`` costs.
"""

import sys
from collections.abc import Sequence
from typing import Any

import click

from validator import __version__
from validator.commands.ending import Ending
from validator.commands.exits import Exit
from validator.commands.lazy import LazyGroup

NAME = "pullguard"

# A command's module holds it as ``command``.
COMMANDS = {
    "check": "validator.commands.check",
    "audit": "validator.commands.audit",
    "drift": "validator.commands.drift",
    "predict": "validator.commands.predict",
    "inventory": "validator.commands.inventory",
    "explain": "validator.commands.explain",
    "policies": "validator.commands.policies.group",
}


class Commands(LazyGroup):
    """The group of all commands: what leaves one becomes a line and an exit status."""

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, *_: Any, **extra: Any) -> Any:  # noqa: ARG002 - click's signature
        """Run, print what went wrong as one line, and exit with a status of `validator.commands.exits`."""
        arguments = list(sys.argv[1:] if args is None else args)
        self._main_shell_completion(extra, NAME)
        ending = Ending(debug="--debug" in arguments)
        with ending:
            with self.make_context(NAME, arguments, **extra) as context:
                ending.status = self.invoke(context) or Exit.CLEAN
            sys.stdout.flush()
        sys.exit(ending.status)


@click.group(
    cls=Commands, modules=COMMANDS, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, expose_value=False, help="Show the traceback of a fault of ours.")
def cli() -> None:
    """Check Amazon ECR pull through cache: Terraform source, plans, states and live accounts against policies.

    \b
    Example:
      terraform show -json plan > plan.json
      pullguard check plan.json

    Exit status: 0 clean, 1 findings, 2 wrong usage, configuration or input, 3 undecided under --strict, 70 our fault.
    """  # noqa: D301 - click's mark for lines that stay as they are
