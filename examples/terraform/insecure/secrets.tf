# PTC203 customer-managed-key: ECR reads secrets with its service-linked role, which may not decrypt with a key of yours.
# Generic scanners ask for exactly this key; here their advice breaks the rule.
resource "aws_secretsmanager_secret" "partner" {
  name       = "ecr-pullthroughcache/partner"
  kms_key_id = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"
}

# PTC205 literal-secret: the token is in the code, its history, every plan and the state.
resource "aws_secretsmanager_secret_version" "partner" {
  secret_id = aws_secretsmanager_secret.partner.id

  secret_string = jsonencode({
    username    = "robot"
    accessToken = "example-token-in-the-code"
  })
}
