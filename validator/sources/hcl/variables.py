"""The values of a root module's variables, in Terraform's order of precedence."""

import json
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from validator.errors import ConfigError
from validator.sources.hcl.constraints import ANY, Primitive, Type
from validator.sources.hcl.error import HclError, describe
from validator.sources.hcl.files import read_text
from validator.sources.hcl.nodes import Expression
from validator.sources.hcl.run import Run
from validator.sources.hcl.syntax import parse_expression, parse_file

_AUTOMATIC = (".auto.tfvars", ".auto.tfvars.json")


class GivenBy(StrEnum):
    """Who gives a variable's value."""

    CODE = "a file of the module"
    USER = "the command line or the environment"


class Given(msgspec.Struct, frozen=True):
    """A value that is given to a root variable.

    Attributes:
        by: Who gives it.
        compute: Gives the value, not yet converted; it may raise `EvaluationError`.
    """

    by: GivenBy
    compute: Callable[[Type | None], Any]


def given_values(directory: Path, shown: str, run: Run, evaluate: Callable[[Expression], Any]) -> dict[str, Given]:
    """What is given to a root module's variables.

    Later ones win: ``TF_VAR_…``, ``terraform.tfvars``, ``terraform.tfvars.json``, ``*.auto.tfvars`` and
    ``*.auto.tfvars.json`` by name, ``--var-file`` in order, ``--var`` in order.

    Args:
        directory: The root module's.
        shown: The directory as messages name it.
        run: Its options, and where it notes files that can't be read.
        evaluate: Gives the value of an expression that may refer to nothing.

    Raises:
        ConfigError: A ``--var`` is not ``name=value``, or a ``--var-file`` can't be read.
    """
    found: dict[str, Given] = {}
    for name, text in sorted(run.options.environment.items()):
        if name.startswith("TF_VAR_"):
            found[name.removeprefix("TF_VAR_")] = _from_text(text, evaluate)
    for path in _automatic_files(directory):
        found |= _from_file(path, f"{shown}/{path.name}", GivenBy.CODE, run, evaluate)
    for name in run.options.variable_files:
        if not Path(name).is_file():
            raise ConfigError("there is no such file", place=f"--var-file {name}")
        found |= _from_file(Path(name), name, GivenBy.USER, run, evaluate)
    for assignment in run.options.variables:
        name, equals, text = assignment.partition("=")
        if not equals:
            raise ConfigError("a variable is given as name=value", place=f"--var {name}")
        found[name.strip()] = _from_text(text, evaluate)
    return found


def _automatic_files(directory: Path) -> list[Path]:
    fixed = [directory / "terraform.tfvars", directory / "terraform.tfvars.json"]
    automatic = sorted(path for path in directory.iterdir() if path.name.endswith(_AUTOMATIC))
    return [path for path in fixed if path.is_file()] + automatic


def _from_text(text: str, evaluate: Callable[[Expression], Any]) -> Given:
    """A value that is given as text: taken literally where a string, number or bool is wanted, else as HCL."""

    def compute(wanted: Type | None) -> Any:
        if wanted is None or (isinstance(wanted, Primitive) and wanted != ANY):
            return text
        return evaluate(parse_expression(text))

    return Given(GivenBy.USER, compute)


def _from_file(
    path: Path, shown: str, by: GivenBy, run: Run, evaluate: Callable[[Expression], Any]
) -> dict[str, Given]:
    text = read_text(path, shown, run.broken)
    if text is None:
        return {}
    try:
        if path.name.endswith(".json"):
            values = json.loads(text, parse_float=Decimal)
            return {name: Given(by, lambda _, value=value: value) for name, value in values.items()}  # type: ignore[misc]
        body = parse_file(text)
    except HclError as error:
        run.broken(ConfigError(describe(error, text), place=shown))
    except (ValueError, RecursionError, AttributeError) as error:
        run.broken(ConfigError(f"this is not a JSON object: {error}", place=shown))
    else:
        return {
            name: Given(by, lambda _, node=attribute.expression: evaluate(node))  # type: ignore[misc]
            for name, attribute in body.attributes.items()
        }
    return {}
