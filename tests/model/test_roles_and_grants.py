"""Roles that matter, who may do what by which statement, and the links between them."""

import pytest

from validator.model.grants import IdentityPolicy, grants
from validator.model.inventory import Inventory, Source
from validator.model.links import Links
from validator.model.objects import Registry, RegistryRef, Role, Rule, Template
from validator.model.origin import Location, Origin
from validator.model.permissions.document import Principal
from validator.model.permissions.parse import policy_of, unknown_document
from validator.model.roles import with_roles
from validator.model.upstreams import upstream_of
from validator.model.value import Reason, Unknown

HERE = RegistryRef("111122223333/eu-west-1", "111122223333", "eu-west-1")
ARN = "arn:aws:iam::111122223333:role/node-reader"
AFTER_APPLY = Unknown(Reason.AFTER_APPLY)
ELSEWHERE = Unknown(Reason.ELSEWHERE)


def document(**elements):
    return policy_of({"Statement": [{"Effect": "Allow", "Resource": "*", **elements}]})


TRUST = document(Action="sts:AssumeRole", Principal={"Service": "ec2.amazonaws.com"})
FILL = document(Action="ecr:BatchImportUpstreamImage")


def role(address="aws_iam_role.node", **fields):
    given = {"arn": ARN, "name": "node-reader", "trust": TRUST, "documents": [], "managed_policies": [], **fields}
    return Role(address=address, registry=HERE, origin=Origin(address), **given)


def rule(**fields):
    given = {"prefix": "far", "upstream": upstream_of("quay.io"), **fields}
    return Rule(address="rule", registry=HERE, origin=Origin("rule"), **given)


def inventory(**objects):
    return Inventory(Source.PLAN, **objects)


def kept(*roles, **objects):
    return [one.address for one in with_roles(inventory(**objects), roles).roles]


@pytest.mark.parametrize(
    "fields",
    [
        {"trust": document(Action="sts:AssumeRole", Principal={"Service": "ecr.amazonaws.com"})},
        {"trust": document(Action="sts:AssumeRole", Principal={"Service": "pullthroughcache.ecr.amazonaws.com"})},
        {"documents": [FILL]},
        {"documents": [unknown_document(AFTER_APPLY), document(Action="ecr:PutImage", Effect="Deny")]},
        {"managed_policies": ["arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"]},
    ],
)
def test_a_role_matters_by_who_assumes_it_or_by_what_it_may(fields):
    assert kept(role(**fields)) == ["aws_iam_role.node"]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"documents": [document(Action="ecr:BatchGetImage")]},
        {"documents": AFTER_APPLY, "trust": AFTER_APPLY, "managed_policies": AFTER_APPLY},
        {"managed_policies": ["arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly", AFTER_APPLY]},
    ],
)
def test_other_roles_do_not_matter(fields):
    assert kept(role(**fields)) == []


def test_a_role_matters_that_a_rule_or_template_uses():
    template = Template(address="t", registry=HERE, origin=Origin("t"), prefix="far", role_arn=ARN)
    by_reference = Unknown(Reason.AFTER_APPLY, refers_to=("aws_iam_role.node.arn",))
    assert kept(role(), rules=[rule(role_arn=ARN)]) == ["aws_iam_role.node"]
    assert kept(role(), rules=[rule(role_arn=by_reference)]) == ["aws_iam_role.node"]
    assert kept(role(), templates=[template]) == ["aws_iam_role.node"]


def test_a_role_that_is_only_referred_to_is_known_by_its_arn():
    place = Location("main.tf", 3, 5, 3, 20)
    far = "arn:aws:iam::444455556666:role/platform/puller"
    user = rule(role_arn=far, origins={"role_arn": Origin("rule", place)})
    (found,) = with_roles(inventory(rules=[user]), []).roles
    assert (found.address, found.name, found.managed) == (far, "puller", False)
    assert found.registry == RegistryRef("444455556666/eu-west-1", "444455556666", "eu-west-1")
    assert found.origin == Origin("rule", place)
    assert {found.trust, found.documents, found.managed_policies, found.complete} == {
        Unknown(Reason.ELSEWHERE, detail="the role")
    }


def test_a_role_arn_that_is_none_leaves_name_and_account_open():
    (found,) = with_roles(inventory(rules=[rule(role_arn="puller")]), []).roles
    assert found.name == found.registry.account == Unknown(Reason.INVALID, detail="puller")


