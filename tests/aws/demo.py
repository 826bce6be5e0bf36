"""``python -m tests.aws.demo``: an account that colleagues have changed by hand, audited and compared with Terraform.

The account is on a local endpoint: the secure example as Terraform applies it, older, and changed in the console.
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
COMMANDS = (
    ("audit", "What is wrong in the account, whoever made it so:"),
    (f"drift {SECURE}", "How it differs from what Terraform says:"),
)
# Each finds something.
_FOUND = 1

_EXPIRED = "expired-token"
# Ages of half a day more: whole days are the same at whatever hour it runs.
_HALF_DAY = timedelta(hours=12)
# Repository -> how many days ago its image was pushed, and pulled.
_IMAGES = {"docker-hub/library/nginx": (3, 1), "docker-hub/library/redis": (240, 95), "quay/argoproj/argocd": (12, 2)}


@contextmanager
def account() -> Iterator[Server]:
    """The account, for as long as the block runs: but for dates it is always the same."""
    with running(expired_tokens={_EXPIRED}) as server:
        # ARNs of secrets end with random letters.
        mock_random.seed(1)
        apply(json.loads((ROOT / SECURE / "plan.json").read_text(encoding="utf-8")), server)
        grow_old(server)
        change_by_hand(server)
        yield server


def grow_old(server: Server) -> None:
    """Let images be cached and used, one token expire and another one stay for too long."""
    ecr = server.client("ecr")
    for name, (pushed, pulled) in _IMAGES.items():
        found = ecr.describe_repository_creation_templates(prefixes=[name.partition("/")[0]])
        (template,) = found["repositoryCreationTemplates"]
        ecr.create_repository(repositoryName=name)
        ecr.put_lifecycle_policy(repositoryName=name, lifecyclePolicyText=template["lifecyclePolicy"])
        ecr.set_repository_policy(repositoryName=name, policyText=template["repositoryPolicy"])
        seeding.add_image(SeededImage(name, ("latest",), _ago(pushed), _ago(pulled), 68_000_000))
    _count_pulls(server)
    login = json.dumps({"username": "robot", "accessToken": _EXPIRED})
    server.client("secretsmanager").put_secret_value(SecretId="ecr-pullthroughcache/github", SecretString=login)
    seeding.age_secret("ecr-pullthroughcache/github", 60)
    seeding.age_secret("ecr-pullthroughcache/docker-hub", 400)


def _count_pulls(server: Server) -> None:
    """1,250 pulls through Docker Hub's rule, and a rule of EventBridge that counts how often Docker Hub was asked."""
    pattern = {
        "source": ["aws.ecr"],
        "detail-type": ["ECR Pull Through Cache Action"],
        "detail": {"ecr-repository-prefix": ["docker-hub"]},
    }
    server.client("events").put_rule(Name="docker-hub-syncs", EventPattern=json.dumps(pattern))
    counts = {
        ("AWS/ECR", "RepositoryPullCount", "RepositoryName", "docker-hub/library/nginx"): 1250,
        ("AWS/Events", "MatchedEvents", "RuleName", "docker-hub-syncs"): 40,
    }
    for (namespace, metric, dimension, value), count in counts.items():
        point = {"MetricName": metric, "Dimensions": [{"Name": dimension, "Value": value}]}
        data = [{**point, "Timestamp": _ago(1), "Value": float(count), "Unit": "Count"}]
        server.client("cloudwatch").put_metric_data(Namespace=namespace, MetricData=data)


def change_by_hand(server: Server) -> None:
    """What colleagues did in the console."""
    ecr, secrets = server.client("ecr"), server.client("secretsmanager")
    # One needed a vendor's images at once.
    login = json.dumps({"username": "robot", "accessToken": "not-a-token"})
    secret = secrets.create_secret(Name="ecr-pullthroughcache/vendor", SecretString=login)["ARN"]
    ecr.create_pull_through_cache_rule(
        ecrRepositoryPrefix="vendor", upstreamRegistryUrl="registry.gitlab.com", credentialArn=secret
    )
    # One's scanner asked for immutable tags.
    ecr.update_repository_creation_template(prefix="github", imageTagMutability="IMMUTABLE")
    # One's build could not pull, and this was to be for an afternoon.
    everyone = {
        "Sid": "Temporary",
        "Effect": "Allow",
        "Principal": "*",
        "Action": "ecr:BatchImportUpstreamImage",
        "Resource": "*",
    }
    policy = json.loads(ecr.get_registry_policy()["policyText"])
    ecr.put_registry_policy(policyText=json.dumps({**policy, "Statement": [*policy["Statement"], everyone]}))
    # One saw no use in this rule. Its template and its repository stay.
    ecr.delete_pull_through_cache_rule(ecrRepositoryPrefix="quay")


def main() -> int:
    """Run the commands against the account; the exit status is 0 where each found something, as it should."""
    with account() as server:
        return 0 if [_run(command, text, server) for command, text in COMMANDS] == [_FOUND] * len(COMMANDS) else 1


def _run(command: str, text: str, server: Server) -> int:
    print(f"{text}\n\n$ pullguard {command}", flush=True)  # noqa: T201
    run = [sys.executable, "-m", "validator", *command.split()]
    ours = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    status = subprocess.run(run, cwd=ROOT, env={**ours, **server.environment()}, check=False).returncode
    print(flush=True)  # noqa: T201
    return status


def _ago(days: int) -> datetime:
    return datetime.now(UTC) - timedelta(days=days) - _HALF_DAY


if __name__ == "__main__":
    sys.exit(main())
