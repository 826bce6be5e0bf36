"""What the secrets of a live region are made of, over HTTP."""

import json
from datetime import datetime, timedelta

import msgspec
import pytest

from tests.aws.seeding import age_secret
from tests.aws.server import ACCOUNT, REGION
from tests.sources.aws.expectations import HERE, POLICY, Moment, at
from tests.sources.aws.judging import read
from validator.model.objects import Credential, Rotation, Rule
from validator.model.origin import Origin
from validator.model.upstreams import upstream_of
from validator.model.value import Reason, Unknown
from validator.sources.aws.secrets import read_credentials

UNTOLD = Unknown(Reason.ELSEWHERE, detail="an account does not tell how long a deleted secret can be restored")


@pytest.fixture(scope="module")
def whole(seeded):
    """All that there is in the seeded region."""
    return read(seeded.line, REGION).inventory


def test_secrets(whole, seeded):
    found = whole.credentials
    assert [one.name.rpartition("/")[2] for one in found] == ["azure", "empty", "gitlab", "hub", "unused"]
    azure, empty, gitlab, hub, unused = found
    assert hub == at(
        Credential,
        seeded.secrets["hub"],
        arn=seeded.secrets["hub"],
        name="ecr-pullthroughcache/hub",
        description="for hub",
        named_for_ecr=True,
        customer_key=False,
        policy=POLICY,
        rotation=Rotation(enabled=True, days=365, due=Moment()),
        recovery_days=UNTOLD,
        value_set_at=Moment(),
        accessed_at=hub.accessed_at,
    )
    assert (gitlab.deleted_at, unused.deleted_at, unused.rotation, unused.policy) == (Moment(), None, None, None)
    assert (empty.value_set_at, unused.value_set_at) == (None, Moment())
    assert azure == at(
        Credential,
        seeded.secrets["azure"],
        managed=False,
        arn=seeded.secrets["azure"],
        name="ecr-pullthroughcache/azure",
        named_for_ecr=True,
    )


def test_a_secret_with_a_key_of_the_customer_and_a_rotation_by_the_clock(server, line):
    client = server.client("secretsmanager")
    key = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/11111111-2222-3333-4444-555555555555"
    client.create_secret(Name="ecr-pullthroughcache/a", KmsKeyId=key)
    client.create_secret(Name="ecr-pullthroughcache/b", KmsKeyId="alias/aws/secretsmanager")
    for name, schedule in (("a", "cron(0 8 1 * ? *)"), ("b", "rate(10 days)")):
        client.rotate_secret(
            SecretId=f"ecr-pullthroughcache/{name}",
            RotationLambdaARN="arn:aws:lambda:x",
            RotationRules={"ScheduleExpression": schedule},
        )
    client.cancel_rotate_secret(SecretId="ecr-pullthroughcache/b")
    one, other = read(line, REGION).inventory.credentials
    assert (one.kms_key, one.customer_key, other.kms_key, other.customer_key) == (key, True, None, False)
    assert (one.rotation.enabled, one.rotation.days) == (True, None)
    assert (other.rotation.enabled, other.rotation.days) == (False, 10)


def test_the_age_of_a_value_is_that_of_the_current_version_whatever_page_it_is_on(server, line):
    client = server.client("secretsmanager")
    client.create_secret(Name="ecr-pullthroughcache/a", SecretString="CANARY-1")
    age_secret("ecr-pullthroughcache/a", 90)
    client.put_secret_value(SecretId="ecr-pullthroughcache/a", SecretString="CANARY-2")
    server.settings.page_size = 1
    reading = read(line, REGION)
    [found] = reading.inventory.credentials
    age = datetime.fromisoformat(reading.inventory.registries[0].read_at) - datetime.fromisoformat(found.value_set_at)
    assert (abs(age) < timedelta(days=1), reading.calls["secretsmanager:ListSecretVersionIds"]) == (True, 2)


def test_a_secret_elsewhere_is_not_looked_up(server, caller):
    secrets = server.client("secretsmanager", "us-east-1")
    value = json.dumps({"username": "CANARY-1", "accessToken": "CANARY-1"})
    arn = secrets.create_secret(Name="ecr-pullthroughcache/hub", SecretString=value)["ARN"]
    rule = Rule(address="r", registry=HERE, origin=Origin("r"), prefix="hub", upstream=upstream_of("ghcr.io"))
    assert arn.startswith("arn:aws:secretsmanager:us-east-1:")
    server.forget_calls()
    assert read_credentials(caller, [], [msgspec.structs.replace(rule, credential_arn=arn)]) == []
    assert server.calls == []
