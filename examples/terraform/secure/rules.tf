locals {
  # Prefixes that say where an image comes from, as ECR's console names them.
  with_login = {
    docker-hub = "registry-1.docker.io"
    github     = "ghcr.io"
  }
  without_login = {
    quay       = "quay.io"
    ecr-public = "public.ecr.aws"
    kubernetes = "registry.k8s.io"
  }
  upstreams = merge(local.with_login, local.without_login)
}

resource "aws_ecr_pull_through_cache_rule" "with_login" {
  for_each = local.with_login

  ecr_repository_prefix = each.key
  upstream_registry_url = each.value

  # The version's ARN is the secret's ARN, but it waits for the value: ECR refuses a rule whose secret is empty.
  credential_arn = aws_secretsmanager_secret_version.login[each.key].arn
}

resource "aws_ecr_pull_through_cache_rule" "without_login" {
  for_each = local.without_login

  ecr_repository_prefix = each.key
  upstream_registry_url = each.value
}
