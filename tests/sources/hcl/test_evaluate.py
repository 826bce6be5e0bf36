"""Expressions against what real Terraform made of them; ``tools/record_expressions.py`` makes the record."""

import json
from pathlib import Path
from typing import Any

import pytest
from roots import value_in

from validator.model.value import Unknown
from validator.sources.hcl.values import EvaluationError

FIXTURES = Path(__file__).parents[2] / "fixtures"
MODULE = FIXTURES / "expressions"
RECORD: list[tuple[str, str, Any]] = [tuple(one) for one in json.loads((FIXTURES / "expressions.json").read_text())]

# What Terraform 1.11 calls unknown although its value does not depend on what is unknown.
DECIDED = {
    'false && terraform_data.x[0].id == "a"': "false",
}


@pytest.mark.parametrize(("expression", "outcome", "value"), RECORD, ids=[one[0] for one in RECORD])
def test_an_expression_has_the_value_that_terraform_gives(expression: str, outcome: str, value: str | None) -> None:
    if outcome == "error":
        with pytest.raises(EvaluationError):
            value_in(MODULE, expression)
        return
    mine = value_in(MODULE, f"jsonencode({expression})")
    if outcome == "known":
        assert value == mine
    else:
        assert expression in DECIDED or isinstance(mine, Unknown)
        assert DECIDED.get(expression, mine) == mine
