"""The secrets of rules, seen as ECR sees them: when a rule is made, and when it is validated."""

import json
from dataclasses import dataclass
from typing import Any

from moto.core.exceptions import ServiceException
from moto.secretsmanager.models import FakeSecret, ReplicaSecret, secretsmanager_backends

from tests.aws.secrets import accessed

_MANAGED_KEYS = {None, "", "alias/aws/secretsmanager"}
_KEYS = ("username", "accessToken")


@dataclass(frozen=True)
class Problem:
    """Why ECR can't log in upstream with a secret.

    Attributes:
        code: The error of an operation that needs the secret; empty where it shows only at the upstream.
        failure: In plain words, without anything of the value.
    """

    code: str
    failure: str


def check(arn: str, account: str, region: str) -> None:
    """Refuse a secret that ECR can't read.

    Raises:
        ServiceException: With the code that ECR documents.
    """
    found = _reading_problem(arn, account, region)
    if found:
        raise ServiceException(found.code, found.failure)


def problem(arn: str, account: str, region: str, expired_tokens: set[str]) -> Problem | None:
    """What keeps a secret from working; None where the upstream would accept it."""
    unreadable = _reading_problem(arn, account, region)
    secret = _secret(arn, account, region)
    if unreadable or secret is None:
        return unreadable
    accessed(secret)
    return _login_problem(secret, expired_tokens)


def _reading_problem(arn: str, account: str, region: str) -> Problem | None:
    where = arn.split(":")
    if where[4] != account:
        return Problem("UnableToAccessSecretException", "The secret is not in the account of the rule.")
    secret = _secret(arn, account, region)
    if secret is None:
        return Problem("SecretNotFoundException", "The ARN of the secret specified does not exist.")
    if secret.is_deleted():
        return Problem("UnableToAccessSecretException", "The secret is marked for deletion.")
    source = secret.source if isinstance(secret, ReplicaSecret) else secret
    if source.kms_key_id not in _MANAGED_KEYS:
        return Problem("UnableToDecryptSecretValueException", "The secret can't be decrypted.")
    # Reported to fail; that the code is this one is our guess.
    if _value(secret) is None:
        return Problem("SecretNotFoundException", "The secret has no value.")
    return None


def _login_problem(secret: FakeSecret | ReplicaSecret, expired_tokens: set[str]) -> Problem | None:
    try:
        login = json.loads(_value(secret) or "")
    except ValueError:
        login = None
    if not isinstance(login, dict) or not all(isinstance(login.get(key), str) and login[key] for key in _KEYS):
        return Problem("", "The secret must be a JSON object with the keys username and accessToken.")
    if login["accessToken"] in expired_tokens:
        return Problem("", "The upstream registry rejected the credentials in the secret.")
    return None


def _secret(arn: str, account: str, region: str) -> FakeSecret | ReplicaSecret | None:
    secrets = secretsmanager_backends[account][region].secrets
    return next((secret for secret in secrets.values() if secret.arn == arn), None)


def _value(secret: FakeSecret | ReplicaSecret) -> str | None:
    if secret.default_version_id is None:
        return None
    version: dict[str, Any] = secret.versions.get(secret.default_version_id, {})
    value: str | None = version.get("secret_string")
    return value
