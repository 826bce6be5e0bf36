"""Terraform's functions: one table of all of them, and the call by name.

The table covers Terraform 1.11. Results agree with what Terraform itself gives, including which results it knows when
arguments are unknown; ``tests/fixtures/functions.json`` is the record.
"""

from typing import Any

from validator.model.value import Reason, Unknown
from validator.sources.hcl.functions import (
    collections,
    conversion,
    dates,
    encoding,
    files,
    formatting,
    hashing,
    impure,
    maps,
    network,
    numeric,
    patterns,
    sets,
    strings,
)
from validator.sources.hcl.functions.signature import Accepts, Context, Function, Parameter
from validator.sources.hcl.values import EvaluationError

__all__ = ["FUNCTIONS", "LAZY", "Accepts", "Context", "Function", "Parameter", "call"]

LAZY = frozenset({"try", "can"})
"""Functions of unevaluated arguments, which the evaluator has to do itself."""

FUNCTIONS: dict[str, Function] = {
    function.name: function
    for family in (
        collections,
        conversion,
        dates,
        encoding,
        files,
        formatting,
        hashing,
        impure,
        maps,
        network,
        numeric,
        patterns,
        sets,
        strings,
    )
    for function in family.FUNCTIONS
}
"""Every other function of Terraform 1.11 by its name."""


def call(name: str, arguments: list[Any], context: Context) -> Any:
    """The result of a function; unknown for functions that change with every run and for providers' own.

    Args:
        name: The function's name, with or without ``core::``.
        arguments: Evaluated arguments, as :mod:`validator.sources.hcl.values` spells them; not changed.
        context: Where the call is made from.

    Raises:
        EvaluationError: There is no such function, or Terraform would refuse the call.
    """
    if name.startswith("provider::"):
        return Unknown(Reason.UNSUPPORTED, f"{name} is a provider's function")
    function = FUNCTIONS.get(name.removeprefix("core::"))
    if function is None:
        raise EvaluationError(f"There is no function named {name}")
    return function.call(arguments, context)
