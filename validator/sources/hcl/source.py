"""Terraform source as resources: one reading per root module."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from validator.errors import PullguardError
from validator.model.inventory import Gap
from validator.model.value import Unknown
from validator.sources.hcl.library import Library
from validator.sources.hcl.root import Root
from validator.sources.hcl.run import Options
from validator.sources.hcl.scope import Scope
from validator.sources.terraform.resource import Resource
from validator.sources.terraform.types import is_wanted

# Expressions and references are followed by recursion, some ten frames per step; Terraform has no bound.
_RECURSION_LIMIT = 20_000


class Reading(msgspec.Struct):
    """What the code of one root module says.

    Attributes:
        directory: The root module's directory, as the user would name it.
        resources: The instances of all types that matter, by address.
        gaps: What could not be resolved.
        errors: What could not be read at all.
    """

    directory: str
    resources: list[Resource]
    gaps: list[Gap]
    errors: list[PullguardError]


def read_root(directory: Path, shown: str, library: Library, options: Options) -> Reading:
    """Read one root module.

    Args:
        directory: Its directory.
        shown: The directory as messages name it.
        library: Modules that were read before.
        options: How to read.

    Raises:
        ConfigError: An option is wrong.
    """
    with _deep_recursion():
        root = Root(directory, shown, library, options)
        resources = list(_resources(Scope(root, root.module)))
    errors = [error for module in root.used.values() for error in module.errors]
    return Reading(
        directory=shown,
        resources=sorted(resources, key=lambda resource: resource.address),
        gaps=sorted(root.run.gaps),
        errors=[*root.run.errors.values(), *errors],
    )


def _resources(scope: Scope) -> Iterator[Resource]:
    """The resources of a module instance and of all below it."""
    for kind in ("resource", "data"):
        for labels in scope.module.labels(kind):
            if len(labels) == 2 and is_wanted(labels[0], data=kind == "data"):  # noqa: PLR2004 - type and name
                yield from _instances(scope, kind, *labels)
    for labels in scope.module.labels("module"):
        yield from _below(scope, labels[0])


def _instances(scope: Scope, kind: str, type_name: str, name: str) -> Iterator[Resource]:
    declaration = scope.module.find(kind, type_name, name)
    if declaration is None:
        return
    span = declaration.block.head
    found = scope.run.attempt(declaration.file, span, lambda: scope.objects(kind, type_name, name))
    if isinstance(found, Unknown):
        address = scope.full(f"{type_name}.{name}")
        scope.run.gap(f"it is not known which instances {address} has: {found}", declaration.file, span)
        return
    for one in found:
        if one.resource is not None:
            yield one.resource


def _below(scope: Scope, name: str) -> Iterator[Resource]:
    declaration = scope.module.find("module", name)
    if declaration is None:
        return
    span = declaration.block.head
    children = scope.run.attempt(declaration.file, span, lambda: scope.children(name))
    if not isinstance(children, Unknown):
        for child in children.values():
            yield from _resources(child)


@contextmanager
def _deep_recursion() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _RECURSION_LIMIT))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
