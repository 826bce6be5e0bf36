"""Into which caches a statement lets somebody push, and what stops it."""

import json

import pytest

from validator.model.grants import IdentityPolicy, grants
from validator.model.inventory import Inventory, Source
from validator.model.links import Links
from validator.model.objects import Registry, RegistryRef, Repository, Rule, Template
from validator.model.origin import Origin
from validator.model.permissions.document import Principal
from validator.model.permissions.parse import parse_policy
from validator.model.upstreams import upstream_of
from validator.model.value import Reason, Unknown

AFTER_APPLY = Unknown(Reason.AFTER_APPLY)
HERE = RegistryRef("123456789012/eu-west-1", "123456789012", "eu-west-1")
CI = Principal("role", "arn:aws:iam::123456789012:role/ci", "123456789012")
SERVICE_ROLE = "arn:aws:iam::123456789012:role/aws-service-role/pullthroughcache.ecr.amazonaws.com/*"


def document(**statement):
    given = {"Sid": "Push", "Effect": "Allow", "Action": "ecr:PutImage", **statement}
    return parse_policy(json.dumps({"Version": "2012-10-17", "Statement": [given]}))


def guard(name="hub/*", **elements):
    resource = f"arn:aws:ecr:eu-west-1:123456789012:repository/{name}"
    spared = {"ArnNotLike": {"aws:PrincipalArn": SERVICE_ROLE}}
    return document(
        **{"Sid": "Guard", "Effect": "Deny", "Principal": "*", "Resource": resource, "Condition": spared, **elements}
    )


def rule(prefix, registry=HERE):
    return Rule(
        address=str(prefix), registry=registry, origin=Origin("x"), prefix=prefix, upstream=upstream_of("quay.io")
    )


def registry(permissions=None, **fields):
    return Registry(
        address="registry",
        registry=HERE,
        origin=Origin("registry"),
        key=HERE.key,
        account=HERE.account,
        region=HERE.region,
        permissions=permissions,
        **fields,
    )


def pushes(inventory, policy=None, principals=(CI,)):
    """The prefixes that the statement with the label Push opens."""
    place = HERE if inventory.registries else inventory.rules[0].registry
    identities = [IdentityPolicy(place, Origin("identity"), policy, list(principals))] if policy else []
    inventory.grants = grants(inventory, identities)
    found = Links(inventory).follow(next(one for one in inventory.grants if one.statement == "Push"), "pushes_into")
    return [one.prefix for one in found] if isinstance(found, list) else found


def inventory(*rules, permissions=None, **fields):
    return Inventory(Source.PLAN, rules=list(rules), registries=[registry(permissions, **fields)])


@pytest.mark.parametrize(
    ("resource", "opened"),
    [
        ("*", ["hub", "quay"]),
        ("arn:aws:ecr:eu-west-1:123456789012:repository/hub/*", ["hub"]),
        ("arn:aws:ecr:*:*:repository/hub/library/nginx", ["hub"]),
        ("arn:aws:ecr:eu-west-1:123456789012:repository/hub*", ["hub"]),
        ("arn:aws:ecr:eu-west-1:123456789012:repository/hub", []),
        ("arn:aws:ecr:eu-west-1:123456789012:repository/team/*", []),
        ("arn:aws:ecr:us-east-1:123456789012:repository/hub/*", []),
    ],
)
def test_an_identity_policy_opens_the_caches_that_its_resources_reach(resource, opened):
    assert pushes(inventory(rule("hub"), rule("quay")), document(Resource=resource)) == opened


def test_not_resource_opens_what_it_leaves():
    spared = "arn:aws:ecr:eu-west-1:123456789012:repository/hub/*"
    assert pushes(inventory(rule("hub"), rule("quay")), document(NotResource=spared)) == ["quay"]


def test_a_root_rule_is_left_out():
    assert pushes(inventory(rule("ROOT")), document(Resource="*")) == []


def test_a_deny_for_all_but_ecr_stops_it_where_it_reaches():
    denied = inventory(rule("hub"), rule("quay"), permissions=guard())
    assert pushes(denied, document(Resource="*")) == ["quay"]


