"""Plain data becomes the inventory that it was made of, and what does not fit is told by its path."""

import msgspec
import pytest

from validator.errors import InputError
from validator.model.dump import dump
from validator.model.inventory import Gap, Inventory, Source
from validator.model.load import load
from validator.model.objects import RegistryRef, Rule, Template
from validator.model.origin import Location, Origin
from validator.model.permissions.document import PolicyDocument
from validator.model.upstreams import upstream_of
from validator.model.value import Reason, Unknown

HERE = {"key": "a", "account": "111122223333", "region": "eu-west-1"}
RULE = {"address": "r", "registry": HERE, "origin": {"address": "r"}, "prefix": "hub"}
UPSTREAM = {"host": "quay.io", "kind": "quay", "exact": True, "authentication": "none", "account": None, "region": None}


def test_what_is_dumped_is_loaded_as_it_was():
    place = Location("main.tf", 2, 3, 2, 9)
    inventory = Inventory(
        Source.HCL,
        rules=[
            Rule(
                address="r",
                registry=RegistryRef(**HERE),
                origin=Origin("r", place),
                origins={"upstream.host": Origin("r", place)},
                prefix=Unknown(Reason.AFTER_APPLY, refers_to=("a.b",)),
                upstream=upstream_of("quay.io"),
            )
        ],
        templates=[
            Template(
                address="t",
                registry=RegistryRef(**HERE),
                origin=Origin("t"),
                prefix="ROOT",
                applied_for=["REPLICATION", Unknown(Reason.NO_VALUE)],
                permissions=PolicyDocument("2012-10-17", []),
            )
        ],
        gaps=[Gap("main.tf", "has a gap")],
    )
    data = msgspec.json.decode(msgspec.json.encode(dump([("main.tf", inventory)])))
    assert load(data["inventories"][0]) == inventory


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
