"""A root module with what all module instances below it share."""

import os
from pathlib import Path
from typing import Any

import msgspec

from validator.sources.hcl.declarations import Module
from validator.sources.hcl.evaluate import evaluate
from validator.sources.hcl.frame import Frame
from validator.sources.hcl.functions import Context
from validator.sources.hcl.library import Installed, Library
from validator.sources.hcl.nodes import Node
from validator.sources.hcl.run import Options, Run
from validator.sources.hcl.syntax import parse_template
from validator.sources.hcl.values import EvaluationError
from validator.sources.hcl.variables import Given, given_values

_DEFAULT_WORKSPACE = "default"


class Constants:
    """The surroundings of expressions that may refer to nothing: defaults of types, values of variable files.

    Args:
        run: The reading that they belong to.
        context: What functions may know.
    """

    address = ""

    def __init__(self, run: Run, context: Context) -> None:
        self.run = run
        self.context = context
        self.sensitive: dict[int, bool] = {}

    def root_name(self, name: str) -> Any:
        """Refuse every name.

        Raises:
            EvaluationError: Always.
        """
        raise EvaluationError(f'nothing may be referred to here, and "{name}" is a reference')

    def written(self, chain: tuple[str, ...], frame: Frame) -> None:
        """Nothing stands behind a name here."""

    def declares_sensitive(self, chain: tuple[str, ...]) -> bool:
        """No name here is sensitive."""
        del chain
        return False

    def value_of(self, node: Node) -> Any:
        """The value of an expression.

        Raises:
            EvaluationError: It refers to something, or Terraform would refuse it.
        """
        return evaluate(node, Frame(self, {}))


class Surface(msgspec.Struct, frozen=True):
    """What a module sees of the file system.

    Attributes:
        real: Its directory, symbolic links resolved.
        path: The values of ``path.module``, ``path.root`` and ``path.cwd``.
        context: What functions may read.
    """

    real: str
    path: dict[str, str]
    context: Context


class Root:
    """One root module that is read.

    Attributes:
        directory: Its directory.
        module: Its declarations.
        run: The state of the reading.
        library: Modules by directory, shared between roots.
        installed: Where called modules are.
        inputs: What is given to its variables.
        workspace: The selected workspace.
        used: Every module that was read for it.
    """

    def __init__(self, directory: Path, shown: str, library: Library, options: Options) -> None:
        self.directory = directory
        self.library = library
        self.run = Run(options)
        self.module = library.module(directory, shown)
        self.used: dict[int, Module] = {id(self.module): self.module}
        self.installed = Installed(directory, shown)
        self.constants = Constants(self.run, Context(directory, directory, self.render))
        self.inputs: dict[str, Given] = given_values(directory, shown, self.run, self.constants.value_of)
        self.workspace = _workspace(directory, options)
        self._surfaces: dict[int, Surface] = {}

    def called(self, directory: Path, shown: str) -> Module:
        """A module that is called from this root."""
        module = self.library.module(directory, shown)
        self.used[id(module)] = module
        return module

    def surface(self, module: Module) -> Surface:
        """What a module sees of the file system.

        Functions may read below the nearest directory that holds both the module and the root module: code passes
        ``path.root`` down, and modules stand beside environments.
        """
        if id(module) not in self._surfaces:
            here, real = os.path.realpath(self.directory), os.path.realpath(module.directory)
            together = os.path.commonpath([here, real])
            allowed = real if together == os.sep else together
            self._surfaces[id(module)] = Surface(
                real,
                {"module": os.path.relpath(real, here), "root": ".", "cwd": here},
                Context(self.directory, Path(allowed), self.render),
            )
        return self._surfaces[id(module)]

    def render(self, text: str, variables: dict[str, Any]) -> Any:
        """A template file's text with its variables."""
        return evaluate(parse_template(text), Frame(self.constants, variables))


def _workspace(directory: Path, options: Options) -> str:
    """The workspace: ``TF_WORKSPACE``, else what ``terraform workspace select`` left, else ``default``."""
    if chosen := options.environment.get("TF_WORKSPACE"):
        return chosen
    try:
        return (directory / ".terraform" / "environment").read_text(encoding="utf-8").strip() or _DEFAULT_WORKSPACE
    except (OSError, ValueError):
        return _DEFAULT_WORKSPACE
