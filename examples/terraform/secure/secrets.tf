# The name begins with ecr-pullthroughcache/, the only secrets that ECR's service-linked role may read. There is no
# kms_key_id: the role can't decrypt with a customer managed key, so here the AWS managed key is the right one.
resource "aws_secretsmanager_secret" "login" {
  for_each = local.with_login

  name        = "ecr-pullthroughcache/${each.key}"
  description = "Login of the pull through cache at ${each.value}"
}

resource "aws_secretsmanager_secret_version" "login" {
  for_each = local.with_login

  secret_id                = aws_secretsmanager_secret.login[each.key].id
  secret_string_wo_version = var.logins_version

  # ECR wants exactly these two keys, in this spelling.
  secret_string_wo = jsonencode({
    username    = var.logins[each.key].username
    accessToken = var.logins[each.key].accessToken
  })
}

resource "aws_secretsmanager_secret_rotation" "login" {
  for_each = local.with_login

  secret_id           = aws_secretsmanager_secret.login[each.key].id
  rotation_lambda_arn = var.rotation_function_arn
  rotate_immediately  = false

  rotation_rules {
    automatically_after_days = 60
  }
}
