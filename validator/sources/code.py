"""Terraform source to inventories: every root module that directories and files stand for."""

import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from validator.errors import InputError, PullguardError
from validator.model.inventory import Inventory, Source
from validator.sources.hcl.library import Library
from validator.sources.hcl.roots import read_roots
from validator.sources.hcl.run import Options, Params
from validator.sources.hcl.source import Reading
from validator.sources.hcl.survey import find_roots
from validator.sources.terraform.assemble import assemble


class Root(NamedTuple):
    """One root module.

    Attributes:
        directory: Its directory, as the user would name it.
        inventory: What is in it.
        scope: Its directory within its repository.
        errors: What of it could not be read.
        known: Whether it is there at all; the rest of a root is, in spite of a broken file.
    """

    directory: str
    inventory: Inventory
    scope: str = ""
    errors: Sequence[PullguardError] = ()
    known: bool = True


def read_code(
    names: Sequence[str],
    declared: Mapping[str, Any],
    variables: tuple[str, ...],
    var_files: tuple[str, ...],
    progress: Callable[[int, int], None],
) -> list[Root]:
    """Read every root module that some directories and files stand for.

    Args:
        names: Directories and files that exist.
        declared: The ``account`` and ``region`` parameters.
        variables: ``NAME=VALUE``, as Terraform's ``-var`` takes them.
        var_files: Files of variable values.
        progress: Told how many roots are read, and of how many.

    Raises:
        ConfigError: A variable is wrong.
    """
    params = Params(account=declared.get("account"), region=declared.get("region"))
    options = Options(variables, var_files, dict(os.environ), params)
    roots, modules = find_roots([Path(name) for name in names], Library())
    found: list[Root] = []
    for root in read_roots(roots, options, partial(_root, dict(declared))):
        found.append(root)
        progress(len(found), len(roots))
    return found or [_nothing(name, modules) for name in names]


def _root(declared: Mapping[str, Any], reading: Reading) -> Root:
    inventory = assemble(reading.resources, Source.HCL, gaps=reading.gaps, declared=declared)
    return Root(reading.directory, inventory, scope(reading.directory), reading.errors)


def _nothing(name: str, modules: int) -> Root:
    """No root matters: either there is nothing of ours in the code, or there is no code."""
    if modules or not Path(name).is_dir():
        return Root(name, Inventory(Source.HCL))
    error = InputError("has no Terraform source in or below it", place=name, remedy="name another directory")
    return Root(name, Inventory(Source.HCL), errors=[error], known=False)


def scope(directory: str) -> str:
    """A root's directory within its repository: the same wherever the command is run and the repository lies."""
    place = Path(directory).resolve()
    repository = next((above for above in (place, *place.parents) if (above / ".git").exists()), None)
    return place.relative_to(repository).as_posix() if repository else ""
