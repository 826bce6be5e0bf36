"""Plain data becomes the inventory that it was made of, and what does not fit is told by its path."""

import msgspec
import pytest
from test_dump import INVENTORY

from validator.errors import InputError
from validator.model.dump import dump
from validator.model.inventory import Source
from validator.model.load import load
from validator.model.value import Reason, Unknown

HERE = {"key": "a", "account": "111122223333", "region": "eu-west-1"}
RULE = {"address": "r", "registry": HERE, "origin": {"address": "r"}, "prefix": "hub"}
UPSTREAM = {"host": "quay.io", "kind": "quay", "exact": True, "authentication": "none", "account": None, "region": None}


def test_what_is_dumped_is_loaded_as_it_was():
    data = msgspec.json.decode(msgspec.json.encode(dump([("live", INVENTORY)])))
    assert load(data["inventories"][0]) == INVENTORY


def test_fields_that_have_a_default_may_be_left_out():
    rule = load({"source": "live", "rules": [RULE | {"upstream": UPSTREAM}]}).rules[0]
    assert (rule.upstream.host, rule.credential_arn, rule.has_role) == ("quay.io", None, False)


def test_an_unknown_value_is_told_from_a_struct():
    unknown = {"unknown": Reason.DENIED.value, "detail": "ecr:DescribeRegistry"}
    inventory = load({"source": "live", "rules": [RULE | {"upstream": UPSTREAM, "credential_arn": unknown}]})
    assert inventory.source is Source.LIVE
    assert inventory.rules[0].credential_arn == Unknown(Reason.DENIED, detail="ecr:DescribeRegistry")


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ([], "inventory: expected `object`, got `array`"),
        ({}, "inventory: Inventory needs the field 'source'"),
        ({"source": "paper"}, "inventory.source: Invalid enum value 'paper'"),
        ({"source": "live", "rule": []}, "inventory: Inventory has no field 'rule'"),
        ({"source": "live", "rules": {}}, "inventory.rules: expected `array`, got `object`"),
        ({"source": "live", "rules": [RULE]}, "inventory.rules[0]: Rule needs the field 'upstream'"),
        (
            {"source": "live", "rules": [RULE | {"upstream": UPSTREAM | {"exact": "no"}}]},
            "inventory.rules[0].upstream.exact: expected `bool",
        ),
        (
            {"source": "live", "rules": [RULE | {"upstream": UPSTREAM, "prefix": {"unknown": "why"}}]},
            "inventory.rules[0].prefix: Invalid enum value 'why'",
        ),
    ],
)
def test_what_does_not_fit_is_told_by_its_path(data, problem):
    with pytest.raises(InputError) as caught:
        load(data)
    assert str(caught.value).startswith(problem)
