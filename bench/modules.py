"""Terraform source of any size, made from a few blocks that look like anybody's."""

from pathlib import Path

OURS = """\
resource "aws_ecr_pull_through_cache_rule" "cache_{number}" {{
  ecr_repository_prefix = "cache-{number}"
  upstream_registry_url = "registry-1.docker.io"
  credential_arn        = aws_secretsmanager_secret.cache_{number}.arn
}}

resource "aws_secretsmanager_secret" "cache_{number}" {{
  name       = "ecr-pullthroughcache/cache-{number}"
  kms_key_id = var.kms_key_id
}}
"""

OTHERS = """\
resource "aws_s3_bucket" "bucket_{number}" {{
  bucket = "${{var.name}}-assets-{number}"
  tags   = merge(var.tags, {{ Name = "assets-{number}" }})
}}

resource "aws_sqs_queue" "queue_{number}" {{
  name           = "${{var.name}}-jobs-{number}"
  redrive_policy = jsonencode({{
    deadLetterTargetArn = aws_sqs_queue.dead.arn
    maxReceiveCount     = 5
    note                = "what could not be handled after five attempts is kept for two weeks"
  }})
}}

resource "aws_cloudwatch_log_group" "log_{number}" {{
  name              = "/aws/lambda/${{var.name}}-{number}"
  retention_in_days = 30
}}
"""

ROLE = """\
resource "aws_iam_role" "role_{number}" {{
  name               = "${{var.name}}-worker-{number}"
  assume_role_policy = jsonencode({{
    Version   = "2012-10-17"
    Statement = [{{ Effect = "Allow", Action = "sts:AssumeRole", Principal = {{ Service = "lambda.amazonaws.com" }} }}]
  }})
}}
"""
_BLOCKS_OF_OURS = 2
_BLOCKS_OF_OTHERS = 3

VARIABLES = """\
variable "name" {
  type    = string
  default = "platform"
}

variable "tags" {
  type    = map(string)
  default = { team = "platform" }
}

resource "aws_sqs_queue" "dead" {
  name = "dead"
}

variable "kms_key_id" {
  type    = string
  default = "arn:aws:kms:eu-west-1:123456789012:key/11111111-2222-3333-4444-555555555555"
}
"""

FOR_EACH = """\
locals {{
  # Terraform's range() gives no more than 1,024 numbers.
  pairs     = setproduct(range({tens}), range(10))
  upstreams = {{ for pair in local.pairs : "cache-${{pair[0]}}-${{pair[1]}}" => "registry-1.docker.io" }}
}}

resource "aws_ecr_pull_through_cache_rule" "cache" {{
  for_each              = local.upstreams
  ecr_repository_prefix = each.key
  upstream_registry_url = each.value
  credential_arn        = aws_secretsmanager_secret.cache[each.key].arn
}}

resource "aws_secretsmanager_secret" "cache" {{
  for_each   = local.upstreams
  name       = "ecr-pullthroughcache/${{each.key}}"
  kms_key_id = var.kms_key_id
}}
"""


def flat(root: Path, blocks: int) -> None:
    """A module of some blocks of ours and nine times as many others, in files of 1,000 blocks."""
    _write(root / "variables.tf", VARIABLES)
    ours = [OURS.format(number=number) for number in range(blocks // _BLOCKS_OF_OURS)]
    others = [OTHERS.format(number=number) for number in range(9 * blocks // _BLOCKS_OF_OTHERS)]
    every = len(others) // len(ours)
    parts = [part for number, one in enumerate(ours) for part in (one, *others[number * every : (number + 1) * every])]
    for start in range(0, len(parts), 400):
        _write(root / f"main_{start:05}.tf", "\n".join(parts[start : start + 400]))


def for_each(root: Path, rules: int) -> None:
    """A module with many rules and secrets, a multiple of ten each, from two blocks."""
    _write(root / "variables.tf", VARIABLES)
    _write(root / "main.tf", FOR_EACH.format(tens=rules // 10))


def among_roles(root: Path, rules: int, roles: int) -> None:
    """A module with a few rules and many roles, which are read since a role may be allowed to fill the cache."""
    _write(root / "variables.tf", VARIABLES)
    _write(root / "main.tf", "\n".join(OURS.format(number=number) for number in range(rules)))
    _write(root / "roles.tf", "\n".join(ROLE.format(number=number) for number in range(roles)))


def repository(root: Path, modules: int, matter: int) -> None:
    """A repository of many root modules, in some of which there is a rule."""
    for number in range(modules):
        module = root / "stacks" / f"stack_{number:04}"
        ours = [OURS.format(number=number)] if number % (modules // matter) == 0 else []
        _write(module / "variables.tf", VARIABLES)
        _write(module / "main.tf", "\n".join([*ours, *(OTHERS.format(number=one) for one in range(3))]))


def files_in(root: Path) -> list[Path]:
    """The source files below a directory."""
    return sorted(root.rglob("*.tf"))


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
