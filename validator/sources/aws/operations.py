"""Every call that the live source makes: its IAM action, and what is not known without it.

The least-privilege policy follows from this table, see `validator.sources.aws.iam_policy`; a call that is not in it
can't be made. All of them read. Source of the actions: Service Authorization Reference.
"""

from typing import NamedTuple

# Source: CredentialArn in the ECR API model: no other secret can be used by a rule.
SECRETS = "arn:*:secretsmanager:*:*:secret:ecr-pullthroughcache/*"


class Operation(NamedTuple):
    """A call of AWS's API.

    Attributes:
        action: The IAM action that allows it.
        needed_for: What can't be judged without it, as the end of a sentence.
        resource: What the action can be narrowed to.
        result: For a call whose answer comes in pages, the key of what is listed.
        across: Whether it is only made for several accounts.
    """

    action: str
    needed_for: str
    resource: str = "*"
    result: str = ""
    across: bool = False


OPERATIONS: dict[tuple[str, str], Operation] = {
    ("ecr", "describe_pull_through_cache_rules"): Operation(
        "ecr:DescribePullThroughCacheRules", "the rules", result="pullThroughCacheRules"
    ),
    ("ecr", "validate_pull_through_cache_rule"): Operation(
        "ecr:ValidatePullThroughCacheRule", "whether ECR can log in at the upstreams"
    ),
    ("ecr", "describe_repository_creation_templates"): Operation(
        "ecr:DescribeRepositoryCreationTemplates", "the templates", result="repositoryCreationTemplates"
    ),
    ("ecr", "get_registry_policy"): Operation("ecr:GetRegistryPolicy", "the registry's permissions"),
    ("ecr", "get_registry_scanning_configuration"): Operation(
        "ecr:GetRegistryScanningConfiguration", "what the registry scans"
    ),
    ("ecr", "describe_registry"): Operation("ecr:DescribeRegistry", "what the registry replicates"),
    ("ecr", "get_signing_configuration"): Operation("ecr:GetSigningConfiguration", "what the registry signs"),
    ("ecr", "get_account_setting"): Operation("ecr:GetAccountSetting", "the account's settings of ECR"),
    ("ecr", "describe_repositories"): Operation("ecr:DescribeRepositories", "the repositories", result="repositories"),
    ("ecr", "get_repository_policy"): Operation("ecr:GetRepositoryPolicy", "the permissions of cache repositories"),
    ("ecr", "get_lifecycle_policy"): Operation("ecr:GetLifecyclePolicy", "the lifecycle of cache repositories"),
    ("ecr", "describe_images"): Operation("ecr:DescribeImages", "the cached images", result="imageDetails"),
    ("secretsmanager", "list_secrets"): Operation(
        "secretsmanager:ListSecrets", "the secrets that no rule uses", result="SecretList"
    ),
    ("secretsmanager", "describe_secret"): Operation(
        "secretsmanager:DescribeSecret", "the secrets that rules use", SECRETS
    ),
    ("secretsmanager", "get_resource_policy"): Operation(
        "secretsmanager:GetResourcePolicy", "who may read the secrets", SECRETS
    ),
    ("secretsmanager", "list_secret_version_ids"): Operation(
        "secretsmanager:ListSecretVersionIds", "the age of the secrets' values", SECRETS, "Versions"
    ),
    ("iam", "get_role"): Operation("iam:GetRole", "the roles that rules and templates use"),
    ("iam", "list_role_policies"): Operation("iam:ListRolePolicies", "what the roles may do", result="PolicyNames"),
    ("iam", "get_role_policy"): Operation("iam:GetRolePolicy", "what the roles may do"),
    ("iam", "list_attached_role_policies"): Operation(
        "iam:ListAttachedRolePolicies", "what the roles may do", result="AttachedPolicies"
    ),
    ("iam", "get_policy"): Operation("iam:GetPolicy", "what the roles may do"),
    ("iam", "get_policy_version"): Operation("iam:GetPolicyVersion", "what the roles may do"),
    ("ec2", "describe_vpc_endpoints"): Operation(
        "ec2:DescribeVpcEndpoints", "how VPCs reach the registry", result="VpcEndpoints"
    ),
    ("ec2", "describe_route_tables"): Operation(
        "ec2:DescribeRouteTables", "whether VPCs have a route to the internet", result="RouteTables"
    ),
    ("ec2", "describe_nat_gateways"): Operation(
        "ec2:DescribeNatGateways", "whether VPCs have a route to the internet", result="NatGateways"
    ),
    ("ec2", "describe_regions"): Operation("ec2:DescribeRegions", "which regions are enabled"),
    ("events", "list_rules"): Operation("events:ListRules", "who hears of failed pulls", result="Rules"),
    ("events", "list_targets_by_rule"): Operation(
        "events:ListTargetsByRule", "who hears of failed pulls", result="Targets"
    ),
    ("cloudwatch", "get_metric_data"): Operation(
        "cloudwatch:GetMetricData", "how much is pulled", result="MetricDataResults"
    ),
    ("sts", "get_caller_identity"): Operation("sts:GetCallerIdentity", "whose account it is"),
    ("sts", "assume_role"): Operation("sts:AssumeRole", "the account", across=True),
    ("organizations", "list_accounts"): Operation(
        "organizations:ListAccounts", "the organization's accounts", result="Accounts", across=True
    ),
}
