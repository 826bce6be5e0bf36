"""A link that needs a list which could not be read whole is unknown: never absent, never a short list."""

import msgspec
import pytest

from validator.errors import InputError
from validator.model.access import Grant, Role
from validator.model.dump import dump
from validator.model.inventory import Inventory, Source, Unlisted
from validator.model.links import Links
from validator.model.load import load
from validator.model.objects import Credential, Network, Registry, RegistryRef, Repository, Rule, Template
from validator.model.origin import Origin
from validator.model.upstreams import upstream_of
from validator.model.value import Reason, Unknown

HERE = RegistryRef("111122223333/eu-west-1", "111122223333", "eu-west-1")
THERE = RegistryRef("111122223333/us-east-1", "111122223333", "us-east-1")
DENIED = Unknown(Reason.DENIED, detail="ecr:DescribePullThroughCacheRules")
SECRET = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:ecr-pullthroughcache/hub-a1B2c3"


def made(kind, address, registry=HERE, **fields):
    return kind(address=address, registry=registry, origin=Origin(address), **fields)


REGISTRY = made(Registry, "registry", key=HERE.key, account=HERE.account, region=HERE.region)
RULE = made(Rule, "rule", prefix="hub/library", upstream=upstream_of("ghcr.io"), credential_arn=SECRET)
TEMPLATE = made(Template, "template", prefix="hub")
REPOSITORY = made(Repository, "repository", name="hub/library/nginx")
CREDENTIAL = made(Credential, "credential", arn=SECRET)
ROLE = made(Role, "role")
NETWORK = made(Network, "network", vpc="vpc-1")
GRANT = made(Grant, "grant", via="registry", statement="s", principals=None, actions=["ecr:PutImage"], resources=["*"])
INVENTORY = Inventory(
    Source.LIVE,
    rules=[RULE],
    templates=[TEMPLATE],
    repositories=[REPOSITORY],
    credentials=[CREDENTIAL],
    registries=[REGISTRY],
    roles=[ROLE],
    networks=[NETWORK],
    grants=[GRANT],
)


def links(kind, registry=HERE, **objects):
    world = msgspec.structs.replace(INVENTORY, unlisted=[Unlisted(kind, registry.key, DENIED)], **objects)
    return Links(world)


@pytest.mark.parametrize(
    ("kind", "found", "link"),
    [
        ("rule", REGISTRY, "rules"),
        ("template", REGISTRY, "templates"),
        ("repository", REGISTRY, "repositories"),
        ("event_rule", REGISTRY, "event_rules"),
        ("template", RULE, "template"),
        ("repository", RULE, "repositories"),
        ("rule", RULE, "twin"),
        ("rule", RULE, "within"),
        ("rule", REPOSITORY, "rule"),
        ("template", REPOSITORY, "template"),
        ("rule", TEMPLATE, "rule"),
        ("rule", TEMPLATE, "rules"),
        ("rule", CREDENTIAL, "rules"),
        ("rule", CREDENTIAL, "all_rules"),
        ("rule", CREDENTIAL, "divergent_rule"),
        ("rule", ROLE, "rules"),
        ("template", ROLE, "templates"),
        ("grant", ROLE, "grants"),
        ("endpoint", NETWORK, "endpoints"),
    ],
)
def test_a_link_over_a_partial_list_is_unknown(kind, found, link):
    assert links(kind).follow(found, link) == DENIED
    assert not isinstance(Links(INVENTORY).follow(found, link), Unknown)


def test_what_is_found_in_a_partial_list_counts():
    exact = made(Template, "exact", prefix="hub/library")
    twin, outer = (made(Rule, name, prefix=name, upstream=upstream_of("quay.io")) for name in ("hub/library", "hub"))
    found = links("rule", rules=[RULE, twin, outer])
    assert links("template", templates=[TEMPLATE, exact]).follow(RULE, "template") == exact
    assert (found.follow(RULE, "twin"), found.follow(RULE, "within")) == (twin, outer)


def test_a_secret_that_is_known_to_be_shared_stays_shared():
    other = made(Rule, "other", prefix="quay", upstream=upstream_of("cgr.dev"), credential_arn=SECRET)
    assert links("rule", rules=[RULE, other]).follow(CREDENTIAL, "divergent_rule") == other


def test_a_statement_may_push_into_the_cache_of_a_rule_that_was_not_listed():
    grant = msgspec.structs.replace(GRANT, resources=["arn:aws:ecr:eu-west-1:111122223333:repository/team/*"])
    assert links("rule").pushes_into(grant) == DENIED
    assert Links(INVENTORY).pushes_into(grant) == []


def test_another_registry_is_known_as_well_as_before():
    found = links("rule", THERE)
    assert found.follow(REGISTRY, "rules") == [RULE]
    assert found.follow(TEMPLATE, "rule") is None


def test_it_is_read_back_as_it_was_printed():
    world = msgspec.structs.replace(INVENTORY, unlisted=[Unlisted("rule", HERE.key, DENIED)], grants=[])
    [printed] = dump([("live", world)])["inventories"]
    assert load(printed).unlisted == world.unlisted


@pytest.mark.parametrize("entry", [{"kind": "rules"}, {"registry": "elsewhere"}])
def test_one_of_no_kind_or_registry_is_refused(entry):
    unlisted = {"kind": "rule", "registry": HERE.key, "unknown": {"unknown": "access was denied"}, **entry}
    registry = {
        "address": "r",
        "registry": {"key": HERE.key, "account": "1", "region": "r"},
        "origin": {"address": "r"},
    }
    registry |= {"key": HERE.key, "account": "1", "region": "r"}
    with pytest.raises(InputError, match="needs a kind") as caught:
        load({"source": "live", "registries": [registry], "unlisted": [unlisted]})
    assert caught.value.place == "inventory.unlisted[0]"
