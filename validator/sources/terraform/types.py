"""The resource types that the inventory is made of.

Source: the AWS provider's schema (hashicorp/aws 5.100 and 6.x) and the twins in hashicorp/awscc.
"""

# Types that become objects, or settings and parts of objects.
OBJECTS = frozenset(
    {
        "aws_ecr_pull_through_cache_rule",
        "aws_ecr_repository_creation_template",
        "aws_ecr_registry_policy",
        "aws_ecr_registry_scanning_configuration",
        "aws_ecr_replication_configuration",
        "aws_ecr_account_setting",
        "aws_ecr_signing_configuration",
        "aws_ecr_repository",
        "aws_ecr_repository_policy",
        "aws_ecr_lifecycle_policy",
        "aws_secretsmanager_secret",
        "aws_secretsmanager_secret_version",
        "aws_secretsmanager_secret_rotation",
        "aws_secretsmanager_secret_policy",
        "aws_vpc_endpoint",
        "aws_vpc_endpoint_policy",
        "aws_vpc_endpoint_route_table_association",
        "aws_nat_gateway",
        "aws_route",
        "aws_route_table",
        "aws_default_route_table",
        "aws_subnet",
        "aws_vpc",
        "aws_iam_role",
        "aws_iam_user",
        "aws_iam_group",
        "aws_iam_policy",
        "aws_iam_role_policy",
        "aws_iam_user_policy",
        "aws_iam_group_policy",
        "aws_iam_policy_attachment",
        "aws_iam_role_policy_attachment",
        "aws_iam_user_policy_attachment",
        "aws_iam_group_policy_attachment",
        "aws_iam_role_policy_attachments_exclusive",
        "aws_iam_user_policy_attachments_exclusive",
        "aws_iam_group_policy_attachments_exclusive",
        "aws_cloudwatch_event_rule",
        "aws_cloudwatch_event_target",
        "aws_lambda_function",
        "aws_ecs_task_definition",
        "aws_apprunner_service",
        "aws_batch_job_definition",
        "awscc_ecr_pull_through_cache_rule",
        "awscc_ecr_repository_creation_template",
        "awscc_ecr_registry_policy",
        "awscc_ecr_registry_scanning_configuration",
        "awscc_ecr_replication_configuration",
        "awscc_ecr_signing_configuration",
        "awscc_ecr_repository",
        "awscc_secretsmanager_secret",
    }
)

# Data sources that objects are built from.
DATA = frozenset(
    {
        "aws_iam_policy_document",
        "aws_iam_role",
        "aws_iam_policy",
        "aws_ecr_lifecycle_policy_document",
        "aws_secretsmanager_secret",
        "aws_secretsmanager_secret_version",
        "aws_caller_identity",
        "aws_region",
        "aws_partition",
    }
)

# What is read of resource types that have much more to them: their arguments, nested blocks and computed attributes.
_IDENTITY = frozenset({"arn", "id", "name"})
_ATTACHMENT = frozenset({"policy", "policy_arn", "policy_arns"})
PARTS: dict[str, frozenset[str]] = {
    "aws_route_table": frozenset({"id", "vpc_id", "route"}),
    "aws_default_route_table": frozenset({"id", "vpc_id", "route"}),
    "aws_subnet": frozenset({"id", "vpc_id"}),
    "aws_vpc": frozenset({"id"}),
    "aws_iam_role": _IDENTITY | {"assume_role_policy", "inline_policy", "managed_policy_arns"},
    "aws_iam_user": _IDENTITY,
    "aws_iam_group": _IDENTITY,
    "aws_iam_policy": _IDENTITY | {"policy"},
    "aws_iam_role_policy": _ATTACHMENT | {"role"},
    "aws_iam_user_policy": _ATTACHMENT | {"user"},
    "aws_iam_group_policy": _ATTACHMENT | {"group"},
    "aws_iam_policy_attachment": _ATTACHMENT | {"roles", "users", "groups"},
    "aws_iam_role_policy_attachment": _ATTACHMENT | {"role"},
    "aws_iam_user_policy_attachment": _ATTACHMENT | {"user"},
    "aws_iam_group_policy_attachment": _ATTACHMENT | {"group"},
    "aws_iam_role_policy_attachments_exclusive": _ATTACHMENT | {"role_name"},
    "aws_iam_user_policy_attachments_exclusive": _ATTACHMENT | {"user_name"},
    "aws_iam_group_policy_attachments_exclusive": _ATTACHMENT | {"group_name"},
    "aws_cloudwatch_event_rule": _IDENTITY | {"event_bus_name", "event_pattern", "is_enabled", "state"},
    "aws_cloudwatch_event_target": frozenset({"rule"}),
    "aws_lambda_function": frozenset({"arn", "image_uri", "package_type"}),
    "aws_ecs_task_definition": frozenset({"arn", "container_definitions"}),
    "aws_apprunner_service": frozenset({"arn", "source_configuration"}),
    "aws_batch_job_definition": frozenset({"arn", "container_properties"}),
}

WANTED = OBJECTS | DATA


def is_wanted(type_name: str, *, data: bool) -> bool:
    """Whether a resource or data source of a type matters to the inventory."""
    return type_name in (DATA if data else OBJECTS)
