"""Consumers find the rule that their image comes through; networks find their endpoints."""

import pytest

from validator.model.images import parse_image
from validator.model.inventory import Inventory, Source
from validator.model.links import Links
from validator.model.objects import Consumer, Endpoint, EventRule, Network, Registry, RegistryRef, Rule
from validator.model.origin import Origin
from validator.model.permissions.parse import policy_of
from validator.model.prefixes import PrefixIndex
from validator.model.upstreams import upstream_of
from validator.model.value import Reason, Unknown

HERE = RegistryRef("111122223333/eu-west-1", "111122223333", "eu-west-1")
NO_ACCOUNT = Unknown(Reason.ACCOUNT, detail="the account")
SOMEWHERE = RegistryRef("aws@eu-west-1", NO_ACCOUNT, "eu-west-1")
HOST = "111122223333.dkr.ecr.eu-west-1.amazonaws.com"


def rule(prefix, registry=HERE):
    return Rule(
        address=prefix, registry=registry, origin=Origin(prefix), prefix=prefix, upstream=upstream_of("quay.io")
    )


def registry(ref):
    return Registry(
        address=ref.key, registry=ref, origin=Origin(ref.key), key=ref.key, account=ref.account, region=ref.region
    )


def rule_of(reference, rules, refs=(HERE,)):
    consumer = Consumer(address="c", registry=HERE, origin=Origin("c"), type="ecs", image=parse_image(reference))
    inventory = Inventory(Source.PLAN, rules=rules, registries=[registry(ref) for ref in refs], consumers=[consumer])
    found = Links(inventory).follow(consumer, "rule")
    return found.address if isinstance(found, Rule) else found


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        (f"{HOST}/hub/library/nginx:1", "hub/library"),
        (f"{HOST}/hub/grafana/grafana", "hub"),
        (f"{HOST}/team/app", None),
        ("public.ecr.aws/hub/x", None),
        ("nginx", None),
    ],
)
def test_an_image_comes_through_the_rule_that_covers_its_repository(reference, expected):
    assert rule_of(reference, [rule("hub"), rule("hub/library")]) == expected


def begun(prefix):
    return Unknown(Reason.AFTER_APPLY, prefix=prefix)


def test_the_beginning_of_a_reference_can_be_enough():
    rules = [rule("hub"), rule("hub/library")]
    assert rule_of(begun(f"{HOST}/hub/library/"), rules) == "hub/library"
    assert rule_of(begun(f"{HOST}/hub/grafana/"), rules) == "hub"
    assert rule_of(begun(f"{HOST}/hub/lib"), rules) == begun("hub/lib")
    assert rule_of(begun(f"{HOST}/hu"), rules) == begun("hu")
    assert rule_of(begun(""), rules).reason is Reason.AFTER_APPLY


def test_a_registry_that_is_not_here_leaves_it_open():
    far = "444455556666.dkr.ecr.eu-west-1.amazonaws.com"
    assert rule_of(f"{far}/hub/x", [rule("hub")]) == Unknown(Reason.ELSEWHERE, detail=f"the registry {far}")


def test_a_registry_whose_account_is_not_known_may_be_the_one():
    assert rule_of(f"{HOST}/hub/x", [rule("hub", SOMEWHERE)], [SOMEWHERE]) == NO_ACCOUNT
    assert rule_of(f"{HOST}/hub/x", [rule("hub", SOMEWHERE)], [HERE, SOMEWHERE]) == NO_ACCOUNT
    assert rule_of(f"{HOST}/hub/x", [rule("hub")], [HERE, SOMEWHERE]) == "hub"
    assert rule_of(f"{HOST}/team/x", [rule("hub", SOMEWHERE)], [HERE, SOMEWHERE]) is None


def test_of_a_name_known_in_part_the_longest_prefix_is_found_where_it_is_certain():
    index = PrefixIndex((one, one) for one in ["ROOT", "hub", "hub/library"])
    assert index.most_specific(begun("hub/other/")) == "hub"
    assert index.most_specific(begun("other")) == "ROOT"
    assert index.most_specific(begun("hub/l")) == begun("hub/l")


def test_a_network_has_the_endpoints_of_its_vpc():
    vpc = Unknown(Reason.AFTER_APPLY, refers_to=("aws_vpc.a.id",))
    other = Unknown(Reason.AFTER_APPLY, refers_to=("aws_vpc.b.id",))
    inside, outside = (
        Endpoint(address=name, registry=HERE, origin=Origin(name), kind="endpoint", vpc=where)
        for name, where in (("inside", vpc), ("outside", other))
    )
    nat = Endpoint(address="nat", registry=HERE, origin=Origin("nat"), kind="nat", vpc=vpc)
    network = Network(address="n", registry=HERE, origin=Origin("n"), vpc=vpc)
    inventory = Inventory(Source.PLAN, endpoints=[inside, outside, nat], networks=[network])
    assert Links(inventory).follow(network, "endpoints") == [inside]


def test_a_registry_has_the_event_rules_of_its_account_and_region():
    ours = EventRule(address="e", registry=HERE, origin=Origin("e"))
    theirs = EventRule(address="f", registry=SOMEWHERE, origin=Origin("f"))
    here = registry(HERE)
    inventory = Inventory(Source.PLAN, registries=[here], event_rules=[ours, theirs])
    assert Links(inventory).follow(here, "event_rules") == [ours]


def test_an_endpoint_leads_to_the_network_of_its_vpc_and_tells_what_its_policy_lets_through():
    policy = policy_of({"Statement": {"Effect": "Allow", "Principal": "*", "Action": "ecr:PutImage", "Resource": "*"}})
    place = {"registry": HERE, "origin": Origin("e"), "kind": "endpoint"}
    inside = Endpoint(address="inside", service="ecr.dkr", vpc="vpc-1", permissions=policy, **place)
    outside = Endpoint(address="outside", service="s3", vpc="vpc-2", **place)
    network = Network(address="n", registry=HERE, origin=Origin("n"), vpc="vpc-1")
    links = Links(Inventory(Source.PLAN, endpoints=[inside, outside], networks=[network]))
    assert [links.follow(one, "networks") for one in (inside, outside)] == [[network], []]
    assert [one.actions for one in inside.access.allowed] == [["ecr:PutImage"]]
    assert outside.access is None
