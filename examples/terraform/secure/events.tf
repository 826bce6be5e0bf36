# A cache that can't reach its upstream goes on serving what it has. Only an event tells, and events are kept by nobody.
resource "aws_cloudwatch_event_rule" "sync_failed" {
  name        = "ecr-pull-through-cache-failed"
  description = "The pull through cache could not refresh an image"

  event_pattern = jsonencode({
    source      = ["aws.ecr"]
    detail-type = ["ECR Pull Through Cache Action"]
    detail      = { sync-status = [{ anything-but = ["SUCCESS"] }] }
  })
}

resource "aws_cloudwatch_event_target" "alerts" {
  rule = aws_cloudwatch_event_rule.sync_failed.name
  arn  = var.alerts_topic_arn
}
