"""Objects find each other by prefix, by ARN and by what an unknown value refers to."""

import msgspec
import pytest

from validator.model.images import parse_image
from validator.model.inventory import Inventory, Source
from validator.model.kinds import KINDS, LINKS
from validator.model.links import Links
from validator.model.objects import Credential, Registry, RegistryRef, Repository, Rule, Template
from validator.model.origin import Location, Origin
from validator.model.references import ReferenceIndex, without_key
from validator.model.upstreams import upstream_of
from validator.model.usage import named_for_ecr, with_usage
from validator.model.value import Reason, Unknown

HERE = RegistryRef("111122223333/eu-west-1", "111122223333", "eu-west-1")
THERE = RegistryRef("111122223333/us-east-1", "111122223333", "us-east-1")
ARN = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:ecr-pullthroughcache/hub-a1B2c3"
AFTER_APPLY = Unknown(Reason.AFTER_APPLY)


def made(kind, address, registry=HERE, **fields):
    return kind(address=address, registry=registry, origin=Origin(address), **fields)


def rule(address="rule", **fields):
    return made(Rule, address, **{"prefix": "hub", "upstream": upstream_of("quay.io"), **fields})


def secret(address="secret", **fields):
    return made(
        Credential, address, **{"name": "ecr-pullthroughcache/hub", "named_for_ecr": True, "arn": ARN, **fields}
    )


def refers_to(*targets):
    return Unknown(Reason.AFTER_APPLY, refers_to=targets)


def links(**objects):
    return Links(Inventory(Source.PLAN, **objects))


@pytest.mark.parametrize(
    ("address", "bare"),
    [
        ('aws_x.a["k"]', "aws_x.a"),
        ("aws_x.a[0]", "aws_x.a"),
        ('module.m["k"].aws_x.a', 'module.m["k"].aws_x.a'),
        ('aws_x.a["k[0]"]', "aws_x.a"),
    ],
)
def test_an_address_without_its_own_key(address, bare):
    assert without_key(address) == bare


def test_a_rule_finds_its_secret_by_arn_with_and_without_the_suffix():
    found = secret()
    index = ReferenceIndex([found])
    assert index.find(ARN) is found
    assert index.find(ARN.removesuffix("-a1B2c3")) is found
    assert index.find(None) is None
    assert index.find("arn:other") == Unknown(Reason.ELSEWHERE, detail="arn:other")


def test_a_rule_finds_its_secret_by_reference():
    found = secret("module.a.aws_secretsmanager_secret.hub", arn=AFTER_APPLY)
    reference = refers_to("module.a.aws_secretsmanager_secret.hub.arn")
    assert (
        links(rules=[rule(credential_arn=reference)], credentials=[found]).follow(
            rule(credential_arn=reference), "credential"
        )
        is found
    )


def test_a_reference_to_something_else_stays_unknown():
    reference = refers_to("aws_ssm_parameter.x.value")
    assert ReferenceIndex([secret()]).find(reference) == reference
    hidden = Unknown(Reason.LINK_HIDDEN)
    assert ReferenceIndex([secret()]).find(hidden) == hidden


def test_one_of_several_has_what_they_have_in_common():
    one = secret('s["a"]', name="ecr-pullthroughcache/a", kms_key=None)
    two = secret('s["b"]', name="ecr-pullthroughcache/b", kms_key=None)
    found = ReferenceIndex([one, two]).find(refers_to("s.arn"))
    assert found.named_for_ecr is True
    assert found.name == Unknown(Reason.SEVERAL, detail='s["a"], s["b"]')
    assert found.kms_key is None


def test_a_template_is_chosen_within_the_registry_of_the_rule():
    here, there = made(Template, "t1", prefix="hub"), made(Template, "t2", THERE, prefix="hub")
    graph = links(rules=[rule()], templates=[there, here])
    assert graph.follow(rule(), "template") is here
    assert graph.follow(rule(registry=RegistryRef("other", None, None)), "template") is None


