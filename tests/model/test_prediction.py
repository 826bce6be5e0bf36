"""Which registry, rule and upstream answer for an image, and what stays open."""

import pytest
from foreseen import (
    ACCOUNT,
    ARN,
    DIGEST,
    HERE,
    NO_VALUE,
    REGION,
    THERE,
    made,
    notes,
    only,
    predicted,
    problems,
    registry,
    rule,
    secret,
    template,
)

from validator.errors import InputError
from validator.model.objects import CachedImage, RegistryRef
from validator.model.prediction.predict import is_open
from validator.model.prediction.reference import read_reference
from validator.model.prediction.structs import Stage
from validator.model.value import Reason, Unknown


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("hub/library/nginx", (None, None, "hub/library/nginx", "latest", None)),
        ("hub/library/nginx:1.27", (None, None, "hub/library/nginx", "1.27", None)),
        (f"hub/x@{DIGEST}", (None, None, "hub/x", None, DIGEST)),
        (f"hub/x:1@{DIGEST}", (None, None, "hub/x", "1", DIGEST)),
        ("quay.io/x/y", (None, None, "quay.io/x/y", "latest", None)),
        (f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/hub/x:1", (ACCOUNT, REGION, "hub/x", "1", None)),
        (f"{ACCOUNT}.dkr.ecr-fips.{REGION}.amazonaws.com/hub/x:1", (ACCOUNT, REGION, "hub/x", "1", None)),
    ],
)
def test_a_reference_is_read(text, read):
    image = read_reference(text)
    assert (image.account, image.region, image.repository, image.tag, image.digest) == read


@pytest.mark.parametrize(
    "text", ["", "Hub/x", "hub/x:", "hub//x", "hub/x@sha256:12", "localhost:5000/x", "x", "a" * 257]
)
def test_what_is_no_reference_is_refused(text):
    with pytest.raises(InputError, match="is no image reference that ECR takes"):
        read_reference(text)


@pytest.mark.parametrize(
    ("prefix", "upstream_prefix", "image", "upstream"),
    [
        ("quay", None, "quay/a/b:1", "quay.io/a/b:1"),
        ("quay", "ROOT", "quay/a/b:1", "quay.io/a/b:1"),
        ("ROOT", None, "a/b:1", "quay.io/a/b:1"),
        ("my-app", "upstream-app", "my-app/image1:1", "quay.io/upstream-app/image1:1"),
        ("my-app", "upstream-app/", "my-app/image1:1", "quay.io/upstream-app/image1:1"),
        ("quay", None, f"quay/a/b@{DIGEST}", f"quay.io/a/b@{DIGEST}"),
    ],
)
def test_the_upstream_prefix_replaces_the_rules(prefix, upstream_prefix, image, upstream):
    found = only(image, rules=[rule(prefix, "quay.io", upstream_prefix=upstream_prefix)])
    assert found.served.reference == upstream
    assert found.served.rule.address == f"rule {prefix}"


def test_an_upstream_prefix_that_is_not_known_leaves_the_upstream_open():
    found = only("quay/a/b", rules=[rule("quay", "quay.io", upstream_prefix=NO_VALUE)])
    assert (found.served.host, found.served.reference) == ("quay.io", NO_VALUE)
    assert is_open(found)


def test_a_rule_whose_prefix_is_not_known_may_be_the_one():
    found = only("quay/a/b", rules=[rule(NO_VALUE, "quay.io")])
    assert (found.served, found.login, found.problems) == (NO_VALUE, NO_VALUE, [])
    assert is_open(found)


def test_nothing_is_open_where_all_is_known():
    assert not is_open(only("quay/a/b", rules=[rule("quay", "quay.io")], registries=[registry()]))


def test_without_a_rule_nothing_is_fetched():
    found = only("other/x", rules=[rule("quay", "quay.io")])
    assert found.served is None
    assert [(one.name, one.stage) for one in found.problems] == [("no-rule", Stage.PULL)]


