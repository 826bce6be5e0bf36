# ECR makes a repository at the first pull of an image. What it looks like is decided here and only then: a template
# changes no repository that exists.
resource "aws_ecr_repository_creation_template" "this" {
  for_each = local.upstreams

  prefix      = each.key
  description = "Repositories cached from ${each.value}"
  applied_for = ["PULL_THROUGH_CACHE"]

  # Tags of a cache have to move with upstream's, or fixes never arrive. Generic scanners ask for IMMUTABLE.
  image_tag_mutability = "MUTABLE"

  repository_policy = data.aws_iam_policy_document.pull.json
  lifecycle_policy  = data.aws_ecr_lifecycle_policy_document.cache.json

  # ECR's own role may not tag; without this one every first pull would fail.
  resource_tags   = { upstream = each.key }
  custom_role_arn = aws_iam_role.template.arn
}

data "aws_iam_policy_document" "pull" {
  statement {
    sid     = "OrganizationPulls"
    actions = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:PrincipalOrgID"
      values   = [var.organization_id]
    }
  }
}

# Untagged images stay: workloads that pull by digest use them. What is still pulled comes back at the next pull.
data "aws_ecr_lifecycle_policy_document" "cache" {
  rule {
    priority    = 1
    description = "Keep the newest hundred tagged images"

    selection {
      tag_status       = "tagged"
      tag_pattern_list = ["*"]
      count_type       = "imageCountMoreThan"
      count_number     = 100
    }

    action {
      type = "expire"
    }
  }
}

resource "aws_iam_role" "template" {
  name               = "ecr-repository-creation"
  assume_role_policy = data.aws_iam_policy_document.template_trust.json
}

# Templates are applied by ecr.amazonaws.com. The role of a rule would trust pullthroughcache.ecr.amazonaws.com instead.
data "aws_iam_policy_document" "template_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecr.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "template" {
  name   = "make-cache-repositories"
  role   = aws_iam_role.template.name
  policy = data.aws_iam_policy_document.template.json
}

data "aws_iam_policy_document" "template" {
  statement {
    actions   = ["ecr:CreateRepository", "ecr:TagResource"]
    resources = local.cached_repositories
  }
}
