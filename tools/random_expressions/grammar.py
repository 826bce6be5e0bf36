"""A grammar of random expressions which Terraform can parse, on one line and without references.

Types are kept while building, so that most calls and operators get what they want. What is left to chance still goes
wrong at times, by an index that leads nowhere or a division by zero: Terraform refuses it, and so must we.
"""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from tools.random_expressions import compounds, scalars
from tools.random_expressions.builder import Builder

MAX_DEPTH = 4
"""How many levels of expressions an expression holds."""


@st.composite
def expressions(draw: Callable[[st.SearchStrategy[Any]], Any]) -> str:
    """Random expressions."""
    builder = Builder(draw, {**scalars.PRODUCTIONS, **compounds.PRODUCTIONS})
    return builder.expression(builder.type(2), MAX_DEPTH)
