"""Finding the directory of a module by its source: local, or installed by ``terraform init``."""

import json
import os
from pathlib import Path

import msgspec

from validator.sources.hcl.declarations import Module

MANIFEST = Path(".terraform/modules/modules.json")
_LOCAL = ("./", "../", ".\\", "..\\")


class Library:
    """Modules by directory, each read once however many calls and roots it has."""

    def __init__(self) -> None:
        self._modules: dict[str, Module] = {}

    def module(self, directory: Path, shown: str) -> Module:
        """The module in a directory."""
        key = os.path.realpath(directory)
        if key not in self._modules:
            self._modules[key] = Module(directory, shown)
        return self._modules[key]


class Missing(msgspec.Struct, frozen=True):
    """A module that can't be read: why, and what helps."""

    problem: str
    remedy: str = ""


class Installed:
    """The modules that ``terraform init`` installed for a root module.

    Args:
        root: The root module's directory.
        shown: The directory as messages name it.
    """

    def __init__(self, root: Path, shown: str) -> None:
        self._root = root
        self._shown = shown
        self._directories = installed_directories(root)

    def locate(self, source: str, key: str, caller: Module) -> tuple[Path, str] | Missing:
        """The directory of a called module, and its name in messages.

        Args:
            source: The call's ``source``.
            key: The call's path without instance keys, such as ``hub.rules``.
            caller: The module that calls.
        """
        if is_local(source):
            source = source.replace("\\", "/")
            directory, shown = caller.directory / source, f"{caller.shown}/{source}"
        elif key in self._directories:
            directory, shown = self._root / self._directories[key], f"{self._shown}/{self._directories[key]}"
        else:
            problem = f'the module "{source}" is not installed, so what it makes is not known'
            return Missing(problem, "terraform init (or terraform get) installs it")
        if not directory.is_dir():
            return Missing(f'there is no directory for the module "{source}"')
        return directory, os.path.normpath(shown)


def is_local(source: str) -> bool:
    """Whether a module's source is a directory."""
    return source.startswith(_LOCAL) or source in {".", ".."}


def installed_directories(root: Path) -> dict[str, str]:
    """The directory of each installed module by its call's path, from Terraform's own list; empty without one."""
    try:
        listed = json.loads((root / MANIFEST).read_bytes())["Modules"]
        return {entry["Key"]: entry["Dir"] for entry in listed if entry["Key"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
