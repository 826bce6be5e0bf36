"""Roles with their policies, and who may do what by them, from the code and from its plan."""

from fixture_inventories import both_ways, by_address, module

from validator.model.links import Links
from validator.model.value import Reason, Unknown


def grants_of(inventory):
    return {found.address: found for found in inventory.grants}


def patterns(role):
    return [statement.patterns for document in role.documents for statement in document.statements]


@both_ways
def test_a_role_has_its_trust_and_its_attached_policies(way):
    inventory = module("iam-roles", way)
    role = by_address(inventory.roles)["aws_iam_role.rule"]
    assert (role.name, role.managed, role.complete) == ("ecr-upstream", True, True)
    assert [one.id for one in role.trust.statements[0].principals] == ["pullthroughcache.ecr.amazonaws.com"]
    assert patterns(role) == [["ecr:BatchGetImage", "ecr:BatchImportUpstreamImage"]]
    assert role.managed_policies == []


@both_ways
def test_a_role_has_its_inline_policies_and_those_of_aws(way):
    role = by_address(module("iam-roles", way).roles)["aws_iam_role.template"]
    assert patterns(role) == [["ecr:CreateRepository", "ecr:TagResource"]]
    assert role.managed_policies == ["arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"]
    assert role.name == Unknown(Reason.AFTER_APPLY, detail="generated")


@both_ways
def test_roles_that_do_not_matter_are_left_out_and_others_are_referred_to(way):
    inventory = module("iam-roles", way)
    far = "arn:aws:iam::123456789012:role/platform/ecr-upstream-elsewhere"
    assert [role.address for role in inventory.roles] == [far, "aws_iam_role.rule", "aws_iam_role.template"]
    rules, links = by_address(inventory.rules), Links(inventory)
    assert links.follow(rules["aws_ecr_pull_through_cache_rule.far"], "role").address == "aws_iam_role.rule"
    assert links.follow(rules["aws_ecr_pull_through_cache_rule.farther"], "role").address == far
    assert links.follow(inventory.templates[0], "role").address == "aws_iam_role.template"


@both_ways
def test_every_way_to_have_a_policy_is_one_list_of_grants(way):
    grants = grants_of(module("iam-grants", way))
    assert {address: (grant.effect, grant.abilities) for address, grant in grants.items()} == {
        "aws_iam_policy.administer#Rules": ("Allow", ["administer"]),
        "aws_iam_policy.unattached#Everything": ("Allow", ["fill", "push", "administer"]),
        "aws_iam_role_policy.node_a#Fill": ("Allow", ["fill"]),
        "aws_iam_role_policy.node_a#NoPush": ("Deny", ["push"]),
        'aws_iam_role_policy_attachment.pull_only["a"]#AmazonEC2ContainerRegistryPullOnly': ("Allow", ["fill"]),
        'aws_iam_role_policy_attachment.pull_only["b"]#AmazonEC2ContainerRegistryPullOnly': ("Allow", ["fill"]),
        "aws_iam_role_policy_attachments_exclusive.open#AdministratorAccess": ("Allow", ["fill", "push", "administer"]),
        "aws_iam_user_policy.ci#statement 1": ("Allow", ["push", "administer"]),
    }


@both_ways
def test_the_principals_of_a_grant_are_who_has_the_policy(way):
    grants = grants_of(module("iam-grants", way))
    attached = grants["aws_iam_policy.administer#Rules"].principals
    assert [(one.kind, one.id.refers_to or one.id.detail) for one in attached] == [
        ("group", ("aws_iam_group.platform.arn",)),
        ("role", ('aws_iam_role.node["b"].arn',)),
        ("role", "declared-elsewhere"),
    ]
    assert {one.account for one in attached} == {"123456789012"}
    unattached = grants["aws_iam_policy.unattached#Everything"].principals
    assert unattached == Unknown(Reason.ELSEWHERE, detail="what the policy is attached to")


@both_ways
def test_a_grant_of_an_aws_managed_policy_names_it(way):
    grants = grants_of(module("iam-grants", way))
    grant = grants['aws_iam_role_policy_attachment.pull_only["a"]#AmazonEC2ContainerRegistryPullOnly']
    assert grant.policy == "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"
    assert (grant.statement, grant.resources) == ("AmazonEC2ContainerRegistryPullOnly", ["*"])


@both_ways
def test_a_role_with_a_policy_from_elsewhere_is_not_complete(way):
    role = by_address(module("iam-grants", way).roles)["aws_iam_role.open"]
    assert role.complete == Unknown(Reason.ELSEWHERE, detail="arn:aws:iam::123456789012:policy/declared-elsewhere")
    assert role.managed_policies == ["arn:aws:iam::aws:policy/AdministratorAccess"]
