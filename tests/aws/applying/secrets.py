"""Resources of Secrets Manager, and keys for them."""

import base64
import json
from typing import Any

from tests.aws.applying.ecr import Client
from tests.aws.applying.planned import Given, sent, tags_of
from tests.aws.applying.references import Made

# What a plan does not show, or hides.
LOGIN = json.dumps({"username": "robot", "accessToken": "not-a-token"})


def key(client: Client, given: Given) -> Made:
    made = client("kms").create_key(**sent(given, Description="description"))["KeyMetadata"]
    return {"id": made["KeyId"], "key_id": made["KeyId"], "arn": made["Arn"]}


def secret(client: Client, given: Given) -> Made:
    name = given("name") or f"{given('name_prefix')}made-here"
    made = client("secretsmanager").create_secret(
        Name=name,
        **sent(given, Description="description", KmsKeyId="kms_key_id"),
        **({"Tags": tags_of(given("tags"))} if given("tags") else {}),
    )
    if given("policy"):
        client("secretsmanager").put_resource_policy(SecretId=made["ARN"], ResourcePolicy=given("policy"))
    return {"id": made["ARN"], "arn": made["ARN"], "name": name}


def version(client: Client, given: Given) -> Made:
    """The value is the plan's where it shows one, and made up where it does not."""
    binary = given.after.get("secret_binary")
    value: dict[str, Any] = {"SecretString": given.after.get("secret_string") or LOGIN}
    if binary:
        value = {"SecretBinary": base64.b64decode(binary)}
    made = client("secretsmanager").put_secret_value(SecretId=given("secret_id"), **value)
    return {"id": f"{made['ARN']}|{made['VersionId']}", "arn": made["ARN"], "version_id": made["VersionId"]}


def policy(client: Client, given: Given) -> Made:
    client("secretsmanager").put_resource_policy(SecretId=given("secret_arn"), ResourcePolicy=given("policy"))
    return {"id": given("secret_arn")}


def rotation(client: Client, given: Given) -> Made:
    rules = given.block("rotation_rules")
    schedule = {
        "AutomaticallyAfterDays": "automatically_after_days",
        "Duration": "duration",
        "ScheduleExpression": "schedule_expression",
    }
    client("secretsmanager").rotate_secret(
        SecretId=given("secret_id"),
        RotateImmediately=given("rotate_immediately") is not False,
        RotationRules=sent(rules, **schedule) if rules else {},
        **sent(given, RotationLambdaARN="rotation_lambda_arn"),
    )
    return {"id": given("secret_id")}


MAKERS = {
    "aws_kms_key": key,
    "aws_secretsmanager_secret": secret,
    "aws_secretsmanager_secret_version": version,
    "aws_secretsmanager_secret_policy": policy,
    "aws_secretsmanager_secret_rotation": rotation,
}
