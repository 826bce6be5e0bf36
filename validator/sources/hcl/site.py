"""Where code stands: an instance of a module, as those see it who find what its names mean."""

from collections.abc import Mapping
from typing import Protocol

import msgspec

from validator.model.value import Unknown
from validator.sources.hcl.declarations import Declaration, Module
from validator.sources.hcl.frame import Frame, Surroundings
from validator.sources.hcl.instances import Bindings, suffix
from validator.sources.hcl.providers import Providers
from validator.sources.hcl.root import Root


class Site(Surroundings, Protocol):
    """A module instance.

    Attributes:
        root: What all instances share.
        module: Its declarations.
        caller: The call that made it; ``None`` for the root module.
        frame: Where its expressions are evaluated.
        providers: Its provider configurations.
        note: Where it is called, for people.
        lineage: The real directories of the modules that led here, and its own.
    """

    root: Root
    module: Module
    caller: "Caller | None"
    frame: Frame
    providers: Providers
    note: str
    lineage: tuple[str, ...]

    def full(self, name: str) -> str:
        """A name of this module instance as an address of the root module."""

    def children(self, name: str) -> "Mapping[str | int | None, Site] | Unknown":
        """The instances of a called module, by key; unknown, with a gap, when it can't be read.

        Raises:
            EvaluationError: The module calls none of this name.
        """


class Caller(msgspec.Struct, frozen=True, gc=False):
    """The call that made a module instance.

    Attributes:
        scope: The calling module instance.
        declaration: The ``module`` block.
        frame: Where its arguments are evaluated.
        address: The instance's address.
        path: The call's path without instance keys, such as ``hub.rules``.
        note: Where the instance is called, for people.
    """

    scope: Site
    declaration: Declaration
    frame: Frame
    address: str
    path: str
    note: str


def call_of(scope: Site, declaration: Declaration, path: str, key: str | int | None, bindings: Bindings) -> Caller:
    """The call that makes the instance of a module with a key, from the module instance that has the block."""
    address = scope.full(f"module.{declaration.labels[0]}{suffix(key)}")
    note = f"{address} is called at {declaration.file}:{declaration.block.head.line}"
    for_each = declaration.block.body.attributes.get("for_each")
    frame = Frame(scope, bindings, for_each.expression if for_each else None)
    return Caller(scope, declaration, frame, address, path, f"{scope.note}; {note}" if scope.note else note)
