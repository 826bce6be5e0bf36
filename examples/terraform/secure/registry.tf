locals {
  repositories        = "arn:aws:ecr:${var.region}:${var.account_id}:repository"
  cached_repositories = [for name in keys(local.upstreams) : "${local.repositories}/${name}/*"]
  own_repositories    = [for pattern in var.own_prefixes : "${local.repositories}/${pattern}"]
}

# V2 evaluates the policy on every request. V1 knows three actions only, and ignores the rest.
resource "aws_ecr_account_setting" "policy_scope" {
  name  = "REGISTRY_POLICY_SCOPE"
  value = "V2"
}

resource "aws_ecr_registry_policy" "this" {
  policy     = data.aws_iam_policy_document.registry.json
  depends_on = [aws_ecr_account_setting.policy_scope]
}

# Within the account an Allow only adds to what roles may do by their own policies. What restricts are the Denys.
data "aws_iam_policy_document" "registry" {
  statement {
    sid       = "NamedRolesFillTheCache"
    actions   = ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"]
    resources = local.cached_repositories

    principals {
      type        = "AWS"
      identifiers = [for role in var.import_roles : "arn:aws:iam::${var.account_id}:role/${role}"]
    }
  }

  # Binds ECR's service-linked roles too, so everything that a rule or a template may make has to be listed.
  statement {
    sid           = "NothingElseIsImportedOrCreated"
    effect        = "Deny"
    actions       = ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"]
    not_resources = concat(local.cached_repositories, local.own_repositories)

    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }

  statement {
    sid       = "OnlyTheOrganization"
    effect    = "Deny"
    actions   = ["ecr:*"]
    resources = ["*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "StringNotEqualsIfExists"
      variable = "aws:PrincipalOrgID"
      values   = [var.organization_id]
    }

    condition {
      test     = "BoolIfExists"
      variable = "aws:PrincipalIsAWSService"
      values   = ["false"]
    }
  }

  # An image that somebody pushes under a cached name would be trusted as upstream's.
  statement {
    sid    = "NobodyPushesIntoTheCache"
    effect = "Deny"
    actions = [
      "ecr:PutImage",
      "ecr:InitiateLayerUpload",
      "ecr:UploadLayerPart",
      "ecr:CompleteLayerUpload",
    ]
    resources = local.cached_repositories

    principals {
      type        = "*"
      identifiers = ["*"]
    }

    condition {
      test     = "ArnNotLike"
      variable = "aws:PrincipalArn"
      values   = ["arn:aws:iam::${var.account_id}:role/aws-service-role/pullthroughcache.ecr.amazonaws.com/*"]
    }
  }
}
