"""The registry's own settings: policy, account settings, signing, pull-time exclusions."""

import json
from typing import Any

from moto.core.exceptions import ServiceException
from moto.ecr.exceptions import RegistryPolicyNotFoundException

from tests.aws.ecr.errors import invalid
from tests.aws.ecr.request import Request
from tests.aws.request import Object, now

_SCOPE = "REGISTRY_POLICY_SCOPE"
_VALUES = {
    "BASIC_SCAN_TYPE_VERSION": ("AWS_NATIVE", "CLAIR"),
    _SCOPE: ("V2", "V1"),
    "BLOB_MOUNTING": ("DISABLED", "ENABLED"),
}
_V1_ACTIONS = {"ecr:ReplicateImage", "ecr:BatchImportUpstreamImage", "ecr:CreateRepository", "ecr:*"}
_EXCLUSION_LIMIT = 100


def put_policy(request: Request) -> Object:
    """PutRegistryPolicy. With scope V1 a policy may name three actions only."""
    text = request.given["policyText"]
    if not _is_policy(text, scope=_setting(request, _SCOPE)):
        raise ServiceException(
            "InvalidParameterException",
            "Invalid parameter at 'PolicyText' failed to satisfy constraint: 'Invalid registry policy provided'",
        )
    request.moto.registry_policy = text
    return {"registryId": request.account, "policyText": text}


def get_policy(request: Request) -> Object:
    """GetRegistryPolicy."""
    if not request.moto.registry_policy:
        raise RegistryPolicyNotFoundException(request.account)
    return {"registryId": request.account, "policyText": request.moto.registry_policy}


def delete_policy(request: Request) -> Object:
    """DeleteRegistryPolicy."""
    deleted = get_policy(request)
    request.moto.registry_policy = None
    return deleted


def get_setting(request: Request) -> Object:
    """GetAccountSetting: what was put, or the default of new accounts."""
    name = _known(request.given["name"])
    return {"name": name, "value": _setting(request, name)}


def put_setting(request: Request) -> Object:
    """PutAccountSetting."""
    name, value = _known(request.given["name"]), request.given["value"]
    if value not in _VALUES[name]:
        raise invalid("value", f"{name} must be one of {', '.join(_VALUES[name])}")
    request.registry.account_settings[name] = value
    return {"name": name, "value": value}


def put_signing(request: Request) -> Object:
    """PutSigningConfiguration."""
    request.registry.signing = request.given["signingConfiguration"]
    return {"signingConfiguration": request.registry.signing}


def get_signing(request: Request) -> Object:
    """GetSigningConfiguration."""
    if request.registry.signing is None:
        raise ServiceException("SigningConfigurationNotFoundException", "The registry has no signing configuration.")
    return {"registryId": request.account, "signingConfiguration": request.registry.signing}


def delete_signing(request: Request) -> Object:
    """DeleteSigningConfiguration."""
    deleted = get_signing(request)
    request.registry.signing = None
    return deleted


def register_exclusion(request: Request) -> Object:
    """RegisterPullTimeUpdateExclusion."""
    principal, exclusions = request.given["principalArn"], request.registry.exclusions
    if principal in exclusions:
        raise ServiceException("ExclusionAlreadyExistsException", f"{principal} is excluded already.")
    if len(exclusions) >= _EXCLUSION_LIMIT:
        raise ServiceException("LimitExceededException", "The registry has as many exclusions as it may have.")
    exclusions[principal] = now()
    return {"principalArn": principal, "createdAt": exclusions[principal]}


def deregister_exclusion(request: Request) -> Object:
    """DeregisterPullTimeUpdateExclusion."""
    principal = request.given["principalArn"]
    if request.registry.exclusions.pop(principal, None) is None:
        raise ServiceException("ExclusionNotFoundException", f"{principal} is not excluded.")
    return {"principalArn": principal}


def list_exclusions(request: Request) -> Object:
    """ListPullTimeUpdateExclusions."""
    return request.paged("pullTimeUpdateExclusions", list(request.registry.exclusions))


def _setting(request: Request, name: str) -> str:
    return request.registry.account_settings.get(name, _VALUES[name][0])


def _known(name: str) -> str:
    if name not in _VALUES:
        raise invalid("name", f"must be one of {', '.join(_VALUES)}")
    return name


def _is_policy(text: str, scope: str) -> bool:
    try:
        policy = json.loads(text)
    except ValueError:
        return False
    if not isinstance(policy, dict) or not policy.get("Statement"):
        return False
    statements = _listed(policy["Statement"])
    return policy.get("Version") in {None, "2012-10-17", "2008-10-17"} and all(
        _is_statement(one) and (scope != "V1" or set(_listed(one.get("Action", "*"))) <= _V1_ACTIONS)
        for one in statements
    )


def _is_statement(statement: Any) -> bool:
    if not isinstance(statement, dict) or statement.get("Effect") not in {"Allow", "Deny"}:
        return False
    return all((name in statement) != (f"Not{name}" in statement) for name in ("Principal", "Action", "Resource"))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


OPERATIONS = {
    "PutRegistryPolicy": put_policy,
    "GetRegistryPolicy": get_policy,
    "DeleteRegistryPolicy": delete_policy,
    "GetAccountSetting": get_setting,
    "PutAccountSetting": put_setting,
    "PutSigningConfiguration": put_signing,
    "GetSigningConfiguration": get_signing,
    "DeleteSigningConfiguration": delete_signing,
    "RegisterPullTimeUpdateExclusion": register_exclusion,
    "DeregisterPullTimeUpdateExclusion": deregister_exclusion,
    "ListPullTimeUpdateExclusions": list_exclusions,
}
