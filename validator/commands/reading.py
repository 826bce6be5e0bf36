"""What the user adds to the inputs, from options and configuration."""

from collections.abc import Mapping, Sequence
from typing import Any

from validator.commands.progress import show_progress
from validator.model.inventory import Gap
from validator.sources.read import ReadOptions, Unread


def read_options(params: Mapping[str, Any], variables: Sequence[str], var_files: Sequence[str]) -> ReadOptions:
    """What the user adds to the inputs: the account and region, where parameters declare them, and variables."""
    declared = {name: params[name] for name in ("account", "region") if params.get(name) is not None}
    return ReadOptions(declared, tuple(variables), tuple(var_files), show_progress)


def gap_of(unread: Unread) -> Gap:
    """What could not be read, as a gap of the report: without the line of code that standard error shows with it."""
    error = unread.error
    return Gap(error.place or unread.name, error.problem.partition("\n")[0], error.remedy, unread.name)
