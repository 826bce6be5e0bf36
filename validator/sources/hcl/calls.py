"""Calls of modules: where each leads, and how deep."""

import os
from typing import Any

from validator.sources.hcl.declarations import Declaration, Module
from validator.sources.hcl.evaluate import evaluate
from validator.sources.hcl.files import module_files
from validator.sources.hcl.frame import Frame
from validator.sources.hcl.library import Missing
from validator.sources.hcl.root import Root

MAX_DEPTH = 32
META_ARGUMENTS = frozenset({"source", "version", "providers", "count", "for_each", "depends_on"})


def called_module(
    root: Root, caller: Module, declaration: Declaration, path: str, above: tuple[str, ...]
) -> Module | Missing:
    """The module that a call means.

    Args:
        root: The root module.
        caller: The calling module.
        declaration: The ``module`` block.
        path: The call's path without instance keys.
        above: The real directories of the modules that led here.
    """
    source = _source(root, declaration)
    if not isinstance(source, str):
        return Missing("the module's source is not written out, so it can't be found")
    located = root.installed.locate(source, path, caller)
    if isinstance(located, Missing):
        return located
    directory, shown = located
    if os.path.realpath(directory) in above:
        return Missing(f'the module "{source}" calls itself')
    if len(above) > MAX_DEPTH:
        return Missing(f"modules are nested more than {MAX_DEPTH} deep")
    if not module_files(directory):
        return Missing(f'the directory of the module "{source}" holds no Terraform')
    return root.called(directory, shown)


def _source(root: Root, declaration: Declaration) -> Any:
    given = declaration.block.body.attributes.get("source")
    if given is None:
        return None
    file = declaration.file_of("source")
    return root.run.attempt(file, given.span, lambda: evaluate(given.expression, Frame(root.constants, {})))