def test_rules_and_templates_lead_to_their_role_and_back():
    template = Template(address="t", registry=HERE, origin=Origin("t"), prefix="far", role_arn=ARN)
    node, using, plain = role(), rule(role_arn=ARN), rule()
    links = Links(inventory(rules=[using], templates=[template], roles=[node]))
    assert links.follow(using, "role") is links.follow(template, "role") is node
    assert (links.follow(node, "rules"), links.follow(node, "templates")) == ([using], [template])
    assert links.follow(plain, "role") is None


def test_a_role_is_not_found_by_the_beginning_of_its_name():
    """Of a secret's ARN the last six characters may be missing; "-reader" is no such suffix."""
    links = Links(inventory(roles=[role()]))
    assert links.follow(rule(role_arn=ARN.removesuffix("-reader")), "role").reason is Reason.ELSEWHERE


def granted(document, principals=(), **fields):
    policy = IdentityPolicy(HERE, Origin("p"), document, list(principals), **fields)
    return grants(inventory(), [policy])


def test_an_identity_policy_grants_what_its_statements_say_to_who_has_it():
    who = Principal("role", ARN, "111122223333")
    (grant,) = granted(FILL, [who])
    assert (grant.via, grant.address, grant.effect, grant.public) == ("identity", "p#statement 1", "Allow", False)
    assert (grant.abilities, grant.actions) == (["fill"], ["ecr:BatchImportUpstreamImage"])
    assert (grant.principals, grant.resources, grant.policy) == ([who], ["*"], None)


def test_a_grant_says_what_narrows_it():
    bound = document(Action="ecr:PutImage", Condition={"StringEquals": {"aws:PrincipalOrgID": "o-example"}})
    (grant,) = granted(bound)
    assert (grant.abilities, grant.narrowed) == (["push"], True)
    assert [one.key for one in grant.conditions] == ["aws:principalorgid"]


def test_a_denial_is_a_grant_with_that_effect():
    denied = policy_of({"Statement": {"Effect": "Deny", "Action": "ecr:*", "NotResource": "arn:x", "Sid": "No"}})
    (grant,) = granted(denied)
    assert (grant.address, grant.effect, grant.abilities) == ("p#No", "Deny", ["fill", "push", "administer"])
    assert (grant.resources, grant.not_resources) == (None, ["arn:x"])


@pytest.mark.parametrize("action", ["ecr:BatchGetImage", "s3:*", "ecr:DescribePullThroughCacheRules"])
def test_statements_on_other_actions_grant_nothing(action):
    assert granted(document(Action=action)) == []


def test_what_is_not_known_grants_nothing():
    assert granted(AFTER_APPLY) == granted(unknown_document(AFTER_APPLY)) == granted(None) == []


def test_policies_of_one_owner_are_told_apart_by_their_names():
    (grant,) = granted(FILL, name="create")
    assert grant.address == "p#create/statement 1"


def test_a_resource_policy_names_its_principals_itself():
    public = document(Action="ecr:CreatePullThroughCacheRule", Principal="*")
    registry = Registry(
        address="r", registry=HERE, origin=Origin("r"), key=HERE.key, account="1", region="x", permissions=public
    )
    (grant,) = grants(inventory(registries=[registry]))
    assert (grant.via, grant.principals, grant.public) == ("registry", [Principal("anyone", "*")], True)
    assert grant.abilities == ["administer"]


def test_grants_lead_to_roles_and_back():
    node, other = role(), role("aws_iam_role.other", arn=AFTER_APPLY)
    by_reference = Unknown(Reason.AFTER_APPLY, refers_to=("aws_iam_role.other.arn",))
    who = [
        Principal("role", ARN),
        Principal("role", by_reference),
        Principal("role", ELSEWHERE),
        Principal("user", "u"),
    ]
    (grant,) = granted(FILL, who)
    links = Links(inventory(roles=[node, other], grants=[grant]))
    assert links.follow(grant, "roles") == [node, other]
    assert links.follow(node, "grants") == links.follow(other, "grants") == [grant]


def test_the_roles_of_unknown_principals_are_unknown():
    (grant,) = grants(inventory(), [IdentityPolicy(HERE, Origin("p"), FILL, ELSEWHERE)])
    assert Links(inventory(grants=[grant])).follow(grant, "roles") == ELSEWHERE
