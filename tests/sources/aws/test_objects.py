"""What each object of a live region is made of, over HTTP."""

import json
import re
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from tests.aws.seeding import SeededImage, add_image, age_secret
from tests.aws.server import ACCOUNT, REGION
from tests.sources.aws.judging import read
from tests.sources.aws.seeded import LIFECYCLE, STRANGER
from validator.model.base import RegistryRef
from validator.model.lifecycle import parse_lifecycle
from validator.model.objects import CachedImage, Credential, Registry, Repository, Rotation, Rule, Template, Validation
from validator.model.origin import Origin
from validator.model.permissions.document import PolicyDocument
from validator.model.settings import ReplicationRule, Scanning, ScanRule
from validator.model.upstreams import upstream_of
from validator.model.value import Reason, Unknown
from validator.sources.aws.secrets import read_credentials

HERE = RegistryRef(f"{ACCOUNT}/{REGION}", ACCOUNT, REGION)
ECR = f"arn:aws:ecr:{REGION}:{ACCOUNT}"
SECRET = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:ecr-pullthroughcache"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
NOT_CACHED = Unknown(Reason.ELSEWHERE, detail="only the policies of cache repositories are read")
UNTOLD = Unknown(Reason.ELSEWHERE, detail="an account does not tell how long a deleted secret can be restored")


class Moment:
    """Equals every time in RFC 3339 and UTC."""

    def __eq__(self, other):
        return isinstance(other, str) and MOMENT.fullmatch(other) is not None

    __hash__ = None


class Something:
    """Equals everything that is known and there."""

    def __init__(self, kind):
        self.kind = kind

    def __eq__(self, other):
        return isinstance(other, self.kind)

    __hash__ = None


POLICY = Something(PolicyDocument)


def at(kind, address, **fields):
    return kind(address=address, registry=HERE, origin=Origin(address), **fields)


def named(objects, **fields):
    [found] = [one for one in objects if all(getattr(one, name) == value for name, value in fields.items())]
    return found


@pytest.fixture(scope="module")
def whole(seeded):
    """All that there is in the seeded region."""
    return read(seeded.line, REGION).inventory


def test_a_registry(whole):
    assert whole.registries == [
        at(
            Registry,
            f"registry {HERE.key}",
            key=HERE.key,
            account=ACCOUNT,
            region=REGION,
            permissions=POLICY,
            policy_scope="V1",
            scanning=Scanning("BASIC", [ScanRule("SCAN_ON_PUSH", ["team/*"])]),
            replication=[ReplicationRule([f"{ACCOUNT}/us-east-1"], [])],
            signing=["hub/*"],
            settings={"BASIC_SCAN_TYPE_VERSION": "AWS_NATIVE", "BLOB_MOUNTING": "DISABLED"},
            read_at=Moment(),
        )
    ]


def test_a_registry_on_which_nothing_is_set(server, line):
    [found] = read(line, REGION).inventory.registries
    assert (found.permissions, found.signing, found.replication) == (None, None, [])
    assert found.scanning == Scanning("BASIC", [])


def test_a_rule_with_a_secret(whole, seeded):
    assert named(whole.rules, prefix="hub") == at(
        Rule,
        f"{ECR}:pull-through-cache-rule/hub",
        prefix="hub",
        upstream=upstream_of("registry-1.docker.io"),
        upstream_prefix="library",
        credential_arn=seeded.secrets["hub"],
        validation=Validation(valid=True),
        scanned="MANUAL",
        signed=True,
        replicated=True,
        created_at=Moment(),
        pulled_at=Moment(),
    )


def test_a_rule_with_a_role(whole):
    found = named(whole.rules, prefix="peer")
    assert (found.role_arn, found.has_role) == (f"arn:aws:iam::{ACCOUNT}:role/cache", True)
    assert (found.role_is_own, found.upstream.account) == (True, STRANGER)
    assert (found.validation, found.pulled_at) == (Validation(valid=True), None)


def test_a_rule_that_can_not_log_in_has_the_words_of_ecr(whole):
    found = named(whole.rules, prefix="hub/lab")
    assert (found.validation.valid, bool(found.validation.failure)) == (False, True)


def test_a_rule_that_needs_no_login_and_ends_in_a_slash(whole):
    found = named(whole.rules, prefix="quay")
    assert (found.address, found.validation) == (f"{ECR}:pull-through-cache-rule/quay/", None)


def test_a_root_upstream_prefix_narrows_nothing(server, line):
    server.client("ecr").create_pull_through_cache_rule(
        ecrRepositoryPrefix="k8s", upstreamRegistryUrl="registry.k8s.io", upstreamRepositoryPrefix="ROOT"
    )
    [found] = read(line, REGION).inventory.rules
    assert found.upstream_prefix is None


def test_under_root_lies_what_no_other_rule_claims(server, line):
    client = server.client("ecr")
    for prefix, host in (("ROOT", "quay.io"), ("k8s", "registry.k8s.io")):
        client.create_pull_through_cache_rule(ecrRepositoryPrefix=prefix, upstreamRegistryUrl=host)
    client.create_repository(repositoryName="k8s/pause")
    add_image(SeededImage("k8s/pause", ("3",), pulled=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)))
    rules = {one.prefix: one.pulled_at for one in read(line, REGION).inventory.rules}
    assert rules == {"ROOT": None, "k8s": "2026-01-02T03:04:05Z"}


def test_templates(whole):
    gone, hub = whole.templates
    assert hub == at(
        Template,
        f"{ECR}:repository-creation-template/hub",
        prefix="hub",
        description="Docker Hub",
        applied_for=["PULL_THROUGH_CACHE", "REPLICATION"],
        mutability="IMMUTABLE",
        lifecycle=parse_lifecycle(json.dumps(LIFECYCLE)),
        permissions=POLICY,
        tags=["team"],
        tag_values={"team": "platform"},
        role_arn=f"arn:aws:iam::{ACCOUNT}:role/cache",
        has_role=True,
    )
    assert gone == at(
        Template, f"{ECR}:repository-creation-template/gone", prefix="gone", applied_for=["PULL_THROUGH_CACHE"]
    )


def test_repositories(whole):
    found = whole.repositories
    assert [one.name for one in found] == ["gone/app", "hub/nginx", "quay/app", "team/app"]
    assert found[1] == at(
        Repository,
        f"{ECR}:repository/hub/nginx",
        name="hub/nginx",
        arn=f"{ECR}:repository/hub/nginx",
        lifecycle=parse_lifecycle(json.dumps(LIFECYCLE)),
        permissions=POLICY,
        created_at=Moment(),
    )
    assert [(one.permissions, one.lifecycle) for one in found] == [
        (None, None),
        (POLICY, Something(object)),
        (None, None),
        (NOT_CACHED, NOT_CACHED),
    ]


def test_images_of_the_cache_alone(whole):
    untagged, tagged = sorted(whole.images, key=lambda one: len(one.tags))
    address = f"{ECR}:repository/hub/nginx@{tagged.digest}"
    assert tagged == at(
        CachedImage,
        address,
        repository="hub/nginx",
        digest=SeededImage("hub/nginx", ("1.27", "1")).digest,
        tags=["1", "1.27"],
        pushed_at=Moment(),
        pulled_at=Moment(),
        size=700,
    )
    assert (untagged.repository, untagged.tags, untagged.pulled_at, untagged.size) == ("hub/nginx", [], None, 300)


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