def test_the_links_run_both_ways():
    one, credential = rule(credential_arn=ARN), secret()
    template = made(Template, "t", prefix="ROOT")
    repository = made(Repository, "r", name="hub/nginx")
    registry = made(Registry, "registry", key=HERE.key, account=HERE.account, region=HERE.region)
    graph = links(
        rules=[one], credentials=[credential], templates=[template], repositories=[repository], registries=[registry]
    )
    assert graph.follow(credential, "rules") == [one]
    assert graph.follow(template, "rules") == [one]
    assert graph.follow(one, "repositories") == [repository]
    assert graph.follow(repository, "rule") is one
    assert graph.follow(repository, "template") is template
    assert graph.follow(registry, "rules") == [one]
    assert graph.follow(registry, "templates") == [template]
    assert graph.follow(registry, "repositories") == [repository]
    assert graph.follow(one, "registry") is registry


def test_every_link_that_policies_may_name_can_be_followed():
    graph = links()
    for kind, names in LINKS.items():
        fields = dict.fromkeys(KINDS[kind].__struct_fields__) | {"image": parse_image("nginx"), "actions": []}
        fields = {name: fields[name] for name in KINDS[kind].__struct_fields__}
        found = KINDS[kind](**{**fields, "address": "a", "registry": HERE, "origin": Origin("a"), "origins": {}})
        for name in names:
            graph.follow(found, name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ecr-pullthroughcache/hub", True),
        ("hub", False),
        (None, False),
        (Unknown(Reason.NO_VALUE, prefix="ecr-pullthroughcache/"), True),
        (Unknown(Reason.NO_VALUE, prefix="terraform-"), False),
        (Unknown(Reason.NO_VALUE, prefix="ecr-pull"), Unknown(Reason.NO_VALUE, prefix="ecr-pull")),
        (AFTER_APPLY, AFTER_APPLY),
    ],
)
def test_a_known_beginning_is_enough_to_tell_a_name(name, expected):
    assert named_for_ecr(name) == expected


def used(rules, *secrets):
    found = with_usage(Inventory(Source.PLAN, rules=rules, credentials=list(secrets)))
    return {one.address: one.for_ecr for one in found.credentials}


def test_a_secret_is_a_credential_when_a_rule_uses_it_or_its_name_says_so():
    database = secret("database", name="database", named_for_ecr=False, arn="arn:db")
    badly_named = secret("badly", name="hub-token", named_for_ecr=False, arn=AFTER_APPLY)
    rules = [rule(credential_arn=refers_to("badly.arn"))]
    assert used(rules, database, badly_named, secret("named")) == {"badly": True, "database": False, "named": True}


def test_a_rule_whose_secret_is_hidden_may_use_any_secret_of_its_registry():
    hidden = Unknown(Reason.LINK_HIDDEN)
    near = secret("near", name="x", named_for_ecr=False, arn=AFTER_APPLY)
    far = secret("far", name="x", named_for_ecr=False, arn=AFTER_APPLY, registry=THERE)
    assert used([rule(credential_arn=hidden)], near, far) == {"near": hidden, "far": False}


def test_a_secret_that_is_only_named_by_its_arn_is_known_from_it():
    place = Location("main.tf", 3, 1, 3, 9)
    named = rule(credential_arn=ARN, origins={"credential_arn": Origin("rule", place)})
    found = with_usage(Inventory(Source.PLAN, rules=[named])).credentials[0]
    assert (found.address, found.name, found.named_for_ecr) == (ARN, "ecr-pullthroughcache/hub", True)
    assert (found.registry, found.managed) == (HERE, False)
    assert found.origin == Origin("rule", place)
    assert found.kms_key == Unknown(Reason.ELSEWHERE, detail="the secret")


def test_an_arn_of_something_else_is_a_credential_that_ecr_can_not_use():
    found = with_usage(Inventory(Source.PLAN, rules=[rule(credential_arn="arn:aws:iam::1:role/x")])).credentials[0]
    assert (found.named_for_ecr, found.name) == (False, None)


def test_an_attribute_is_written_where_its_nearest_parent_is():
    origin = Origin("rule", Location("main.tf", 2, 1, 2, 5))
    found = rule(origins={"upstream": origin})
    assert found.origin_of("upstream.host") == origin
    assert found.origin_of("prefix") == found.origin
    assert found.origin_of("") == found.origin


def test_objects_encode_to_json_with_their_unknowns():
    encoded = msgspec.json.decode(msgspec.json.encode(rule(credential_arn=refers_to("a.b.arn"))))
    assert encoded["credential_arn"] == {"unknown": "known after apply", "refers_to": ["a.b.arn"]}
