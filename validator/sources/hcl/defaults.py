"""Values that the AWS provider fills in where the code leaves an argument out.

Seen in plans that Terraform 1.11 made with hashicorp/aws 5.100.0. The provider's schema, as Terraform prints it, does
not tell defaults, so they stand here. A dotted name is an argument of a nested block.
"""

from typing import Any

DEFAULTS: dict[str, dict[str, Any]] = {
    "aws_ecr_repository": {
        "image_tag_mutability": "MUTABLE",
        "encryption_configuration.encryption_type": "AES256",
    },
    "aws_ecr_repository_creation_template": {
        "image_tag_mutability": "MUTABLE",
        "encryption_configuration.encryption_type": "AES256",
    },
    "aws_nat_gateway": {"connectivity_type": "public"},
    "aws_secretsmanager_secret": {"recovery_window_in_days": 30, "force_overwrite_replica_secret": False},
    "aws_secretsmanager_secret_rotation": {"rotate_immediately": True},
    "aws_vpc_endpoint": {"vpc_endpoint_type": "Gateway"},
}

# Arguments whose JSON the provider stores minified, with sorted keys.
JSON_ARGUMENTS = frozenset({"lifecycle_policy", "policy", "repository_policy"})