def test_the_upstreams_own_name_is_led_to_the_prefix():
    (problem,) = only("quay.io/a/b", rules=[rule("quay", "quay.io")]).problems
    assert problem.message.endswith("Images of quay.io are cached under quay: pull quay/a/b.")


def test_the_host_picks_the_registry():
    rules = [rule("quay", "quay.io", "here"), rule("quay", "quay.io", "there", THERE)]
    assert [one.served.rule.address for one in predicted("quay/a/b", rules=rules)] == ["here", "there"]
    whole = only(f"{ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com/quay/a/b", rules=rules)
    assert whole.served.rule.address == "there"
    assert predicted("999999999999.dkr.ecr.us-east-1.amazonaws.com/quay/a/b", rules=rules) == []


def test_a_registry_without_a_rule_is_left_out_where_another_has_one():
    rules = [rule("quay", "quay.io"), rule("hub", "ghcr.io", registry=THERE)]
    assert [one.registry for one in predicted("quay/a/b", rules=rules)] == [HERE]


def test_a_registry_whose_account_is_not_known_is_taken_for_the_references():
    place = RegistryRef("aws@eu-west-1", Unknown(Reason.ACCOUNT), REGION)
    given = {"rules": [rule("quay", "quay.io", registry=place)]}
    assert only("quay/a/b", **given).image == Unknown(Reason.ACCOUNT)
    reference = f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/quay/a/b:1"
    assert only(reference, **given).image == reference
    assert "registry-assumed" in notes(reference, **given)


def test_no_pull_through_cache_in_china():
    place = RegistryRef(f"{ACCOUNT}/cn-north-1", ACCOUNT, "cn-north-1")
    assert problems("quay/a/b", rules=[rule("quay", "quay.io", registry=place)]) == ["region"]


def test_a_fips_endpoint_serves_no_first_pull():
    given = {"rules": [rule("quay", "quay.io")]}
    assert problems(f"{ACCOUNT}.dkr.ecr-fips.{REGION}.amazonaws.com/quay/a/b", **given) == ["fips-endpoint"]


@pytest.mark.parametrize(
    ("image", "given", "note"),
    [
        (f"quay/a/b@{DIGEST}", [rule("quay", "quay.io")], "first-pull-by-digest"),
        ("quay/a/b", [rule("quay", "quay.io"), rule("quay/a", "quay.io")], "nested-prefixes"),
        ("a/b", [rule("ROOT", "quay.io")], "undocumented-prefix"),
        ("quay/b", [rule("quay", "quay.io", upstream_prefix="a")], "undocumented-prefix"),
    ],
)
def test_what_aws_does_not_document_is_no_failure_and_stays_open(image, given, note):
    found = only(image, rules=given)
    assert note in [one.name for one in found.notes if one.uncertain]
    assert found.problems == []
    assert is_open(found)


def test_a_secret_for_an_anonymous_upstream_is_noted():
    given = {"rules": [rule("quay", "quay.io", credential_arn=ARN)], "credentials": [secret()]}
    assert "unneeded-credential" in notes("quay/a/b", **given)


def test_what_is_cached_is_no_first_pull():
    image = made(CachedImage, "image", repository="quay/a/b", digest=DIGEST, tags=["1"])
    given = {"rules": [rule("quay", "quay.io")], "images": [image]}
    assert notes(f"quay/a/b@{DIGEST}", **given) == ["cached"]
    assert notes("quay/a/b:1", **given) == ["cached"]
    assert notes("quay/a/b:2", **given) == ["identity-policies"]


def test_the_parts_that_decide_are_named():
    given = {
        "rules": [rule("hub", "registry-1.docker.io", credential_arn=ARN)],
        "credentials": [secret()],
        "templates": [template("hub")],
        "registries": [registry()],
    }
    found = only("hub/a/b", **given)
    assert [(one.kind, one.address) for one in found.involved] == [
        ("rule", "rule hub"),
        ("credential", "secret"),
        ("template", "template hub"),
        ("registry", "registry"),
    ]
