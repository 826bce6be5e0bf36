"""Assuming roles: moto lets everybody assume every role."""

import json
from typing import Any

from moto.core.exceptions import ServiceException
from moto.iam.models import iam_backends

from tests.aws import answers
from tests.aws.answers import Answer
from tests.aws.calls import Call
from tests.aws.settings import Settings


def refusal(call: Call, settings: Settings) -> Answer | None:
    """Why a role can't be assumed: it doesn't exist, or its trust policy wants another external id."""
    arn = str(call.parameters.get("RoleArn", ""))
    trust = None if settings.any_role else _trust_of(arn)
    if settings.any_role or (trust and _accepts(trust, call.parameters.get("ExternalId"))):
        return None
    caller = f"arn:aws:iam::{call.account}:user/tests"
    return answers.error(
        call, "AccessDenied", f"User: {caller} is not authorized to perform: sts:AssumeRole on resource: {arn}", 403
    )


def trust_policy(account: str, external_id: str | None = None) -> str:
    """A trust policy for everyone in an account, who may have to know an external id."""
    statement: dict[str, Any] = {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{account}:root"},
        "Action": "sts:AssumeRole",
    }
    if external_id is not None:
        statement["Condition"] = {"StringEquals": {"sts:ExternalId": external_id}}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def _trust_of(arn: str) -> dict[str, Any] | None:
    try:
        account = arn.split(":")[4]
        role = iam_backends[account]["aws"].get_role_by_arn(arn)
    except (IndexError, KeyError, ServiceException):
        return None
    trust: dict[str, Any] = json.loads(role.assume_role_policy_document)
    return trust


def _accepts(trust: dict[str, Any], external_id: object) -> bool:
    statements = trust.get("Statement", [])
    for statement in [statements] if isinstance(statements, dict) else statements:
        if statement.get("Effect") == "Allow":
            wanted = statement.get("Condition", {}).get("StringEquals", {}).get("sts:ExternalId")
            if wanted is None or external_id in ([wanted] if isinstance(wanted, str) else wanted):
                return True
    return False
