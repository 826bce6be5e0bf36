"""Inventories as plain data."""

import json
from pathlib import Path

from jsonschema import Draft202012Validator

from validator import bundle
from validator.model.dump import dump
from validator.model.inventory import Gap, Inventory, Source
from validator.model.objects import Credential, Registry, RegistryRef, Repository, Rule, Template
from validator.model.origin import Location, Origin
from validator.model.upstreams import upstream_of
from validator.model.value import Reason, Unknown

SCHEMA = json.loads(Path(bundle.SCHEMAS / "inventory.schema.json").read_text(encoding="utf-8"))
HERE = RegistryRef("123456789012/eu-west-1", "123456789012", "eu-west-1")
ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:ecr-pullthroughcache/hub"


def common(address: str) -> dict:
    return {"address": address, "registry": HERE, "origin": Origin(address)}


HUB = Rule(
    **common("rule.hub"),
    origins={"prefix": Origin("rule.hub", Location("main.tf", 2, 3, 2, 9))},
    prefix="hub",
    upstream=upstream_of("registry-1.docker.io"),
    credential_arn=ARN,
)
ELSEWHERE = Rule(
    **common("rule.other"),
    prefix="other",
    upstream=upstream_of(Unknown(Reason.AFTER_APPLY)),
    credential_arn=Unknown(Reason.NO_VALUE, detail="arn"),
)
INVENTORY = Inventory(
    source=Source.HCL,
    rules=[HUB, ELSEWHERE],
    credentials=[Credential(**common("secret.hub"), arn=ARN, name="ecr-pullthroughcache/hub")],
    templates=[Template(**common("template.root"), prefix="ROOT")],
    registries=[Registry(**common("registry"), key=HERE.key, account=HERE.account, region=HERE.region)],
    repositories=[Repository(**common("repository.x"), name="hub/library/x")],
    gaps=[Gap("main.tf", "has a gap")],
)


def shown(kind: str) -> list[dict]:
    return dump([("live", INVENTORY)])["inventories"][0][kind]


def test_it_follows_the_schema():
    Draft202012Validator(SCHEMA).validate(dump([("one", INVENTORY), ("two", Inventory(source=Source.PLAN))]))


def test_links_are_addresses():
    assert shown("rules")[0]["links"] == {
        "registry": "registry",
        "credential": "secret.hub",
        "template": "template.root",
        "role": None,
        "repositories": ["repository.x"],
        "twin": None,
        "within": None,
    }
    unknown = {"unknown": "a variable has no value", "detail": "arn"}
    links = {"registry": "registry", "rules": ["rule.hub"], "all_rules": unknown, "divergent_rule": unknown}
    assert shown("credentials")[0]["links"] == links


def test_a_link_that_is_not_known_says_why():
    assert shown("rules")[1]["links"]["credential"] == {"unknown": "a variable has no value", "detail": "arn"}


def test_a_link_that_leads_nowhere_is_null():
    alone = Inventory(source=Source.HCL, rules=[HUB], registries=INVENTORY.registries)

    assert dump([("x", alone)])["inventories"][0]["rules"][0]["links"]["template"] is None


def test_an_inventory_names_its_input_and_source_first():
    assert list(dump([("plan.json", INVENTORY)])["inventories"][0])[:2] == ["input", "source"]
