"""Policies and who has them, where the code looks them up, leaves them open or says them twice."""

from fixture_inventories import code

from validator.model.permissions.document import Principal
from validator.model.value import Reason, Unknown

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
