data "aws_iam_policy_document" "registry" {
  # PTC401 public-registry-policy: with policy scope V2 this opens every repository of the registry to everybody.
  statement {
    sid       = "AnyoneReads"
    actions   = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
    resources = ["*"]

    principals {
      type        = "*"
      identifiers = ["*"]
    }
  }

  # PTC402 unscoped-import: the role may fill any repository from upstream, not only those of a cache.
  # PTC403 toothless-registry-policy: and since nothing is denied, roles with ecr:* of their own may do so too.
  statement {
    sid       = "NodesImport"
    actions   = ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"]
    resources = ["*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::123456789012:role/eks-node"]
    }
  }
}

resource "aws_ecr_registry_policy" "this" {
  policy = data.aws_iam_policy_document.registry.json
}
