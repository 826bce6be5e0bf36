# With enhanced scanning a repository that no filter matches is not scanned at all, so the filters come from the map of
# upstreams. Continuous: an image that was clean when it was cached need not stay so.
resource "aws_ecr_registry_scanning_configuration" "this" {
  scan_type = "ENHANCED"

  rule {
    scan_frequency = "CONTINUOUS_SCAN"

    dynamic "repository_filter" {
      for_each = local.upstreams

      content {
        filter      = "${repository_filter.key}/*"
        filter_type = "WILDCARD"
      }
    }
  }

  rule {
    scan_frequency = "SCAN_ON_PUSH"

    repository_filter {
      filter      = "*"
      filter_type = "WILDCARD"
    }
  }
}
