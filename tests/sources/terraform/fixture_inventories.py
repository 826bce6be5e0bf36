"""Inventories of fixture modules by both ways: from the code, and from the plan that Terraform made of it."""

from pathlib import Path

import pytest

from validator.model.inventory import Source
from validator.sources.hcl.library import Library
from validator.sources.hcl.run import Options
from validator.sources.hcl.source import read_root
from validator.sources.plan.source import read_json
from validator.sources.terraform.assemble import assemble

MODULES = Path(__file__).parents[2] / "fixtures" / "modules"
HERE = {"account": "123456789012", "region": "eu-west-1"}

both_ways = pytest.mark.parametrize("way", ["code", "plan"])
"""Marks a test that takes the way, which ``module`` wants."""


def module(name, way):
    """The inventory of a fixture module in the registry ``123456789012/eu-west-1``."""
    if way == "plan":
        return read_json((MODULES / name / "plan.json").read_bytes(), "plan.json", HERE)
    return code(MODULES / name)


def code(directory, text=None):
    """The inventory of a directory's code; the text of a ``main.tf`` is written there first."""
    if text is not None:
        (directory / "main.tf").write_text(text)
    reading = read_root(directory, ".", Library(), Options())
    assert reading.errors == []
    return assemble(reading.resources, Source.HCL, gaps=reading.gaps, declared=HERE)


def by_address(objects):
    return {found.address: found for found in objects}
