"""Documents that follow from the code; the texts are those of hashicorp/aws 5.100.0."""

import json
from pathlib import Path

import pytest
from roots import read, values

from validator.model.value import Reason, Unknown

EVERYTHING = """
data "aws_iam_policy_document" "d" {
  statement {
    sid       = "A"
    actions   = ["ecr:B", "ecr:A", "ecr:C"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:root", "*"]
    }
    principals {
      type        = "Service"
      identifiers = ["b.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalOrgID"
      values   = ["o-2", "o-1"]
    }
    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = [false]
    }
  }
  statement {
    effect        = "Deny"
    not_actions   = ["ecr:A"]
    not_resources = ["repository/&{aws:username}/<x>"]
    not_principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::111122223333:root"]
    }
  }
  statement {
    resources = ["b", "a"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }
}
"""
RENDERED = (
    '{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Action":["ecr:C","ecr:B","ecr:A"],'
    '"Resource":"*","Principal":{"AWS":["arn:aws:iam::111122223333:root","*"],"Service":"b.amazonaws.com"},'
    '"Condition":{"Bool":{"aws:SecureTransport":"false"},"StringEquals":{"aws:PrincipalOrgID":["o-2","o-1"]}}},'
    '{"Effect":"Deny","NotAction":"ecr:A","NotResource":"repository/${aws:username}/\\u003cx\\u003e",'
    '"NotPrincipal":{"AWS":"arn:aws:iam::111122223333:root"}},'
    '{"Effect":"Allow","Resource":["b","a"],"Principal":"*"}]}'
)


def test_a_policy_document_is_rendered_as_the_provider_renders_it(tmp_path: Path) -> None:
    found = values(tmp_path, EVERYTHING, "data.aws_iam_policy_document.d")
    assert found["minified_json"] == RENDERED
    assert found["json"] == json.dumps(json.loads(RENDERED), indent=2).replace("<", "\\u003c").replace(">", "\\u003e")
    assert found["version"] == "2012-10-17"
    assert [block["effect"] for block in found["statement"]] == ["Allow", "Deny", "Allow"]


def test_source_documents_are_joined_and_overrides_replace_by_sid(tmp_path: Path) -> None:
    code = """
data "aws_iam_policy_document" "d" {
  policy_id = "own"
  version   = "2008-10-17"
  source_policy_documents = [
    jsonencode({ Id = "source", Statement = [{ Sid = "A", Effect = "Allow", Action = ["a:A"], Resource = "*" }] }),
  ]
  override_policy_documents = [
    jsonencode({ Statement = [{ Sid = "A", Effect = "Deny", Action = ["x:b", "x:a"], Resource = "*" }] }),
  ]
  statement {
    sid       = "Z"
    actions   = ["z:Z"]
    resources = ["*"]
  }
}
"""
    assert json.loads(values(tmp_path, code, "data.aws_iam_policy_document.d")["json"]) == {
        "Version": "2008-10-17",
        "Id": "own",
        "Statement": [
            {"Sid": "A", "Effect": "Deny", "Action": ["x:b", "x:a"], "Resource": "*"},
            {"Sid": "Z", "Effect": "Allow", "Action": "z:Z", "Resource": "*"},
        ],
    }


def test_a_document_that_waits_shows_its_statements_and_is_referred_to(tmp_path: Path) -> None:
    code = """
resource "aws_kms_key" "k" {}
data "aws_iam_policy_document" "d" {
  for_each = toset(["x"])
  statement {
    actions   = ["kms:Decrypt"]
    resources = [aws_kms_key.k.arn, "b"]
  }
}
resource "aws_ecr_registry_policy" "p" {
  policy = data.aws_iam_policy_document.d["x"].json
}
"""
    found = values(tmp_path, code, 'data.aws_iam_policy_document.d["x"]')
    key = Unknown(Reason.AFTER_APPLY, refers_to=("aws_kms_key.k.arn",))
    assert found["statement"][0]["resources"] == ["b", key]
    assert found["json"] == Unknown(Reason.AFTER_APPLY, refers_to=('data.aws_iam_policy_document.d["x"].json',))
    assert values(tmp_path, code, "aws_ecr_registry_policy.p")["policy"] == found["json"]


@pytest.mark.parametrize("document", ["no JSON", '{"Statement": {}}', "[]"])
def test_a_source_that_is_no_policy_is_a_gap(tmp_path: Path, document: str) -> None:
    text = json.dumps(document)
    code = f'data "aws_iam_policy_document" "d" {{\n  source_policy_documents = [{text}]\n}}'
    reading = read(tmp_path, {"main.tf": code})
    assert [gap.place for gap in reading.gaps if "source or override document" in gap.problem] != []


LIFECYCLE = """
data "aws_ecr_lifecycle_policy_document" "d" {
  rule {
    priority    = 2
    description = "old"
    selection {
      tag_status      = "tagged"
      tag_prefix_list = ["b", "a"]
      count_type      = "sinceImagePushed"
      count_unit      = "days"
      count_number    = "14"
    }
  }
}
"""


def test_a_lifecycle_document_is_rendered_as_the_provider_renders_it(tmp_path: Path) -> None:
    rendered = json.loads(values(tmp_path, LIFECYCLE, "data.aws_ecr_lifecycle_policy_document.d")["json"])
    assert rendered == {
        "rules": [
            {
                "rulePriority": 2,
                "description": "old",
                "selection": {
                    "tagStatus": "tagged",
                    "tagPrefixList": ["b", "a"],
                    "countType": "sinceImagePushed",
                    "countUnit": "days",
                    "countNumber": 14,
                },
                "action": {"type": "expire"},
            }
        ]
    }
