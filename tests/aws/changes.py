"""Changes of the secure example's account, made through the SDK as somebody makes them in the console.

Each is told with what it makes different from Terraform, and none gets in the way of another.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from tests.aws import by_hand
from tests.aws.server import Server

MISSING, UNMANAGED, CHANGED = "PTC801", "PTC802", "PTC803"
LABEL = "PTC804"

_PREFIX = "ecr-pullthroughcache/"


class Change(NamedTuple):
    """One change.

    Attributes:
        name: What somebody does.
        make: Does it.
        policy: The policy that a drift of it fails.
        address: Where: the address in Terraform, or how the ARN ends of what Terraform does not have.
        attribute: Which attribute; empty for a whole object.
    """

    name: str
    make: Callable[[Server], Any]
    policy: str
    address: str
    attribute: str = ""

    @property
    def finding(self) -> tuple[str, str, str]:
        """The finding that it leads to."""
        return (self.policy, self.address, self.attribute)


def _ecr(operation: str, **parameters: Any) -> Callable[[Server], Any]:
    return lambda server: getattr(server.client("ecr"), operation)(**parameters)


def _secrets(operation: str, **parameters: Any) -> Callable[[Server], Any]:
    return lambda server: getattr(server.client("secretsmanager"), operation)(**parameters)


def _template(prefix: str) -> str:
    return f'aws_ecr_repository_creation_template.this["{prefix}"]'


_RULES = "aws_ecr_pull_through_cache_rule"
_WITHOUT = f"{_RULES}.without_login"

CHANGES = (
    Change(
        "delete a rule",
        _ecr("delete_pull_through_cache_rule", ecrRepositoryPrefix="quay"),
        MISSING,
        f'{_WITHOUT}["quay"]',
    ),
    Change(
        "make a rule",
        _ecr("create_pull_through_cache_rule", ecrRepositoryPrefix="vendor", upstreamRegistryUrl="quay.io"),
        UNMANAGED,
        "pull-through-cache-rule/vendor",
    ),
    Change(
        "give a rule another secret", by_hand.other_secret, CHANGED, f'{_RULES}.with_login["github"]', "credential_arn"
    ),
    Change(
        "make a rule anew for another upstream",
        by_hand.other_upstream,
        CHANGED,
        f'{_WITHOUT}["kubernetes"]',
        "upstream.host",
    ),
    Change(
        "delete a template",
        _ecr("delete_repository_creation_template", prefix="quay"),
        MISSING,
        _template("quay"),
    ),
    Change(
        "make a template",
        _ecr("create_repository_creation_template", prefix="vendor", appliedFor=["PULL_THROUGH_CACHE"]),
        UNMANAGED,
        "repository-creation-template/vendor",
    ),
    Change(
        "freeze the tags of a template",
        _ecr("update_repository_creation_template", prefix="docker-hub", imageTagMutability="IMMUTABLE"),
        CHANGED,
        _template("docker-hub"),
        "mutability",
    ),
    Change("let a template keep fewer images", by_hand.fewer_images, CHANGED, _template("github"), "lifecycle"),
    Change(
        "open a template's repositories", by_hand.open_repositories, CHANGED, _template("kubernetes"), "permissions"
    ),
    Change(
        "use a template for more",
        _ecr("update_repository_creation_template", prefix="docker-hub", appliedFor=["CREATE_ON_PUSH"]),
        CHANGED,
        _template("docker-hub"),
        "applied_for",
    ),
    Change(
        "describe a template otherwise",
        _ecr("update_repository_creation_template", prefix="ecr-public", description="Public images"),
        LABEL,
        _template("ecr-public"),
        "description",
    ),
    Change(
        "tag a template's repositories otherwise",
        _ecr("update_repository_creation_template", prefix="github", resourceTags=[{"Key": "upstream", "Value": "x"}]),
        LABEL,
        _template("github"),
        "tags",
    ),
    Change(
        "add a statement to the registry's policy",
        by_hand.another_statement,
        CHANGED,
        "aws_ecr_registry_policy.this",
        "permissions",
    ),
    Change("scan less", by_hand.scan_less, CHANGED, "aws_ecr_registry_scanning_configuration.this", "scanning.rules"),
    Change(
        "narrow the registry's policy to three actions",
        _ecr("put_account_setting", name="REGISTRY_POLICY_SCOPE", value="V1"),
        CHANGED,
        "aws_ecr_account_setting.policy_scope",
        "policy_scope",
    ),
    Change("replicate", by_hand.replicate, UNMANAGED, "registry 123456789012/eu-west-1", "replication"),
    Change(
        "make a secret",
        _secrets("create_secret", Name=f"{_PREFIX}vendor", SecretString="not-a-login"),
        UNMANAGED,
        f"secret:{_PREFIX}vendor",
    ),
    Change(
        "describe a secret otherwise",
        _secrets("update_secret", SecretId=f"{_PREFIX}docker-hub", Description="Ask Kim"),
        LABEL,
        'aws_secretsmanager_secret.login["docker-hub"]',
        "description",
    ),
    Change(
        "stop the rotation of a secret",
        _secrets("cancel_rotate_secret", SecretId=f"{_PREFIX}docker-hub"),
        CHANGED,
        'aws_secretsmanager_secret.login["docker-hub"]',
        "rotation.enabled",
    ),
    Change(
        "let a secret be deleted in a week",
        _secrets("delete_secret", SecretId=f"{_PREFIX}github", RecoveryWindowInDays=7),
        CHANGED,
        'aws_secretsmanager_secret.login["github"]',
        "deleted_at",
    ),
    Change("let anybody assume a role", by_hand.trust_anyone, CHANGED, "aws_iam_role.template", "trust"),
    Change("allow a role more", by_hand.allow_more, CHANGED, "aws_iam_role.template", "documents"),
)
