"""Scanning and replication, which a registry configures for all of its repositories."""

import re
from typing import Any

from moto.ecr.models import Repository

from tests.aws.ecr.errors import invalid
from tests.aws.ecr.request import Request
from tests.aws.request import Object

_CONTINUOUS, _ON_PUSH, _MANUAL = "CONTINUOUS_SCAN", "SCAN_ON_PUSH", "MANUAL"


def get_configuration(request: Request) -> Object:
    """GetRegistryScanningConfiguration."""
    return {"registryId": request.account, "scanningConfiguration": request.moto.registry_scanning_configuration}


def put_configuration(request: Request) -> Object:
    """PutRegistryScanningConfiguration; what is left out goes back to its default."""
    kind, rules = request.given.get("scanType") or "BASIC", request.given.get("rules") or []
    frequencies = [rule["scanFrequency"] for rule in rules]
    if len(set(frequencies)) < len(frequencies):
        raise invalid("rules", "must have a rule for each frequency only")
    if kind == "BASIC" and _CONTINUOUS in frequencies:
        raise invalid("rules", "CONTINUOUS_SCAN needs scan type ENHANCED")
    configuration = {"scanType": kind, "rules": rules}
    request.moto.registry_scanning_configuration = configuration
    return {"registryScanningConfiguration": configuration}


def of_repositories(request: Request) -> Object:
    """BatchGetRepositoryScanningConfiguration: what the registry's filters make of some repositories."""
    repositories = request.moto.repositories
    names = list(dict.fromkeys(request.given["repositoryNames"]))
    configuration = request.moto.registry_scanning_configuration
    missing = [name for name in names if name not in repositories]
    return {
        "scanningConfigurations": [
            _scanning_of(repositories[name], configuration) for name in names if name in repositories
        ],
        "failures": [
            {"repositoryName": name, "failureCode": "REPOSITORY_NOT_FOUND", "failureReason": "REPOSITORY_NOT_FOUND"}
            for name in missing
        ],
    }


def matches(pattern: str, name: str) -> bool:
    """Whether a filter matches a repository: without a wildcard a part of the name is enough."""
    if "*" not in pattern:
        return pattern in name
    return re.fullmatch(".*".join(re.escape(part) for part in pattern.split("*")), name) is not None


def describe_registry(request: Request) -> Object:
    """DescribeRegistry."""
    return {"registryId": request.account, "replicationConfiguration": request.moto.replication_config}


def put_replication(request: Request) -> Object:
    """PutReplicationConfiguration."""
    configuration = request.given["replicationConfiguration"]
    own = {"region": request.region, "registryId": request.account}
    for rule in configuration["rules"]:
        if own in rule["destinations"]:
            raise invalid(
                "replicationConfiguration", "Replication destination cannot be the same as the source registry"
            )
    request.moto.replication_config = configuration
    return {"replicationConfiguration": configuration}


def _scanning_of(repository: Repository, configuration: dict[str, Any]) -> Object:
    matching: dict[str, list[Object]] = {}
    for rule in configuration["rules"]:
        found = [one for one in rule["repositoryFilters"] if matches(one["filter"], repository.name)]
        if found:
            matching[rule["scanFrequency"]] = found
    own: Any = repository.image_scanning_configuration
    frequency = next((one for one in (_CONTINUOUS, _ON_PUSH) if one in matching), _MANUAL)
    if frequency == _MANUAL and configuration["scanType"] == "BASIC" and own["scanOnPush"]:
        frequency = _ON_PUSH
    return {
        "repositoryArn": repository.arn,
        "repositoryName": repository.name,
        "scanOnPush": frequency in {_CONTINUOUS, _ON_PUSH},
        "scanFrequency": frequency,
        "appliedScanFilters": matching.get(frequency, []),
    }


OPERATIONS = {
    "GetRegistryScanningConfiguration": get_configuration,
    "PutRegistryScanningConfiguration": put_configuration,
    "BatchGetRepositoryScanningConfiguration": of_repositories,
    "DescribeRegistry": describe_registry,
    "PutReplicationConfiguration": put_replication,
}
