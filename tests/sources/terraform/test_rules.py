"""What a rule's resources say of its role, and of whether it waits for its secret's value."""

import pytest
from fixture_inventories import by_address, code

from validator.model.value import Reason, Unknown

ROLE = """
resource "aws_iam_role" "cache" {
  name               = "cache"
  assume_role_policy = "{}"
}
"""
SECRET = """
resource "aws_secretsmanager_secret" "hub" {
  name = "ecr-pullthroughcache/hub"
}

resource "aws_secretsmanager_secret_version" "hub" {
  secret_id     = aws_secretsmanager_secret.hub.id
  secret_string = "x"
}

resource "aws_secretsmanager_secret" "other" {
  name = "ecr-pullthroughcache/other"
}

resource "aws_secretsmanager_secret_version" "other" {
  secret_id     = aws_secretsmanager_secret.other.id
  secret_string = "x"
}

resource "terraform_data" "other" {
  input = "x"
}
"""

BY_SECRET = "credential_arn = aws_secretsmanager_secret.hub.arn"


def rule(tmp_path, arguments, more=""):
    text = f"""
resource "aws_ecr_pull_through_cache_rule" "this" {{
  ecr_repository_prefix = "hub"
  upstream_registry_url = "registry-1.docker.io"
  {arguments}
}}
"""
    return by_address(code(tmp_path, text + more).rules)["aws_ecr_pull_through_cache_rule.this"]


@pytest.mark.parametrize(
    ("role", "own"),
    [
        ('"arn:aws:iam::123456789012:role/path/cache"', True),
        ('"arn:aws:iam::999999999999:role/cache"', False),
        ('"arn:aws:iam::123456789012:user/cache"', False),
        ("aws_iam_role.cache.arn", True),
        ("null", None),
        ('""', None),
    ],
)
def test_whose_role_a_rule_has(tmp_path, role, own):
    assert rule(tmp_path, f"custom_role_arn = {role}", ROLE).role_is_own is own


def test_whose_role_it_is_can_not_be_told_of_a_value_from_elsewhere(tmp_path):
    found = rule(tmp_path, "custom_role_arn = terraform_data.other.output", SECRET)
    assert found.role_is_own.reason is Reason.AFTER_APPLY


def test_a_role_of_a_provider_for_another_account_is_not_the_rule_s_own(tmp_path):
    more = """
provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["123456789012"]
}

provider "aws" {
  alias               = "platform"
  region              = "eu-west-1"
  allowed_account_ids = ["111122223333"]
}

resource "aws_iam_role" "cache" {
  provider           = aws.platform
  name               = "cache"
  assume_role_policy = "{}"
}
"""
    assert rule(tmp_path, "custom_role_arn = aws_iam_role.cache.arn", more).role_is_own is False


@pytest.mark.parametrize(
    ("arguments", "waits"),
    [
        ("", None),
        ('credential_arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:x-AbCdEf"', None),
        ("credential_arn = aws_secretsmanager_secret_version.hub.arn", True),
        (BY_SECRET, False),
        (
            f"{BY_SECRET}\ndepends_on = [terraform_data.other, aws_secretsmanager_secret_version.hub]",
            True,
        ),
        (
            f"{BY_SECRET}\ndepends_on = [terraform_data.other, aws_secretsmanager_secret_version.other]",
            Unknown(
                Reason.UNSUPPORTED,
                detail="depends_on aws_secretsmanager_secret_version.other, terraform_data.other",
            ),
        ),
    ],
)
def test_whether_a_rule_waits_for_its_secret_s_value(tmp_path, arguments, waits):
    assert rule(tmp_path, arguments, SECRET).waits_for_value == waits


def test_a_secret_that_is_looked_up_is_nothing_to_wait_for(tmp_path):
    looked_up = 'data "aws_secretsmanager_secret" "hub" { name = "ecr-pullthroughcache/hub" }'
    assert rule(tmp_path, "credential_arn = data.aws_secretsmanager_secret.hub.arn", looked_up).waits_for_value is None


@pytest.mark.parametrize(
    ("argument", "waits"),
    [('secret_string = "x"', True), ("generate_secret_string = { password_length = 9 }", True), ("", False)],
)
def test_a_secret_of_awscc_comes_with_its_value(tmp_path, argument, waits):
    secret = f'resource "awscc_secretsmanager_secret" "hub" {{\n  {argument}\n}}'
    found = rule(tmp_path, "credential_arn = awscc_secretsmanager_secret.hub.id", secret)
    assert found.waits_for_value is waits


def test_what_is_no_secret_leaves_it_open(tmp_path):
    found = rule(tmp_path, "credential_arn = terraform_data.other.output", SECRET)
    assert found.waits_for_value.refers_to == ("terraform_data.other.output",)


CALLS = """
module "secret" {
  source   = "./secret"
  for_each = toset(["a"])
}

module "waits" {
  source     = "./rules"
  arn        = module.secret["a"].arn
  depends_on = [module.secret]
}

module "races" {
  source = "./rules"
  arn    = module.secret["a"].arn
}
"""


def test_a_module_call_s_depends_on_holds_for_all_that_is_in_the_module(tmp_path):
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "main.tf").write_text(
        SECRET + 'output "arn" {\n  value = aws_secretsmanager_secret.hub.arn\n}\n'
    )
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "main.tf").write_text(
        'module "inner" {\n  source = "./inner"\n  arn = var.arn\n}\nvariable "arn" {}\n'
    )
    (tmp_path / "rules" / "inner").mkdir()
    (tmp_path / "rules" / "inner" / "main.tf").write_text(
        'variable "arn" {}\nresource "aws_ecr_pull_through_cache_rule" "this" {\n'
        '  ecr_repository_prefix = "hub"\n  upstream_registry_url = "ghcr.io"\n  credential_arn = var.arn\n}\n'
    )
    found = code(tmp_path, CALLS)
    waits = {one.address.split(".")[1]: one.waits_for_value for one in found.rules}
    assert waits == {"waits": True, "races": False}
