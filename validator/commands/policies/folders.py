"""The policies that a command is about: the shipped ones, or those below some folders."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from validator.engine.load import check_unique, load_policy, load_shipped, policy_files
from validator.engine.policy import Policy


def policies_in(folders: Sequence[Path]) -> list[Policy]:
    """The policies below folders, which must fit the shipped ones and each other; the shipped ones without a folder.

    Raises:
        PolicyError: A policy is wrong, takes a shipped id or name, or a folder has none.
    """
    if not folders:
        return load_shipped()
    files = files_in(folders)
    found = [load_policy(file) for file in files]
    check_unique([*shipped_beside(files), *found])
    return found


def files_in(folders: Iterable[Path]) -> list[Path]:
    """The ``policy.yaml`` files below folders, each once; those of the shipped policies without a folder.

    Raises:
        PolicyError: A folder has none.
    """
    named = [file for folder in folders for file in policy_files(folder)]
    files = named or [policy.path for policy in load_shipped()]
    return list({file.resolve(): file for file in files}.values())


def shipped_beside(files: Iterable[Path]) -> list[Policy]:
    """The shipped policies that are not among some files: what these must fit."""
    named = {file.resolve() for file in files}
    return [policy for policy in load_shipped() if policy.path.resolve() not in named]
