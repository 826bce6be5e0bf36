"""Inventories of recorded plans and states."""

import json
from pathlib import Path

from validator.model.links import Links
from validator.sources.read import ReadOptions, read_all

FIXTURES = Path(__file__).parents[2] / "fixtures"


def module_plan(name):
    """The recorded plan of a fixture module."""
    return FIXTURES / "modules" / name / "plan.json"


def inventory(path, **declared):
    """The inventory of one recorded file."""
    inputs = read_all([str(path)], ReadOptions(declared))
    assert inputs.unread == []
    return inputs.readings[0].inventory


def of_module(name, **declared):
    return inventory(module_plan(name), **declared)


def changed(path, tmp_path, change):
    """The inventory of a recorded plan of which a function changed the decoded JSON."""
    document = json.loads(Path(path).read_text())
    change(document)
    changed_path = tmp_path / "plan.json"
    changed_path.write_text(json.dumps(document))
    return inventory(changed_path)


def by_address(objects):
    return {found.address: found for found in objects}


def credential_of(found, address):
    """What the credential link of a rule leads to."""
    return Links(found).follow(by_address(found.rules)[address], "credential")
