locals {
  # Prefixes that say where an image comes from, as ECR's console names them.
  upstreams = {
    docker-hub = { host = "registry-1.docker.io", login = true }
    github     = { host = "ghcr.io", login = true }
    quay       = { host = "quay.io", login = false }
    ecr-public = { host = "public.ecr.aws", login = false }
    kubernetes = { host = "registry.k8s.io", login = false }
  }
}

resource "aws_ecr_pull_through_cache_rule" "this" {
  for_each = local.upstreams

  ecr_repository_prefix = each.key
  upstream_registry_url = each.value.host

  # The version's ARN is the secret's ARN, but it waits for the value: ECR refuses a rule whose secret is empty.
  credential_arn = each.value.login ? aws_secretsmanager_secret_version.login[each.key].arn : null
}
