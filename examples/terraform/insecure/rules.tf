locals {
  upstreams = {
    # PTC103 missing-credential: ECR logs in to GitHub's registry even for public images, and no secret is given.
    github = { host = "ghcr.io" }

    # PTC101 untrusted-upstream: a tenant of Azure's registry that nobody has put on the list of trusted upstreams.
    partner = { host = "partner.azurecr.io", credential = aws_secretsmanager_secret.partner.arn }

    quay = { host = "quay.io" }
  }
}

resource "aws_ecr_pull_through_cache_rule" "this" {
  for_each = local.upstreams

  ecr_repository_prefix = each.key
  upstream_registry_url = each.value.host
  credential_arn        = try(each.value.credential, null)
}

# PTC107 root-rule: whatever name no other rule claims is fetched from outside, so a mistyped or not yet pushed internal
# image becomes somebody else's image.
# PTC301 no-template: what it fetches lands in repositories with ECR's defaults, without limit and without a policy.
resource "aws_ecr_pull_through_cache_rule" "everything" {
  ecr_repository_prefix = "ROOT"
  upstream_registry_url = "public.ecr.aws"
}

# The module has faults of its own.
module "docker_hub" {
  source = "./modules/cache"

  prefix      = "docker-hub"
  host        = "registry-1.docker.io"
  secret_name = "docker-hub-login"
}
