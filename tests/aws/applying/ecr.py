"""Resources of Amazon ECR."""

from collections.abc import Callable
from typing import Any

from tests.aws.applying.planned import Given, sent, tags_of
from tests.aws.applying.references import Made

Client = Callable[[str], Any]

_SETTINGS = {
    "appliedFor": "applied_for",
    "customRoleArn": "custom_role_arn",
    "description": "description",
    "imageTagMutability": "image_tag_mutability",
    "lifecyclePolicy": "lifecycle_policy",
    "repositoryPolicy": "repository_policy",
}


def setting(client: Client, given: Given) -> Made:
    client("ecr").put_account_setting(**sent(given, name="name", value="value"))
    return {"id": given("name")}


def policy(client: Client, given: Given) -> Made:
    client("ecr").put_registry_policy(policyText=given("policy"))
    return {}


def scanning(client: Client, given: Given) -> Made:
    rules = [
        {"scanFrequency": rule("scan_frequency"), "repositoryFilters": _filters(rule, "repository_filter")}
        for rule in given.blocks("rule")
    ]
    client("ecr").put_registry_scanning_configuration(scanType=given("scan_type"), rules=rules)
    return {}


def replication(client: Client, given: Given) -> Made:
    configuration = given.block("replication_configuration")
    rules = [
        {
            "destinations": [
                {"region": one("region"), "registryId": one("registry_id")} for one in rule.blocks("destination")
            ],
            **_listed("repositoryFilters", _filters(rule, "repository_filter")),
        }
        for rule in (configuration.blocks("rule") if configuration else ())
    ]
    client("ecr").put_replication_configuration(replicationConfiguration={"rules": rules})
    return {}


def template(client: Client, given: Given) -> Made:
    client("ecr").create_repository_creation_template(
        prefix=given("prefix"),
        **sent(given, **_SETTINGS),
        **_encryption(given),
        **_exclusions(given),
        **_listed("resourceTags", tags_of(given("resource_tags"))),
    )
    return {"id": given("prefix")}


def rule(client: Client, given: Given) -> Made:
    client("ecr").create_pull_through_cache_rule(
        **sent(
            given,
            ecrRepositoryPrefix="ecr_repository_prefix",
            upstreamRegistryUrl="upstream_registry_url",
            upstreamRepositoryPrefix="upstream_repository_prefix",
            credentialArn="credential_arn",
            customRoleArn="custom_role_arn",
        )
    )
    return {"id": given("ecr_repository_prefix")}


def repository(client: Client, given: Given) -> Made:
    scan = given.block("image_scanning_configuration")
    made = client("ecr").create_repository(
        repositoryName=given("name"),
        imageTagMutability=given("image_tag_mutability"),
        **_encryption(given),
        **_exclusions(given),
        **({"imageScanningConfiguration": {"scanOnPush": scan("scan_on_push")}} if scan else {}),
        **_listed("tags", tags_of(given("tags"))),
    )["repository"]
    return {
        "id": made["repositoryName"],
        "name": made["repositoryName"],
        "arn": made["repositoryArn"],
        "registry_id": made["registryId"],
        "repository_url": made["repositoryUri"],
    }


def repository_policy(client: Client, given: Given) -> Made:
    client("ecr").set_repository_policy(repositoryName=given("repository"), policyText=given("policy"))
    return {}


def lifecycle_policy(client: Client, given: Given) -> Made:
    client("ecr").put_lifecycle_policy(repositoryName=given("repository"), lifecyclePolicyText=given("policy"))
    return {}


def _encryption(given: Given) -> dict[str, Any]:
    block = given.block("encryption_configuration")
    if block is None:
        return {}
    return {"encryptionConfiguration": sent(block, encryptionType="encryption_type", kmsKey="kms_key")}


def _exclusions(given: Given) -> dict[str, Any]:
    filters = _filters(given, "image_tag_mutability_exclusion_filter")
    return _listed("imageTagMutabilityExclusionFilters", filters)


def _listed(name: str, items: list[Any]) -> dict[str, Any]:
    return {name: items} if items else {}


def _filters(given: Given, name: str) -> list[dict[str, Any]]:
    return [{"filter": one("filter"), "filterType": one("filter_type")} for one in given.blocks(name)]


MAKERS = {
    "aws_ecr_account_setting": setting,
    "aws_ecr_registry_policy": policy,
    "aws_ecr_registry_scanning_configuration": scanning,
    "aws_ecr_replication_configuration": replication,
    "aws_ecr_repository_creation_template": template,
    "aws_ecr_pull_through_cache_rule": rule,
    "aws_ecr_repository": repository,
    "aws_ecr_repository_policy": repository_policy,
    "aws_ecr_lifecycle_policy": lifecycle_policy,
}
