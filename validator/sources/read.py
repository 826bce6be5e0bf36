"""From what the user names to inventories: directories, files and standard input."""

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from validator.errors import InputError, PullguardError
from validator.model.inventory import Inventory

STDIN = "-"

_SOURCE_FILES = (".tf", ".tf.json", ".tofu", ".tofu.json", ".tfvars", ".tfvars.json")


def _silently(done: int, total: int) -> None:
    """Show no progress."""


class ReadOptions(msgspec.Struct, frozen=True):
    """What the user adds to the inputs.

    Attributes:
        declared: The ``account`` and ``region`` parameters.
        variables: ``NAME=VALUE``, as Terraform's ``-var`` takes them.
        var_files: Files of variable values, as Terraform's ``-var-file`` takes them.
        progress: Told how many roots are read, and of how many.
        before: Whether to read what plans found before, too.
    """

    declared: Mapping[str, Any] = {}
    variables: tuple[str, ...] = ()
    var_files: tuple[str, ...] = ()
    progress: Callable[[int, int], None] = _silently
    before: bool = False


class Reading(msgspec.Struct, frozen=True):
    """One inventory, and what it was read from.

    Attributes:
        name: The input as the user named it, or the root directory that was found below it.
        inventory: What is in it.
        scope: Tells its findings from those of other roots, wherever the command is run.
        before: What a plan found before it, where that was asked for; ``None`` too where it is no plan.
    """

    name: str
    inventory: Inventory
    scope: str = ""
    before: Inventory | None = None


class Unread(NamedTuple):
    """An input, or a part of one, that can't be read: what it is called, and why."""

    name: str
    error: PullguardError


class Inputs(NamedTuple):
    """What could be read, and what could not."""

    readings: list[Reading]
    unread: list[Unread]


def read_all(names: Sequence[str], options: ReadOptions) -> Inputs:
    """Read inputs, each once: Terraform source, plans, states, and ``-`` for standard input.

    What can't be read does not keep the rest from being read. Files of source code stand for the modules that they
    belong to, as pre-commit passes them.

    Raises:
        ConfigError: A variable or a file of variables is wrong.
    """
    inputs = Inputs([], [])
    sources = []
    for name in dict.fromkeys(names):
        try:
            if _is_source(name):
                sources.append(name)
            else:
                inputs.readings.append(_read_document(name, options))
        except InputError as error:
            inputs.unread.append(Unread(name, error))
    if sources:
        _read_sources(sources, options, inputs)
    return inputs


def _is_source(name: str) -> bool:
    return name != STDIN and (name.endswith(_SOURCE_FILES) or Path(name).is_dir())


def _read_document(name: str, options: ReadOptions) -> Reading:
    """A plan or a state."""
    # Each kind of input imports its own reader alone: start-up is a feature.
    from validator.sources.plan.binary import is_binary_plan, show  # noqa: PLC0415
    from validator.sources.plan.source import read_before, read_json  # noqa: PLC0415

    if name == STDIN:
        name, place, data = "standard input", None, sys.stdin.buffer.read()
    else:
        place = Path(name)
        data = _bytes(place)
    if is_binary_plan(data):
        if place is None:
            raise InputError("is a binary plan", place=name, remedy="pipe in what terraform show -json PLANFILE prints")
        data = show(place)
    before = read_before(data, name, options.declared) if options.before else None
    return Reading(name, read_json(data, name, options.declared), before=before)


def _bytes(place: Path) -> bytes:
    try:
        return place.read_bytes()
    except FileNotFoundError:
        raise InputError("does not exist", place=str(place)) from None
    except PermissionError:
        raise InputError("may not be read", place=str(place), remedy="check its permissions") from None
    except OSError as error:
        raise InputError(f"can't be read ({error.strerror or error})", place=str(place)) from None


def _read_sources(names: list[str], options: ReadOptions, inputs: Inputs) -> None:
    """Terraform source: every root module that the names stand for."""
    from validator.sources.code import read_code  # noqa: PLC0415

    there = [name for name in names if Path(name).exists()]
    missing = (name for name in names if name not in there)
    inputs.unread.extend(Unread(name, InputError("does not exist", place=name)) for name in missing)
    if not there:
        return
    for root in read_code(there, options.declared, options.variables, options.var_files, options.progress):
        inputs.unread.extend(Unread(root.directory, error) for error in root.errors)
        if root.known:
            inputs.readings.append(Reading(root.directory, root.inventory, root.scope))
