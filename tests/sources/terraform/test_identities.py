"""Roles with their policies, and who may do what by them, from Terraform resources."""

from fixture_inventories import both_ways, by_address, code, module

from validator.model.links import Links
from validator.model.permissions.document import Principal
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


ROLE = """
resource "aws_iam_role" "node" {
  name               = "node"
  assume_role_policy = "{}"
}
"""
PULL_ONLY = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"


def test_an_aws_managed_policy_may_be_looked_up_by_its_name(tmp_path):
    text = """
    data "aws_iam_policy" "pull" { name = "AmazonEC2ContainerRegistryPullOnly" }
    resource "aws_iam_role_policy_attachment" "pull" {
      role       = aws_iam_role.node.name
      policy_arn = data.aws_iam_policy.pull.arn
    }
    """
    inventory = code(tmp_path, ROLE + text)
    assert [grant.policy for grant in inventory.grants] == [PULL_ONLY]
    assert inventory.roles[0].managed_policies == [PULL_ONLY]


def test_a_policy_whose_content_is_not_known_leaves_its_role_open(tmp_path):
    text = f"""
    data "aws_iam_policy" "ours" {{ name = "ours" }}
    variable "more" {{ type = string }}
    resource "aws_iam_role_policy_attachment" "ours" {{
      role       = aws_iam_role.node.name
      policy_arn = data.aws_iam_policy.ours.arn
    }}
    resource "aws_iam_role_policy_attachment" "more" {{
      role       = aws_iam_role.node.name
      policy_arn = var.more
    }}
    resource "aws_iam_role_policy_attachment" "pull" {{
      role       = aws_iam_role.node.name
      policy_arn = "{PULL_ONLY}"
    }}
    """
    role = code(tmp_path, ROLE + text).roles[0]
    (unknown,) = role.documents
    assert unknown.statements[0].actions.reason is Reason.ELSEWHERE
    assert role.complete.reason is Reason.NO_VALUE


def test_who_can_not_be_told_may_be_any_role(tmp_path):
    text = f"""
    variable "who" {{ type = string }}
    resource "aws_iam_role_policy_attachment" "pull" {{
      role       = var.who
      policy_arn = "{PULL_ONLY}"
    }}
    resource "aws_iam_role_policy" "push" {{
      role   = aws_iam_role.node.name
      policy = jsonencode({{ Statement = [{{ Effect = "Allow", Action = "ecr:PutImage", Resource = "*" }}] }})
    }}
    """
    inventory = code(tmp_path, ROLE + text)
    grant = next(one for one in inventory.grants if one.policy)
    assert grant.principals == [Principal("role", Unknown(Reason.NO_VALUE), "123456789012")]
    assert inventory.roles[0].complete == Unknown(Reason.NO_VALUE)


def test_a_policy_that_is_one_of_several_has_principals_that_can_not_be_told(tmp_path):
    policies = "".join(
        f'resource "aws_iam_policy" "{name}" {{ policy = jsonencode({{ Statement = '
        f'[{{ Effect = "Allow", Action = "ecr:PutImage", Resource = "*", Sid = "{name}" }}] }}) }}\n'
        for name in ("a", "b")
    )
    text = """
    variable "first" { type = bool }
    resource "aws_iam_role_policy_attachment" "one" {
      role       = aws_iam_role.node.name
      policy_arn = var.first ? aws_iam_policy.a.arn : aws_iam_policy.b.arn
    }
    """
    inventory = code(tmp_path, ROLE + policies + text)
    assert {grant.address: grant.principals.reason for grant in inventory.grants} == {
        "aws_iam_policy.a#a": Reason.SEVERAL,
        "aws_iam_policy.b#b": Reason.SEVERAL,
    }


def test_policies_that_a_state_shows_twice_count_once(tmp_path):
    text = f"""
    resource "aws_iam_role" "node" {{
      assume_role_policy  = "{{}}"
      managed_policy_arns = ["{PULL_ONLY}"]
      inline_policy {{
        name   = "push"
        policy = jsonencode({{ Statement = [{{ Effect = "Allow", Action = "ecr:PutImage", Resource = "*" }}] }})
      }}
    }}
    resource "aws_iam_role_policy" "push" {{
      role   = aws_iam_role.node.id
      policy = jsonencode({{ Statement = [{{ Effect = "Allow", Action = "ecr:PutImage", Resource = "*" }}] }})
    }}
    resource "aws_iam_role_policy_attachment" "pull" {{
      role       = aws_iam_role.node.id
      policy_arn = "{PULL_ONLY}"
    }}
    """
    inventory = code(tmp_path, text)
    assert [grant.address for grant in inventory.grants] == [
        "aws_iam_role_policy.push#statement 1",
        "aws_iam_role_policy_attachment.pull#AmazonEC2ContainerRegistryPullOnly",
    ]
    assert len(inventory.roles[0].documents) == 1


def test_inline_policies_of_one_role_are_told_apart(tmp_path):
    block = """
      inline_policy {
        name   = "%s"
        policy = jsonencode({ Statement = [{ Effect = "Allow", Action = "ecr:%s", Resource = "*" }] })
      }
    """
    text = ROLE.replace('"{}"\n', '"{}"\n' + block % ("push", "PutImage") + block % ("fill", "CreateRepository"))
    assert sorted(grant.address for grant in code(tmp_path, text).grants) == [
        "aws_iam_role.node#fill/statement 1",
        "aws_iam_role.node#push/statement 1",
    ]
