"""Random expressions: Terraform is the judge of each, by a record and, where it is installed, itself.

What Terraform knows may be unknown here, never something else; what it refuses is no value here either.
"""

import json
import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from roots import value_in

from tools.random_expressions.grammar import expressions
from tools.random_expressions.judge import REFUSED, results, wrapped
from validator.model.value import Unknown

RECORD = json.loads((Path(__file__).parents[1] / "fixtures" / "random_expressions.json").read_text(encoding="utf-8"))
LAZY = ("&&", "||", " if ", " ? ")
"""Terraform looks for mistakes in what decides nothing: the right side of ``&&`` and ``||`` (before 1.12), the filter
of an empty ``for``, the other side of a condition and its type. We evaluate what is needed."""
_NEGATIVE_ZERO = re.compile(r"(?<![\w.])-0(?![\w.])")
_LONG = re.compile(r"-?\d+\.\d{60,}")
# What is left of a second number that was written right behind a first one.
_GLUED = re.compile(r"(\.\d{50})\d{10,}")


def comparable(text):
    """Without what Terraform's binary floating point shows: a zero's sign, and what is behind fifty decimals."""
    unsigned = _NEGATIVE_ZERO.sub("0", text)
    rounded = _LONG.sub(lambda found: f"{Decimal(found[0]):.50f}".rstrip("0").rstrip("."), unsigned)
    return _GLUED.sub(r"\1", rounded)


def disagreement(directory, expression, expected):
    """What is wrong with our value of an expression; ``None`` when it is right or unknown."""
    ours = value_in(directory, wrapped(expression))
    if isinstance(ours, Unknown) or comparable(ours) == comparable(expected):
        return None
    if expected == REFUSED and any(one in expression for one in LAZY):
        return None
    return f"{expression}\n  ours:      {ours}\n  Terraform: {expected}"


def test_recorded_expressions_have_the_values_that_terraform_gave(tmp_path):
    found = [disagreement(tmp_path, expression, expected) for expression, expected in RECORD]
    assert "\n".join(filter(None, found)) == ""


def test_most_of_the_record_is_known_on_both_sides(tmp_path):
    """A comparison with unknown values would pass."""
    known = [expression for expression, expected in RECORD if expected != REFUSED]
    assert len(RECORD) >= 400
    assert len(known) >= 250
    assert [expression for expression in known if isinstance(value_in(tmp_path, wrapped(expression)), Unknown)] == []


@pytest.mark.terraform
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(expressions().filter(lambda text: len(text) < 400), min_size=20, max_size=20, unique=True))
def test_random_expressions_have_the_values_that_terraform_gives(tmp_path_factory, batch):
    directory = tmp_path_factory.getbasetemp()
    expected = results(shutil.which("terraform"), batch)
    found = [disagreement(directory, *pair) for pair in zip(batch, expected, strict=True)]
    assert "\n".join(filter(None, found)) == ""