def test_a_deny_for_others_does_not_stop_it():
    other = guard(Principal={"AWS": "arn:aws:iam::123456789012:role/other"}, Condition={})
    assert pushes(inventory(rule("hub"), permissions=other), document(Resource="*")) == ["hub"]


def test_a_policy_of_scope_v1_denies_no_push():
    denied = inventory(rule("hub"), permissions=guard(), policy_scope="V1")
    assert pushes(denied, document(Resource="*")) == ["hub"]


def test_a_role_without_an_arn_yet_opens_what_no_deny_is_about():
    made_later = [Principal("role", AFTER_APPLY, "123456789012")]
    push = document(Resource="*")
    assert pushes(inventory(rule("hub"), rule("quay"), permissions=guard()), push, made_later) == ["quay"]
    other = guard(Principal={"AWS": "arn:aws:iam::123456789012:role/other"}, Condition={})
    assert pushes(inventory(rule("hub"), permissions=other), push, made_later) == AFTER_APPLY


def test_members_of_a_group_are_users_that_a_deny_may_be_about():
    group = [Principal("group", "arn:aws:iam::123456789012:group/ci", "123456789012")]
    assert pushes(inventory(rule("hub")), document(Resource="*"), group) == ["hub"]
    assert pushes(inventory(rule("hub"), permissions=guard()), document(Resource="*"), group) == []


def test_what_is_unknown_or_decided_by_the_request_leaves_it_open():
    tagged = document(Resource="*", Condition={"StringEquals": {"aws:ResourceTag/team": "ci"}})
    assert pushes(inventory(rule("hub")), tagged) == Unknown(Reason.REQUEST)
    assert pushes(inventory(rule("hub"), permissions=AFTER_APPLY), document(Resource="*")) == AFTER_APPLY
    assert pushes(inventory(rule(AFTER_APPLY)), document(Resource="*")) == AFTER_APPLY


def test_a_condition_on_the_caller_still_lets_some_push():
    own = document(Resource="*", Condition={"StringEquals": {"aws:PrincipalOrgID": "o-abcdefghij"}})
    assert pushes(inventory(rule("hub")), own) == ["hub"]


def test_where_the_account_is_not_known_arns_are_taken_for_its_own():
    somewhere = RegistryRef("aws", AFTER_APPLY, AFTER_APPLY)
    found = Inventory(Source.PLAN, rules=[rule("hub", somewhere), rule("quay", somewhere)])
    push = document(Resource="arn:aws:ecr:eu-west-1:123456789012:repository/hub/*")
    assert pushes(found, push) == ["hub"]


@pytest.mark.parametrize(("prefix", "opened"), [("hub", ["hub"]), ("team", [])])
def test_a_templates_policy_opens_the_caches_that_it_makes_repositories_for(prefix, opened):
    policy = document(Principal={"AWS": "arn:aws:iam::444455556666:root"})
    template = Template(address="template", registry=HERE, origin=Origin("template"), prefix=prefix, permissions=policy)
    found = inventory(rule("hub"))
    found.templates = [template]
    assert pushes(found) == opened


@pytest.mark.parametrize(("name", "opened"), [("hub/nginx", ["hub"]), ("team/own", [])])
def test_a_repositorys_policy_opens_the_cache_that_it_belongs_to(name, opened):
    policy = document(Principal={"AWS": "arn:aws:iam::444455556666:root"})
    found = inventory(rule("hub"))
    found.repositories = [
        Repository(address="repository", registry=HERE, origin=Origin("repository"), name=name, permissions=policy)
    ]
    assert pushes(found) == opened


def test_a_registry_policy_opens_its_own_caches():
    push = document(Principal="*", Resource="*")
    assert pushes(inventory(rule("hub"), permissions=push)) == ["hub"]
    service = document(Principal={"Service": "lambda.amazonaws.com"}, Resource="*")
    assert pushes(inventory(rule("hub"), permissions=service)) == []
