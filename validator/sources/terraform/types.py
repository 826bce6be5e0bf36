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
        "aws_ecr_lifecycle_policy_document",
        "aws_secretsmanager_secret",
        "aws_secretsmanager_secret_version",
        "aws_caller_identity",
        "aws_region",
        "aws_partition",
    }
)

WANTED = OBJECTS | DATA


def is_wanted(type_name: str, *, data: bool) -> bool:
    """Whether a resource or data source of a type matters to the inventory."""
    return type_name in (DATA if data else OBJECTS)
