"""What a new policy begins as: ``$NAME``, ``$PARAM`` (the name as a parameter begins) and ``$ID`` are replaced."""

POLICY_TEXT = """\
id: $ID
name: $NAME
title: Rule mirrors a registry that we have not approved
severity: medium
# The kind of object it judges, which expressions call by this name.
applies_to: rule
# Where this is false, the policy does not apply. Leave it out where it always does.
when: rule.upstream.kind != "ecr"
# True where all is well. An unknown value makes it undecided, unless && or || decide without it.
require: rule.upstream.host in params.$PARAM_upstreams
# The attribute that a finding points to, without the kind.
at: upstream.host
message: "Rule {rule.prefix} mirrors {rule.upstream.host}; approved are: {params.$PARAM_upstreams}"
params:
  $PARAM_upstreams:
    description: The hosts that rules may mirror.
    type: array
    items: {type: string}
    default: [public.ecr.aws, quay.io]
rationale: |
  Say here what goes wrong, for whom, when a rule fails this policy. The first sentence stands in reports.
remediation: |
  Say here how to fix it. The first paragraph stands in reports.

  ```hcl
  resource "aws_ecr_pull_through_cache_rule" "this" {
    ecr_repository_prefix = "ecr-public"
    upstream_registry_url = "public.ecr.aws"
  }
  ```
references: []
"""

CASES_TEXT = """\
- name: an approved registry passes
  hcl: |
    resource "aws_ecr_pull_through_cache_rule" "this" {
      ecr_repository_prefix = "ecr-public"
      upstream_registry_url = "public.ecr.aws"
    }
  expect:
    aws_ecr_pull_through_cache_rule.this: pass

- name: any other registry fails
  hcl: |
    resource "aws_ecr_pull_through_cache_rule" "this" {
      ecr_repository_prefix = "kubernetes"
      upstream_registry_url = "registry.k8s.io"
    }
  expect:
    aws_ecr_pull_through_cache_rule.this: {outcome: fail, line: 3}

- name: a registry that is not known yet is undecided
  hcl: |
    resource "terraform_data" "host" {
      input = "quay.io"
    }

    resource "aws_ecr_pull_through_cache_rule" "this" {
      ecr_repository_prefix = "quay"
      upstream_registry_url = terraform_data.host.output
    }
  expect:
    aws_ecr_pull_through_cache_rule.this: {outcome: undecided, line: 7}

- name: another private registry of ours is not judged
  hcl: |
    resource "aws_ecr_pull_through_cache_rule" "this" {
      ecr_repository_prefix = "shared"
      upstream_registry_url = "111122223333.dkr.ecr.eu-west-1.amazonaws.com"
    }
  expect:
    aws_ecr_pull_through_cache_rule.this: not-applicable
"""
