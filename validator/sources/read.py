"""From what the user names to inventories: a directory, a file or standard input."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from validator.errors import InputError
from validator.model.inventory import Inventory

STDIN = "-"


class ReadOptions(msgspec.Struct, frozen=True):
    """What the user adds to the inputs.

    Attributes:
        declared: The ``account`` and ``region`` parameters.
        variables: ``NAME=VALUE``, as Terraform's ``-var`` takes them.
        var_files: Files of variable values, as Terraform's ``-var-file`` takes them.
    """

    declared: Mapping[str, Any] = {}
    variables: tuple[str, ...] = ()
    var_files: tuple[str, ...] = ()


class Reading(msgspec.Struct, frozen=True):
    """One inventory, and what it was read from.

    Attributes:
        name: The input as the user named it, or the root directory that was found below it.
        inventory: What is in it.
        scope: Tells its findings from those of other inputs of the run, whatever the place it was read from.
    """

    name: str
    inventory: Inventory
    scope: str = ""


def read(path: str, options: ReadOptions) -> list[Reading]:
    """Read one input: Terraform source in a directory or file, a plan, a state, or ``-`` for standard input.

    Raises:
        InputError: It can't be read.
    """
    if path == STDIN:
        return [_document(sys.stdin.buffer.read(), "standard input", None, options)]
    place = Path(path)
    try:
        if place.is_dir() or _is_source(place):
            return list(_source(path, options))
        data = place.read_bytes()
    except FileNotFoundError:
        raise InputError("does not exist", place=path) from None
    except PermissionError:
        raise InputError("may not be read", place=path, remedy="check its permissions") from None
    except OSError as error:
        raise InputError(f"can't be read ({error.strerror or error})", place=path) from None
    return [_document(data, path, place, options)]


def _is_source(place: Path) -> bool:
    return place.name.endswith((".tf", ".tf.json", ".tofu", ".tofu.json", ".tfvars", ".tfvars.json"))


def _document(data: bytes, name: str, place: Path | None, options: ReadOptions) -> Reading:
    from validator.sources.plan.binary import is_binary_plan, show  # noqa: PLC0415 - a run of source code needs no plan reader
    from validator.sources.plan.source import read_json  # noqa: PLC0415

    if is_binary_plan(data):
        if place is None:
            raise InputError(
                "is a binary plan", place=name, remedy="pipe in the output of: terraform show -json PLANFILE"
            )
        data = show(place)
    return Reading(name, read_json(data, name, options.declared))


def _source(path: str, options: ReadOptions) -> Iterator[Reading]:
    raise InputError("is Terraform source", place=path, remedy="give its plan: terraform show -json PLANFILE")
