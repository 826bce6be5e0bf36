"""Which account and region a resource lives in."""

from pathlib import Path

import pytest
from roots import read, resources

from validator.model.value import Reason, Unknown
from validator.sources.hcl.run import Params

REPOSITORY = 'resource "aws_ecr_repository" "{name}" {{\n  name = "a"\n  {meta}\n}}\n'


def repository(name: str = "r", meta: str = "") -> str:
    return REPOSITORY.format(name=name, meta=meta)


def test_aliases_are_told_apart(tmp_path: Path) -> None:
    code = """
provider "aws" {
  region = "eu-west-1"
}
provider "aws" {
  alias  = "west"
  region = "us-west-2"
  assume_role {
    role_arn = "arn:aws:iam::111122223333:role/x"
  }
}
provider "aws" {
  alias               = "third"
  region              = local.region
  allowed_account_ids = [444455556666]
}
locals {
  region = "eu-central-1"
}
"""
    code += repository("a") + repository("b", "provider = aws.west") + repository("c", "provider = aws.third")
    found = {one.address[-1]: one.provider for one in read(tmp_path, {"main.tf": code}).resources}
    unknown = Unknown(Reason.ACCOUNT, "the account of provider aws")
    assert [(one.key, one.account, one.region) for one in found.values()] == [
        ("aws", unknown, "eu-west-1"),
        ("aws.west", "111122223333", "us-west-2"),
        ("aws.third", "444455556666", "eu-central-1"),
    ]


def test_the_region_of_a_resource_wins(tmp_path: Path) -> None:
    code = 'provider "aws" {\n  region = "eu-west-1"\n}\n' + repository(meta='region = "us-east-1"')
    assert read(tmp_path, {"main.tf": code}).resources[0].provider.region == "us-east-1"


CALLS = """
provider "aws" {
  region = "eu-west-1"
}
provider "aws" {
  alias  = "west"
  region = "us-west-2"
}
module "inherits" {
  source = "./m"
}
module "given" {
  source = "./m"
  providers = {
    aws       = aws.west
    aws.other = aws
  }
}
"""
ALIASED = """
terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws.other]
    }
  }
}
"""


def test_modules_get_the_providers_that_are_passed_to_them(tmp_path: Path) -> None:
    module = ALIASED + repository("default") + repository("other", "provider = aws.other")
    found = resources(read(tmp_path, {"main.tf": CALLS, "m/main.tf": module}))
    assert {address: (one.provider.key, one.provider.region) for address, one in found.items()} == {
        "module.given.aws_ecr_repository.default": ("aws.west", "us-west-2"),
        "module.given.aws_ecr_repository.other": ("aws", "eu-west-1"),
        "module.inherits.aws_ecr_repository.default": ("aws", "eu-west-1"),
        "module.inherits.aws_ecr_repository.other": (
            "module.inherits.aws.other",
            Unknown(Reason.ACCOUNT, "the region of provider aws.other"),
        ),
    }


def test_a_module_may_declare_its_own_provider(tmp_path: Path) -> None:
    module = 'provider "aws" {\n  region = "ap-south-1"\n}\n' + repository()
    reading = read(tmp_path, {"main.tf": 'module "m" {\n  source = "./m"\n}', "m/main.tf": module})
    assert reading.resources[0].provider.key == "module.m.aws"
    assert reading.resources[0].provider.region == "ap-south-1"


@pytest.mark.parametrize(
    ("provider", "account", "region"),
    [
        ("", "999988887777", "eu-north-1"),
        ('provider "aws" {\n  region = "eu-west-1"\n}\n', "999988887777", "eu-west-1"),
        (
            'provider "aws" {\n  region = var.r\n}\nvariable "r" {}\n',
            "999988887777",
            Unknown(Reason.NO_VALUE, "var.r"),
        ),
        (
            'provider "aws" {\n  assume_role {\n    role_arn = var.r\n  }\n}\nvariable "r" {}\n',
            Unknown(Reason.NO_VALUE, "var.r"),
            "eu-north-1",
        ),
    ],
)
def test_what_the_user_declares_fills_what_the_code_leaves_open(
    tmp_path: Path, provider: str, account: str | Unknown, region: str | Unknown
) -> None:
    reading = read(tmp_path, {"main.tf": provider + repository()}, params=Params("999988887777", "eu-north-1"))
    assert reading.resources[0].provider.account == account
    assert reading.resources[0].provider.region == region


def test_another_profile_may_be_another_account(tmp_path: Path) -> None:
    code = 'provider "aws" {\n  alias   = "x"\n  profile = "other"\n}\n' + repository(meta="provider = aws.x")
    reading = read(tmp_path, {"main.tf": code}, params=Params("999988887777", "eu-north-1"))
    assert reading.resources[0].provider.account == Unknown(Reason.ACCOUNT, "the account of provider aws.x")
    assert reading.resources[0].provider.region == Unknown(Reason.ACCOUNT, "the region of provider aws.x")
