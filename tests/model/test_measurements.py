"""The numbers of a registry: what lies in its caches, how much they are used, how old its credentials are."""

import pytest

from validator.model.inventory import Inventory, Source, Unlisted
from validator.model.measurements import Pulls, Syncs, measure
from validator.model.objects import CachedImage, Credential, Registry, RegistryRef, Repository, Rule
from validator.model.origin import Origin
from validator.model.upstreams import upstream_of
from validator.model.value import Reason, Unknown

HERE = RegistryRef("111122223333/eu-west-1", "111122223333", "eu-west-1")
READ_AT = "2026-11-24T12:00:00Z"
DENIED = Unknown(Reason.DENIED, detail="what was asked for")


def unmeasured(why):
    return Unknown(Reason.UNMEASURED, detail=why)


def rule(prefix):
    return Rule(address=prefix, registry=HERE, origin=Origin(prefix), prefix=prefix, upstream=upstream_of("quay.io"))


def repository(name):
    return Repository(address=name, registry=HERE, origin=Origin(name), name=name)


def image(name, **fields):
    return CachedImage(address=name, registry=HERE, origin=Origin(name), repository=name, digest="sha256:1", **fields)


def credential(**fields):
    return Credential(
        address="secret", registry=HERE, origin=Origin("secret"), name="ecr-pullthroughcache/hub", **fields
    )


def inventory(*prefixes, read_at=READ_AT, **objects):
    registry = Registry(
        address="registry",
        registry=HERE,
        origin=Origin("registry"),
        key=HERE.key,
        account=HERE.account,
        region=HERE.region,
        read_at=read_at,
    )
    rules = [rule(prefix) for prefix in prefixes]
    return Inventory(Source.LIVE, registries=[registry], rules=rules, **objects)


def uses(found, pulls=None, days=30):
    return {one.prefix: one for one in measure(found, pulls or Pulls({}), days).rules}


IMAGES = [
    image("hub/nginx", pushed_at="2026-01-01T00:00:00Z", pulled_at="2026-11-20T00:00:00Z", size=5),
    image("hub/nginx", pushed_at="2026-10-30T00:00:00Z", size=7),
    image("hub/redis", pushed_at="2026-06-01T00:00:00Z", pulled_at="2026-10-25T11:59:59Z", size=11),
]
HUB = {"repositories": [repository("hub/nginx"), repository("hub/redis")], "images": IMAGES}


def test_a_cache_is_as_large_and_old_as_its_images():
    found = uses(inventory("hub", **HUB))["hub"]
    assert (found.address, found.prefix) == ("hub", "hub")
    assert (found.repositories, found.images, found.bytes) == (2, 3, 23)
    assert (found.oldest, found.newest) == ("2026-01-01T00:00:00Z", "2026-10-30T00:00:00Z")


@pytest.mark.parametrize(("days", "count"), [(3, 3), (30, 1), (31, 0)])
def test_an_image_is_not_refreshed_that_was_neither_pushed_nor_pulled_in_the_days(days, count):
    assert uses(inventory("hub", **HUB), days=days)["hub"].not_refreshed == count


def test_an_empty_cache_has_no_oldest_image():
    found = uses(inventory("hub"))["hub"]
    assert (found.repositories, found.images, found.bytes, found.not_refreshed, found.pulls) == (0, 0, 0, 0, 0)
    assert (found.oldest, found.newest) == (None, None)


def test_each_repository_counts_for_one_rule():
    found = uses(inventory("ROOT", "hub", "hub/redis", repositories=[*HUB["repositories"], repository("app")]))
    assert {prefix: one.repositories for prefix, one in found.items()} == {"ROOT": 1, "hub": 1, "hub/redis": 1}


@pytest.mark.parametrize("kind", ["repository", "rule"])
def test_nothing_is_counted_where_not_all_repositories_or_rules_were_listed(kind):
    found = uses(inventory("hub", **HUB, unlisted=[Unlisted(kind, HERE.key, DENIED)]), Pulls({"hub/nginx": 1}))["hub"]
    assert (found.repositories, found.images, found.bytes, found.oldest) == (DENIED, DENIED, DENIED, DENIED)
    assert (found.not_refreshed, found.pulls, found.hit_ratio) == (DENIED, DENIED, DENIED)


