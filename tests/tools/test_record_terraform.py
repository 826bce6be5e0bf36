"""Real Terraform: the same bytes again, and a plan cut out of a big one equals the plan made alone."""

import os
import shutil
from pathlib import Path

import pytest

from tools.record import batch, cloud, roots
from tools.record.cases import Case
from tools.record.command import Terraform
from tools.record.mirror import RecordError, find_mirror, find_terraform
from tools.record.recording import normalised

MODULES = Path(__file__).parents[1] / "fixtures" / "modules"
CASES = [
    Case(
        "policy",
        "inherits its provider",
        {
            "main.tf": """
                variable "prefixes" { type = map(number) }
                variable "token" {
                  default   = "not-a-token"
                  sensitive = true
                }
                data "aws_secretsmanager_secret" "existing" { name = "ecr-pullthroughcache/existing" }
                resource "aws_ecr_pull_through_cache_rule" "this" {
                  for_each              = var.prefixes
                  ecr_repository_prefix = "p${each.value}"
                  upstream_registry_url = "quay.io"
                  credential_arn        = data.aws_secretsmanager_secret.existing.arn
                }
                resource "aws_secretsmanager_secret" "this" { description = "$${x}${var.token}" }
                module "hub" {
                  source = "./hub"
                  arn    = aws_secretsmanager_secret.this.arn
                }
            """,
            "hub/main.tf": """
                variable "arn" {}
                resource "aws_secretsmanager_secret_version" "this" {
                  secret_id     = var.arn
                  secret_string = "x"
                }
            """,
        },
        {"prefixes": {"${quay}": 1, "%{b}": 2}},
    ),
    Case(
        "policy",
        "has providers and a pending document",
        {
            "main.tf": """
                provider "aws" { region = "eu-central-1" }
                provider "aws" {
                  alias  = "us"
                  region = "us-east-1"
                }
                module "us" {
                  source    = "./us"
                  providers = { aws = aws.us }
                }
                resource "aws_ecr_registry_policy" "this" { policy = module.us.json }
            """,
            "us/main.tf": """
                resource "aws_iam_role" "this" { assume_role_policy = "{}" }
                data "aws_iam_policy_document" "this" {
                  statement {
                    actions   = ["ecr:CreateRepository"]
                    resources = [aws_iam_role.this.arn]
                  }
                }
                output "json" { value = data.aws_iam_policy_document.this.json }
            """,
        },
    ),
]


@pytest.fixture(scope="module")
def clouds():
    with cloud.running() as running:
        yield running


@pytest.fixture(scope="module")
def terraform(clouds, tmp_path_factory):
    try:
        mirror = find_mirror(os.environ)
    except RecordError as error:
        pytest.skip(str(error))
    return Terraform.with_mirror(find_terraform(), mirror, tmp_path_factory.mktemp("home"), clouds.environment())


@pytest.mark.terraform
@pytest.mark.parametrize("name", ["data-secret", "state-replace"])
def test_a_fixture_recorded_again_gives_the_same_bytes(name, terraform, clouds, tmp_path):
    fixture = tmp_path / name
    shutil.copytree(MODULES / name, fixture, ignore=shutil.ignore_patterns("plan.json"))
    assert roots.record(fixture, fixture, terraform, clouds) == "recorded"
    assert (fixture / "plan.json").read_bytes() == (MODULES / name / "plan.json").read_bytes()


@pytest.mark.terraform
def test_a_plan_cut_out_of_a_big_one_equals_the_plan_made_alone(terraform, clouds):
    clouds.reset()
    for case, cut in batch.together(CASES, terraform):
        assert normalised(cut) == normalised(batch.alone(case, terraform)), case.name
