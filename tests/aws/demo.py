"""``python -m tests.aws.demo``: an account that colleagues have changed by hand, audited and compared with Terraform.

The account is on a local endpoint: the secure example as Terraform applies it, grown older, and changed in the console.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from moto.moto_api._internal import mock_random

from tests.aws import seeding
from tests.aws.applying import apply
from tests.aws.seeding import SeededImage
from tests.aws.server import Server, running

ROOT = Path(__file__).parents[2]
SECURE = "examples/terraform/secure"
# What is shown, and the exit status that is expected: both find something.
COMMANDS = (("audit",), ("drift", SECURE))
_FOUND = 1

_EXPIRED = "expired-token"
# Half a day, so that a number of days is the same whenever the demo runs.
_HALF_DAY = timedelta(hours=12)


@contextmanager
def account() -> Iterator[Server]:
    """The account, for as long as the block runs. Nothing about it is left to chance."""
    with running(expired_tokens={_EXPIRED}) as server:
        # ARNs of secrets end at random.
        mock_random.seed(1)
        apply(json.loads((ROOT / SECURE / "plan.json").read_text(encoding="utf-8")), server)
        grow_old(server)
        change_by_hand(server)
        yield server


def grow_old(server: Server) -> None:
    """Let images be pulled, a token expire and another one grow old."""
    ecr, secrets = server.client("ecr"), server.client("secretsmanager")
    for name, pushed, pulled in (
        ("docker-hub/library/nginx", 3, 1),
        ("docker-hub/library/redis", 240, 95),
        ("quay/argoproj/argocd", 12, 2),
    ):
        ecr.create_repository(repositoryName=name, imageScanningConfiguration={"scanOnPush": False})
        template = ecr.describe_repository_creation_templates(prefixes=[name.split("/")[0]])
        policy = template["repositoryCreationTemplates"][0]
        ecr.put_lifecycle_policy(repositoryName=name, lifecyclePolicyText=policy["lifecyclePolicy"])
        ecr.set_repository_policy(repositoryName=name, policyText=policy["repositoryPolicy"])
        seeding.add_image(SeededImage(name, ("latest",), _ago(pushed), _ago(pulled), 68_000_000))
    login = json.dumps({"username": "robot", "accessToken": _EXPIRED})
    secrets.put_secret_value(SecretId="ecr-pullthroughcache/github", SecretString=login)
    seeding.age_secret("ecr-pullthroughcache/docker-hub", 400)


def change_by_hand(server: Server) -> None:
    """What colleagues did in the console."""
    ecr = server.client("ecr")
    # One wanted images of a vendor, quickly.
    ecr.create_pull_through_cache_rule(
        ecrRepositoryPrefix="vendor",
        upstreamRegistryUrl="registry.gitlab.com",
        credentialArn=server.client("secretsmanager").describe_secret(SecretId="ecr-pullthroughcache/github")["ARN"],
    )
    # A scanner told another one that tags have to be immutable.
    ecr.update_repository_creation_template(prefix="quay", imageTagMutability="IMMUTABLE")
    # A third one had a build that could not pull.
    policy = json.loads(ecr.get_registry_policy()["policyText"])
    everyone = {
        "Sid": "Temporary",
        "Effect": "Allow",
        "Principal": "*",
        "Action": "ecr:BatchImportUpstreamImage",
        "Resource": "*",
    }
    ecr.put_registry_policy(policyText=json.dumps({**policy, "Statement": [*policy["Statement"], everyone]}))
    # And nobody missed this one yet.
    ecr.delete_pull_through_cache_rule(ecrRepositoryPrefix="kubernetes")


def _ago(days: int) -> datetime:
    return datetime.now(UTC) - timedelta(days=days) - _HALF_DAY


def main() -> int:
    """Run the commands against the account; the exit status is 0 where each found something, as it should."""
    with account() as server:
        statuses = [_run(arguments, server) for arguments in COMMANDS]
    return 0 if statuses == [_FOUND] * len(COMMANDS) else 1


def _run(arguments: tuple[str, ...], server: Server) -> int:
    print(f"$ pullguard {' '.join(arguments)}", flush=True)  # noqa: T201
    environment = {**os.environ, **server.environment()}
    return subprocess.run(
        [sys.executable, "-m", "validator", *arguments], cwd=ROOT, env=environment, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
