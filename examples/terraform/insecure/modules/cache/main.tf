variable "prefix" {
  description = "The first part of the names of cached repositories."
  type        = string
}

variable "host" {
  description = "The registry that is mirrored."
  type        = string
}

variable "secret_name" {
  description = "The name of the secret with the login."
  type        = string
}

# PTC201 secret-name-prefix: ECR may read secrets named ecr-pullthroughcache/… and no others. The name comes from the caller.
resource "aws_secretsmanager_secret" "login" {
  name = var.secret_name
}

resource "aws_ecr_pull_through_cache_rule" "this" {
  ecr_repository_prefix = var.prefix
  upstream_registry_url = var.host
  credential_arn        = aws_secretsmanager_secret.login.arn
}

resource "aws_ecr_repository_creation_template" "this" {
  prefix      = aws_ecr_pull_through_cache_rule.this.ecr_repository_prefix
  applied_for = ["PULL_THROUGH_CACHE"]
}
