"""Each attribute that is compared: changed alone it gives one drift, which names it."""

import msgspec
import pytest
from sides import (
    ACCOUNT,
    DENIED,
    LATER,
    MAKE,
    OTHER_KEY,
    OTHER_SECRET,
    PLACE,
    SECRET,
    compare,
    credential,
    drifts,
    inventory,
    live,
    registry,
    skipped,
    with_rule,
)
from written_policies import allow, lifecycle, policy

from validator.drift.fields import FIELDS
from validator.model.objects import ReplicationRule, Rotation, Scanning, ScanRule
from validator.model.upstreams import upstream_of

CHANGES = {
    "rule": {
        "upstream.host": {"upstream": upstream_of("quay.io")},
        "upstream_prefix": {"upstream_prefix": "library"},
        "credential_arn": {"credential_arn": OTHER_SECRET},
        "role_arn": {"role_arn": None, "has_role": False},
    },
    "template": {
        "description": {"description": "by hand"},
        "tags": {"tag_values": {"team": "web"}},
        "applied_for": {"applied_for": ["PULL_THROUGH_CACHE", "REPLICATION"]},
        "mutability": {"mutability": "MUTABLE"},
        "exclusions": {"exclusions": ["latest"]},
        "encryption": {"encryption": "AES256", "kms_key": None},
        "kms_key": {"kms_key": OTHER_KEY},
        "lifecycle": {"lifecycle": lifecycle(10)},
        "permissions": {"permissions": policy(allow(Action="ecr:*"))},
        "role_arn": {"role_arn": f"arn:aws:iam::{ACCOUNT}:role/other"},
    },
    "credential": {
        "arn": {"arn": SECRET[:-6] + "XyZ123"},
        "description": {"description": None},
        "kms_key": {"kms_key": None, "customer_key": False},
        "policy": {"policy": None},
        "rotation.enabled": {"rotation": None},
        "rotation.days": {"rotation": Rotation(enabled=True, days=90)},
        "deleted_at": {"deleted_at": "2026-11-20T08:00:00Z"},
    },
    "repository": {
        "mutability": {"mutability": "MUTABLE"},
        "exclusions": {"exclusions": ["latest"]},
        "encryption": {"encryption": "KMS_DSSE"},
        "kms_key": {"kms_key": OTHER_KEY},
        "lifecycle": {"lifecycle": None},
        "permissions": {"permissions": policy(allow(), allow("Extra", Principal="*"))},
        "scan_on_push": {"scan_on_push": False},
    },
    "role": {
        "trust": {"trust": policy({"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "*"}})},
        "documents": {"documents": [policy({"Effect": "Allow", "Action": "*", "Resource": "*"})]},
        "managed_policies": {"managed_policies": []},
    },
}
KEYS = {
    "rule": "docker-hub",
    "template": "docker-hub",
    "credential": "ecr-pullthroughcache/hub",
    "repository": "docker-hub/library/alpine",
    "role": "puller",
}
LABELS = {("template", "description"), ("template", "tags"), ("credential", "description")}
SETTINGS = {
    "permissions": {"permissions": policy(allow(Principal="*"))},
    "policy_scope": {"policy_scope": "V1"},
    "scanning.type": {"scanning": Scanning("BASIC", [ScanRule("SCAN_ON_PUSH", ["*"])])},
    "scanning.rules": {"scanning": Scanning("ENHANCED", [ScanRule("SCAN_ON_PUSH", ["prod*"])])},
    "replication": {"replication": [ReplicationRule(["210987654321/eu-west-3"], ["prod"])]},
    "signing": {"signing": ["*"]},
    "settings.BLOB_MOUNTING": {"settings": {"BLOB_MOUNTING": "DISABLED"}},
}
EACH = [(kind, path) for kind, changes in CHANGES.items() for path in changes]


def test_every_field_of_the_table_is_changed_here():
    compared = {kind: {field.path for field in fields} for kind, fields in FIELDS.items()}
    assert compared == {kind: set(changes) for kind, changes in CHANGES.items()}


@pytest.mark.parametrize(("kind", "path"), EACH)
def test_a_field_that_is_changed_alone_gives_one_drift_that_names_it(kind, path):
    expected = inventory(*with_rule(kind, MAKE[kind]()))
    found = compare(expected, live(*with_rule(kind, MAKE[kind](**CHANGES[kind][path]))))
    assert [(one.change, one.kind, one.key, one.attribute) for one in found.drifts] == [
        ("changed", kind, KEYS[kind], path)
    ]
    (drift,) = found.drifts
    assert drift.label == ((kind, path) in LABELS)
    assert drift.expected != drift.actual
    assert found.compared == found.equal + 1


# Terraform never expects a secret to be deleted.
@pytest.mark.parametrize(("kind", "path"), [one for one in EACH if one[1] != "deleted_at"])
def test_the_same_change_the_other_way_round_is_a_drift_too(kind, path):
    expected = inventory(*with_rule(kind, MAKE[kind](**CHANGES[kind][path])))
    assert drifts(expected, live(*with_rule(kind, MAKE[kind]()))) == [("changed", kind, KEYS[kind], path)]


@pytest.mark.parametrize("path", SETTINGS)
def test_a_setting_that_is_changed_alone_gives_one_drift_that_names_it(path):
    found = drifts(inventory(registry()), live(registry(**SETTINGS[path])))
    assert found == [("changed", "registry", PLACE, path)]


@pytest.mark.parametrize(("kind", "path"), EACH)
def test_what_is_not_known_on_either_side_is_counted_and_no_drift(kind, path):
    for unknown in (LATER, DENIED):
        fields = {
            name: msgspec.structs.replace(value, host=unknown) if name == "upstream" else unknown
            for name, value in CHANGES[kind][path].items()
            if name != "has_role"
        }
        hidden, shown = (with_rule(kind, MAKE[kind](**given)) for given in (fields, {}))
        for sides in ((inventory(*hidden), live(*shown)), (inventory(*shown), live(*hidden))):
            found = compare(*sides)
            if path == "deleted_at" and sides[1].credentials[0].deleted_at is None:
                continue
            assert found.drifts == []
            assert skipped(found)[unknown.reason] >= 1


@pytest.mark.parametrize("path", SETTINGS)
def test_a_setting_that_the_account_does_not_show_is_counted_and_no_drift(path):
    found = compare(inventory(registry()), live(registry(**dict.fromkeys(SETTINGS[path], DENIED) | _settings(path))))
    assert found.drifts == []
    assert skipped(found) == {DENIED.reason: 1}


def _settings(path):
    return {"settings": {"BLOB_MOUNTING": DENIED}} if path.startswith("settings") else {}


def test_of_a_secret_that_is_about_to_be_deleted_nothing_else_is_told():
    actual = live(credential(deleted_at="2026-11-20T08:00:00Z", rotation=None, description=None))
    assert drifts(inventory(credential()), actual) == [("changed", "credential", KEYS["credential"], "deleted_at")]
