"""What the registry, rules, templates, repositories and images of a live region are made of, over HTTP."""

import json
from datetime import UTC, datetime

import pytest

from tests.aws.seeding import SeededImage, add_image
from tests.aws.server import ACCOUNT, REGION
from tests.sources.aws.expectations import HERE, POLICY, Moment, Something, at
from tests.sources.aws.judging import read
from tests.sources.aws.seeded import LIFECYCLE, STRANGER
from validator.model.lifecycle import parse_lifecycle
from validator.model.objects import CachedImage, Registry, Repository, Rule, Template, Validation
from validator.model.settings import ReplicationRule, Scanning, ScanRule
from validator.model.upstreams import upstream_of
from validator.model.value import Reason, Unknown

ECR = f"arn:aws:ecr:{REGION}:{ACCOUNT}"
NOT_CACHED = Unknown(Reason.ELSEWHERE, detail="only the policies of cache repositories are read")


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
        closed_by=[],
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
