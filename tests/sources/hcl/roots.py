"""Small root modules for tests, written and read in one call."""

from pathlib import Path
from typing import Any

from validator.sources.hcl.evaluate import evaluate
from validator.sources.hcl.library import Library
from validator.sources.hcl.root import Root
from validator.sources.hcl.run import Options
from validator.sources.hcl.scope import Scope
from validator.sources.hcl.source import Reading, read_root
from validator.sources.hcl.syntax import parse_expression
from validator.sources.terraform.resource import Resource


def write(directory: Path, files: dict[str, str]) -> Path:
    """Write files below a directory, which is returned."""
    for name, text in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return directory


def read(directory: Path, files: dict[str, str], **options: Any) -> Reading:
    """Read the root module that consists of some files; messages name it ``root``."""
    return read_root(write(directory, files), "root", Library(), Options(**options))


def resources(reading: Reading) -> dict[str, Resource]:
    """The resources of a reading by address."""
    return {resource.address: resource for resource in reading.resources}


def only(directory: Path, code: str, name: str = "main.tf") -> Resource:
    """The one resource of a root module."""
    (found,) = read(directory, {name: code}).resources
    return found


def values(directory: Path, code: str, address: str, **options: Any) -> dict[str, Any]:
    """The values of a resource in a root module."""
    return resources(read(directory, {"main.tf": code}, **options))[address].values


def problems(reading: Reading) -> list[tuple[str, str]]:
    """The places and texts of a reading's gaps."""
    return [(gap.place, gap.problem) for gap in reading.gaps]


def value_in(directory: Path, expression: str, **options: Any) -> Any:
    """The value of an expression in a root module.

    Raises:
        EvaluationError: Terraform would refuse it.
    """
    root = Root(directory, "root", Library(), Options(**options))
    return evaluate(parse_expression(expression), Scope(root, root.module).frame)
