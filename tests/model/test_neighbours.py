"""How the prefixes of a registry's rules lie to each other."""

from validator.model.inventory import Inventory, Source
from validator.model.links import Links
from validator.model.objects import RegistryRef, Rule
from validator.model.origin import Origin
from validator.model.upstreams import upstream_of
from validator.model.value import Reason, Unknown

HERE = RegistryRef("111122223333/eu-west-1", "111122223333", "eu-west-1")
THERE = RegistryRef("111122223333/us-east-1", "111122223333", "us-east-1")
AFTER_APPLY = Unknown(Reason.AFTER_APPLY)


def rule(address, prefix, registry=HERE):
    return Rule(
        address=address, registry=registry, origin=Origin(address), prefix=prefix, upstream=upstream_of("quay.io")
    )


def followed(name, *rules):
    """Where a link of each rule leads: an address, ``None`` or an ``Unknown``."""
    links = Links(Inventory(Source.PLAN, rules=list(rules)))
    ends = {one.address: links.follow(one, name) for one in rules}
    return {address: end.address if isinstance(end, Rule) else end for address, end in ends.items()}


def test_rules_with_one_prefix_are_twins():
    rules = [rule("a", "hub"), rule("b", "hub"), rule("c", "hub"), rule("d", "hub/x")]
    assert followed("twin", *rules) == {"a": "b", "b": "a", "c": "a", "d": None}


def test_rules_of_two_registries_are_not():
    assert followed("twin", rule("a", "hub"), rule("b", "hub", THERE)) == {"a": None, "b": None}
    assert followed("within", rule("a", "hub"), rule("b", "hub/x", THERE)) == {"a": None, "b": None}


def test_a_rule_lies_within_the_longest_prefix_that_covers_its_own():
    rules = [rule("a", "hub"), rule("b", "hub/x"), rule("c", "hub/x/y"), rule("d", "hub-two"), rule("e", "hub/x")]
    assert followed("within", *rules) == {"a": None, "b": "a", "c": "b", "d": None, "e": "a"}


def test_nothing_lies_within_root_nor_root_in_anything():
    assert followed("within", rule("a", "ROOT"), rule("b", "hub/x")) == {"a": None, "b": None}
    assert followed("twin", rule("a", "ROOT"), rule("b", "ROOT")) == {"a": "b", "b": "a"}


def test_an_unknown_prefix_may_be_any():
    rules = [rule("a", AFTER_APPLY), rule("b", "hub"), rule("c", "hub/x"), rule("d", "quay/x"), rule("e", "hub")]
    assert followed("twin", *rules) == {"a": AFTER_APPLY, "b": "e", "c": AFTER_APPLY, "d": AFTER_APPLY, "e": "b"}
    assert followed("within", *rules) == {"a": AFTER_APPLY, "b": None, "c": "b", "d": AFTER_APPLY, "e": None}


def test_a_rule_without_a_prefix_has_no_neighbours():
    assert followed("twin", rule("a", None), rule("b", None)) == {"a": None, "b": None}
    assert followed("within", rule("a", None), rule("b", "x/y")) == {"a": None, "b": None}
