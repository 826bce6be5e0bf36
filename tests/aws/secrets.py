"""What moto gets wrong of Secrets Manager: dates, versions, rotation without a function, and sizes of pages."""

import json
from typing import Any

from moto.core.exceptions import ServiceException
from moto.secretsmanager.list_secrets import filters as moto_filters
from moto.secretsmanager.models import FakeSecret, ReplicaSecret, secretsmanager_backends

from tests.aws import answers
from tests.aws.answers import Answer
from tests.aws.calls import Call
from tests.aws.request import Object, Request, now
from tests.aws.settings import Settings

Secret = FakeSecret | ReplicaSecret

_DAY = 86_400
# Any change counts as one, not only that of the value; moto knows fewer.
_CHANGES = {"TagResource", "UntagResource", "PutResourcePolicy", "DeleteResourcePolicy", "UpdateSecretVersionStage"}
_FILTERS = {
    "all": moto_filters.filter_all,
    "name": moto_filters.name_filter,
    "description": moto_filters.description_filter,
    "tag-key": moto_filters.tag_key,
    "tag-value": moto_filters.tag_value,
    "owning-service": moto_filters.owning_service_filter,
}


def answer(call: Call, body: bytes, settings: Settings) -> Answer | None:
    """The answer to a call of Secrets Manager; None where moto has it."""
    operation = OPERATIONS.get(call.operation)
    request = Request(call.account, call.region, json.loads(body), settings)
    try:
        if operation is not None:
            return answers.success(operation(request))
        if call.operation == "GetSecretValue":
            accessed(_found(request))
        elif call.operation in _CHANGES:
            _source(_found(request)).last_changed_date = int(now())
    except ServiceException as error:
        return answers.error(call, error.code, error.message)
    return None


def accessed(secret: Secret) -> None:
    """Note that a secret's value was read: on what day, no more is kept."""
    _source(secret).last_accessed_date = int(now()) // _DAY * _DAY


def list_secrets(request: Request) -> Object:
    """ListSecrets: in order of their making, those for deletion only on request."""
    given = request.given
    wanted = [
        secret
        for secret in list(secretsmanager_backends[request.account][request.region].secrets.values())
        if (given.get("IncludePlannedDeletion") or not secret.is_deleted())
        and all(_FILTERS[one["Key"]](secret, one["Values"]) for one in given.get("Filters", ()))
    ]
    return _page(request, "SecretList", [_listed(secret) for secret in wanted])


def describe(request: Request) -> Object:
    """DescribeSecret."""
    secret = _found(request)
    stages = _stages(secret)
    return {**_described(secret), **({"VersionIdsToStages": stages} if stages else {})}


def list_versions(request: Request) -> Object:
    """ListSecretVersionIds: with the dates that the versions were made on; those without a label on request."""
    secret = _found(request)
    listed = [
        {
            "VersionId": identifier,
            "CreatedDate": version["createdate"],
            **({"VersionStages": version["version_stages"]} if version["version_stages"] else {}),
            "KmsKeyIds": [_source(secret).kms_key_id or "DefaultEncryptionKey"],
        }
        for identifier, version in secret.versions.items()
        if version["version_stages"] or request.given.get("IncludeDeprecated")
    ]
    return {"ARN": secret.arn, "Name": secret.name, **_page(request, "Versions", listed)}


def get_policy(request: Request) -> Object:
    """GetResourcePolicy."""
    secret = _found(request)
    policy = _source(secret).policy
    return {"ARN": secret.arn, "Name": secret.name, **({"ResourcePolicy": policy} if policy is not None else {})}


def rotate(request: Request) -> Object:
    """RotateSecret, with a function that works: moto wants one of its own that it can run in a container."""
    given, secret = request.given, _source(_found(request))
    if secret.is_deleted():
        raise ServiceException("InvalidRequestException", "The secret is marked for deletion.")
    rules = given.get("RotationRules", {})
    secret.rotation_requested = secret.rotation_enabled = True
    secret.rotation_lambda_arn = given.get("RotationLambdaARN", secret.rotation_lambda_arn)
    secret.auto_rotate_after_days = rules.get("AutomaticallyAfterDays", 0)
    secret.rotation_rules = rules
    secret.last_changed_date = int(now())
    if secret.auto_rotate_after_days:
        secret.next_rotation_date = int(now()) + secret.auto_rotate_after_days * _DAY
    if given.get("RotateImmediately", True):
        secret.last_rotation_date = int(now())
    answer: Object = {"ARN": secret.arn, "Name": secret.name}
    return {**answer, "VersionId": secret.default_version_id} if secret.default_version_id else answer


def _page(request: Request, key: str, items: list[Object]) -> Object:
    page, token = request.page(items, request.given.get("MaxResults"), request.given.get("NextToken"))
    return {key: page, "NextToken": token} if token else {key: page}


def _found(request: Request) -> Secret:
    secrets = secretsmanager_backends[request.account][request.region].secrets
    wanted = request.given.get("SecretId", "")
    secret: Secret | None = secrets.get(wanted) or next((one for one in secrets.values() if one.arn == wanted), None)
    if secret is None:
        raise ServiceException("ResourceNotFoundException", "Secrets Manager can't find the specified secret.")
    return secret


def _source(secret: Secret) -> Any:
    """The secret that a replica copies; any other is its own."""
    return secret.source if isinstance(secret, ReplicaSecret) else secret


def _listed(secret: Secret) -> Object:
    stages = _stages(secret)
    return {**_described(secret), **({"SecretVersionsToStages": stages} if stages else {})}


def _described(secret: Secret) -> Object:
    """A secret with the API's fields; those without a value are left out."""
    source = _source(secret)
    described = {
        **secret.to_dict(),
        "LastAccessedDate": getattr(source, "last_accessed_date", None),
        "RotationRules": getattr(source, "rotation_rules", None),
    }
    for versions in ("VersionIdsToStages", "SecretVersionsToStages"):
        described.pop(versions, None)
    if source.kms_key_id in {None, "", "alias/aws/secretsmanager"}:
        described.pop("KmsKeyId", None)
    return {name: value for name, value in described.items() if value is not None}


def _stages(secret: Secret) -> dict[str, list[str]]:
    return {name: one["version_stages"] for name, one in secret.versions.items() if one["version_stages"]}


OPERATIONS = {
    "ListSecrets": list_secrets,
    "DescribeSecret": describe,
    "ListSecretVersionIds": list_versions,
    "GetResourcePolicy": get_policy,
    "RotateSecret": rotate,
}