def test_repositories_and_pulls_are_counted_without_the_images():
    unlisted = [Unlisted("image", HERE.key, DENIED)]
    pulls = Pulls({"hub/nginx": 3, "hub/redis": 4})
    found = uses(inventory("hub", repositories=HUB["repositories"], unlisted=unlisted), pulls)["hub"]
    assert (found.repositories, found.pulls) == (2, 7)
    assert (found.images, found.bytes, found.oldest, found.newest, found.not_refreshed) == (DENIED,) * 5


def test_an_image_of_which_something_is_not_known_leaves_that_open():
    images = [*IMAGES, image("hub/redis", pushed_at="2026-01-01T00:00:00Z", pulled_at=DENIED, size=DENIED)]
    found = uses(inventory("hub", repositories=HUB["repositories"], images=images))["hub"]
    assert (found.images, found.bytes, found.not_refreshed) == (4, DENIED, DENIED)
    assert found.newest == "2026-10-30T00:00:00Z"


ALL = Syncs("all", None, 5)
OF_HUB = Syncs("of-hub", "hub", 2)


@pytest.mark.parametrize(
    ("prefixes", "syncs", "ratio"),
    [
        (["hub"], [ALL], 0.75),
        (["hub"], [ALL, OF_HUB], 0.9),
        (["hub", "quay"], [OF_HUB], 0.9),
        (["hub"], [Syncs("of-hub", "hub/", 2)], 0.9),
        (["hub"], [Syncs("all", None, 50)], 0.0),
        (["hub"], [Syncs("all", None, DENIED)], DENIED),
        (["hub"], [], unmeasured("no EventBridge rule counts its syncs")),
        (["hub"], [Syncs("of-quay", "quay", 2)], unmeasured("no EventBridge rule counts its syncs")),
        (["hub", "quay"], [ALL], unmeasured("the EventBridge rule counts the syncs of all rules together")),
    ],
)
def test_the_hit_ratio_is_the_share_of_pulls_without_a_sync(prefixes, syncs, ratio):
    pulls = Pulls({"hub/nginx": 15, "hub/redis": 5}, syncs)
    assert uses(inventory(*prefixes, **HUB), pulls)["hub"].hit_ratio == ratio


def test_a_cache_that_nobody_pulls_from_has_no_hit_ratio():
    found = uses(inventory("hub", **HUB), Pulls({"hub/nginx": 0, "hub/redis": 0}, [ALL]))["hub"]
    assert (found.pulls, found.hit_ratio) == (0, unmeasured("nothing was pulled"))


def test_pulls_that_were_not_read_are_not_nought():
    assert uses(inventory("hub", **HUB), Pulls(DENIED, [ALL]))["hub"].pulls == DENIED
    assert uses(inventory("hub", **HUB), Pulls(DENIED, [ALL]))["hub"].hit_ratio == DENIED
    found = uses(inventory("hub", **HUB), Pulls({"hub/nginx": 1}))["hub"]
    assert found.pulls == unmeasured("pulls from hub/redis were not read")


@pytest.mark.parametrize(
    ("fields", "days"),
    [
        ({"value_set_at": "2026-11-23T12:00:01Z"}, 0),
        ({"value_set_at": "2026-10-25T12:00:00Z"}, 30),
        ({"value_set_at": DENIED}, DENIED),
        ({}, unmeasured("it has no value")),
        ({"managed": False}, unmeasured("the secret is not part of what was read")),
    ],
)
def test_the_age_of_a_credential_is_that_of_its_value(fields, days):
    (found,) = measure(inventory("hub", credentials=[credential(**fields)]), Pulls({}), 30).credentials
    assert (found.address, found.name, found.days) == ("secret", "ecr-pullthroughcache/hub", days)


def test_secrets_for_something_else_are_not_measured():
    assert measure(inventory("hub", credentials=[credential(for_ecr=False)]), Pulls({}), 30).credentials == []


def test_without_the_time_of_reading_nothing_has_an_age():
    given = inventory("hub", read_at=None, **HUB, credentials=[credential(value_set_at=READ_AT)])
    found = measure(given, Pulls({}), 30)
    unknown = unmeasured("when it was read is not known")
    assert (found.rules[0].not_refreshed, found.credentials[0].days) == (unknown, unknown)
    assert (found.registry, found.days) == (HERE, 30)
