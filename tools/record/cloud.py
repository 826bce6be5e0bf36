"""The cloud that fixtures are planned against: a moto server on this machine, always in the same state."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import boto3
from moto.moto_api._internal import mock_random
from moto.moto_api._internal.models import moto_api_backend
from moto.secretsmanager.models import FakeSecret, secretsmanager_backends
from moto.server import ThreadedMotoServer

ACCOUNT = "123456789012"
REGION = "eu-west-1"
# Name -> token of the secrets that exist. New ones go to the end: their order decides the random part of their ARNs.
SECRETS = {
    "ecr-pullthroughcache/existing": "not-a-token",
    "ecr-pullthroughcache/docker-hub": "not-a-token",
    "upstream/misnamed": "not-a-token",
    "ecr-pullthroughcache/drifted": "CANARY-5f1d-cloud",
}
# Unix time of the day that every seeded object was made on: 2026-01-01.
SEEDED_AT = 1_767_225_600
_KEYS = {"aws_access_key_id": "AKIAIOSFODNN7EXAMPLE", "aws_secret_access_key": "not-a-key"}


@dataclass(frozen=True)
class Cloud:
    """A running server; ``reset`` brings it back to its seeded state."""

    url: str

    def environment(self) -> dict[str, str]:
        """What makes the AWS provider talk to the server; fixtures need no flags of their own for it."""
        return {
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": _KEYS["aws_access_key_id"],
            "AWS_SECRET_ACCESS_KEY": _KEYS["aws_secret_access_key"],
            "AWS_REGION": REGION,
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def reset(self) -> None:
        """Forget everything, then make the secrets that data sources find."""
        moto_api_backend.reset()
        # The six characters behind a secret's name in its ARN are random: the seed makes them the same each time.
        mock_random.seed(1)
        client = boto3.client("secretsmanager", region_name=REGION, endpoint_url=self.url, **_KEYS)
        for number, (name, token) in enumerate(SECRETS.items(), 1):
            client.create_secret(
                Name=name,
                SecretString=json.dumps({"username": "robot", "accessToken": token}),
                # Becomes the id of the version.
                ClientRequestToken=f"00000000-0000-4000-8000-{number:012}",
            )
        for secret in secretsmanager_backends[ACCOUNT][REGION].secrets.values():
            if isinstance(secret, FakeSecret):
                secret.created_date = secret.last_changed_date = SEEDED_AT
                for version in secret.versions.values():
                    version["createdate"] = SEEDED_AT


@contextmanager
def running() -> Iterator[Cloud]:
    """A server for as long as the block runs, on a free port."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        cloud = Cloud(f"http://{host}:{port}")
        cloud.reset()
        yield cloud
    finally:
        server.stop()
