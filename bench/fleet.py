"""An organization on a local AWS endpoint, in a process of its own: ``python -m bench.fleet ACCOUNTS LATENCY``.

It prints one line of JSON: the environment that leads there, the options of an audit, and how many calls that has
under way. It answers each line that it reads with the number of calls since the line before. It ends with its input.
"""

import json
import sys
import time
from datetime import UTC, datetime, timedelta

from moto.ecr.models import ecr_backends
from moto.secretsmanager.models import secretsmanager_backends

from tests.aws import seeding
from tests.aws.accounts import ACCOUNT
from tests.aws.ecr.request import registry_of
from tests.aws.seeding import Place, SeededImage
from tests.aws.server import running
from validator.sources.aws.fleet import ACCOUNTS_AT_ONCE
from validator.sources.aws.line import CALLS_AT_ONCE

REGIONS = ("eu-central-1", "eu-west-1", "eu-west-2", "us-east-1", "us-west-2")
RULES = 50
ROLE = "pullguard"

_LOGIN = json.dumps({"username": "robot", "accessToken": "not-a-token"})
_LIFECYCLE = json.dumps(
    {
        "rules": [
            {
                "rulePriority": 1,
                "selection": {
                    "tagStatus": "tagged",
                    "tagPatternList": ["*"],
                    "countType": "imageCountMoreThan",
                    "countNumber": 100,
                },
                "action": {"type": "expire"},
            }
        ]
    }
)
_OLD = timedelta(days=3)


def accounts_of(count: int) -> list[str]:
    """The ids of an organization's accounts, the first of which manages it."""
    return [ACCOUNT, *(f"{200_000_000_000 + number}" for number in range(1, count))]


def seed(accounts: int) -> None:
    """Give every account the role and every region its rules: in the server's own memory, as calls would take long."""
    for account in accounts_of(accounts):
        seeding.add_account(account, ROLE)
        for region in REGIONS:
            _seed_region(Place(account, region))


def _seed_region(place: Place) -> None:
    """Rules of which each has a secret, a template, and a repository with an image."""
    registry, secrets = registry_of(place.account, place.region), secretsmanager_backends[place.account][place.region]
    now = time.time()
    for number in range(RULES):
        prefix = f"team-{number:02}"
        secret = f"ecr-pullthroughcache/{prefix}"
        secrets.create_secret(secret, _LOGIN, None, None, None, None, None, [], force_overwrite=False)
        registry.rules[prefix] = {
            "ecrRepositoryPrefix": prefix,
            "upstreamRegistryUrl": "registry-1.docker.io",
            "upstreamRegistry": "docker-hub",
            "registryId": place.account,
            "credentialArn": secrets.secrets[secret].arn,
            "createdAt": now,
            "updatedAt": now,
        }
        registry.templates[prefix] = {
            "prefix": prefix,
            "imageTagMutability": "MUTABLE",
            "encryptionConfiguration": {"encryptionType": "AES256"},
            "lifecyclePolicy": _LIFECYCLE,
            "appliedFor": ["PULL_THROUGH_CACHE"],
            "createdAt": now,
            "updatedAt": now,
        }
        _seed_repository(f"{prefix}/library/nginx", place)


def _seed_repository(name: str, place: Place) -> None:
    ecr = ecr_backends[place.account][place.region]
    repository = ecr.create_repository(name, place.account, {"encryptionType": "AES256"}, None, "MUTABLE", [])
    repository.lifecycle_policy = _LIFECYCLE
    pushed = datetime.now(UTC) - _OLD
    seeding.add_image(SeededImage(name, ("1.27",), pushed=pushed, pulled=pushed, size=50_000_000), place)


def main(accounts: str, latency: str) -> None:
    """Serve until the standard input ends."""
    with running(latency=float(latency)) as server:
        seed(int(accounts))
        at_once = min(ACCOUNTS_AT_ONCE, int(accounts)) * CALLS_AT_ONCE
        options = ["--role-name", ROLE, *(f"--region={region}" for region in REGIONS)]
        told = {"environment": server.environment(), "options": options, "at_once": at_once}
        print(json.dumps(told), flush=True)
        for _ in sys.stdin:
            print(len(server.calls), flush=True)
            server.forget_calls()


if __name__ == "__main__":
    main(*sys.argv[1:])
