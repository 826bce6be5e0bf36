"""Roles and their policies."""

from tests.aws.applying.ecr import Client
from tests.aws.applying.planned import Given, sent
from tests.aws.applying.references import Made


def role(client: Client, given: Given) -> Made:
    iam = client("iam")
    name = given("name") or f"{given('name_prefix')}made-here"
    made = iam.create_role(
        RoleName=name,
        AssumeRolePolicyDocument=given("assume_role_policy"),
        **sent(given, Path="path", Description="description", MaxSessionDuration="max_session_duration"),
    )["Role"]
    for inline in given.blocks("inline_policy"):
        if inline("name"):
            iam.put_role_policy(RoleName=name, PolicyName=inline("name"), PolicyDocument=inline("policy"))
    for arn in given("managed_policy_arns") or ():
        iam.attach_role_policy(RoleName=name, PolicyArn=arn)
    return {"id": name, "name": name, "arn": made["Arn"], "unique_id": made["RoleId"]}


def managed_policy(client: Client, given: Given) -> Made:
    name = given("name") or f"{given('name_prefix')}made-here"
    made = client("iam").create_policy(
        PolicyName=name, PolicyDocument=given("policy"), **sent(given, Path="path", Description="description")
    )["Policy"]
    return {"id": made["Arn"], "arn": made["Arn"], "name": name}


def inline_policy(client: Client, given: Given) -> Made:
    name = given("name") or "made-here"
    client("iam").put_role_policy(RoleName=given("role"), PolicyName=name, PolicyDocument=given("policy"))
    return {"id": f"{given('role')}:{name}", "name": name}


def attachment(client: Client, given: Given) -> Made:
    client("iam").attach_role_policy(RoleName=given("role"), PolicyArn=given("policy_arn"))
    return {}


MAKERS = {
    "aws_iam_role": role,
    "aws_iam_policy": managed_policy,
    "aws_iam_role_policy": inline_policy,
    "aws_iam_role_policy_attachment": attachment,
}
