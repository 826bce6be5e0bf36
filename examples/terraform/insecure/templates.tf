locals {
  # There is none for `github`: PTC301 no-template.
  templates = {
    # PTC303 template-without-role: ECR's own role may not tag, so no repository is made and every first pull fails.
    partner = { tags = { upstream = "partner" } }

    # PTC305 public-template-policy: the policy is copied onto every repository that the cache will ever make.
    quay = { policy = data.aws_iam_policy_document.anyone_pulls.json }
  }
}

resource "aws_ecr_repository_creation_template" "this" {
  for_each = local.templates

  prefix            = each.key
  applied_for       = ["PULL_THROUGH_CACHE"]
  resource_tags     = try(each.value.tags, null)
  repository_policy = try(each.value.policy, null)
}

data "aws_iam_policy_document" "anyone_pulls" {
  statement {
    sid     = "AnyonePulls"
    actions = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }
}
