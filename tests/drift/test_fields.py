"""Each attribute that is compared: changed alone it gives one drift, which names it."""

import msgspec
import pytest
from sides import (
    ACCOUNT,
    DENIED,
    KEY,
    LATER,
    OTHER_KEY,
    OTHER_SECRET,
    PLACE,
    SECRET,
    allow,
    compare,
    credential,
    drifts,
    inventory,
    lifecycle,
    live,
    policy,
    registry,
    repository,
    role,
    rule,
    skipped,
    template,
)

from validator.drift.fields import FIELDS
from validator.model.objects import ReplicationRule, Rotation, Scanning, ScanRule
from validator.model.upstreams import upstream_of
from validator.model.value import Unknown

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
MAKE = {"rule": rule, "template": template, "credential": credential, "repository": repository, "role": role}
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


def with_rule(kind, one):
    """An object with the rule that brings it to the account: a repository is read under a rule's prefix."""
    return (one,) if kind == "rule" else (one, rule())


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


@pytest.mark.parametrize(
    ("kind", "expected", "actual"),
    [
        ("rule", {"upstream_prefix": None}, {"upstream_prefix": "ROOT"}),
        ("rule", {"prefix": "docker-hub/"}, {"prefix": "docker-hub"}),
        ("rule", {"credential_arn": SECRET[:-7]}, {"credential_arn": SECRET}),
        ("template", {"mutability": None, "exclusions": None}, {"mutability": "MUTABLE", "exclusions": []}),
        ("template", {"encryption": None, "kms_key": None}, {"encryption": "AES256", "kms_key": None}),
        ("template", {"tags": None, "tag_values": None}, {"tags": [], "tag_values": {}}),
        ("template", {"exclusions": ["a", "b"]}, {"exclusions": ["b", "a"]}),
        ("template", {"lifecycle": lifecycle(3, 9)}, {"lifecycle": lifecycle(3, 9)}),
        ("template", {"tag_values": None}, {}),
        ("credential", {"kms_key": "alias/aws/secretsmanager"}, {"kms_key": None}),
        ("credential", {"kms_key": KEY.rpartition("/")[2]}, {"kms_key": KEY}),
        ("credential", {"rotation": None}, {"rotation": Rotation(enabled=False, days=30)}),
        ("repository", {"encryption": "AES256", "kms_key": None}, {"encryption": None, "kms_key": None}),
    ],
)
def test_two_ways_to_say_the_same_are_no_drift(kind, expected, actual):
    found = compare(inventory(*with_rule(kind, MAKE[kind](**expected))), live(*with_rule(kind, MAKE[kind](**actual))))
    assert found.drifts == []
    assert skipped(found) == {}


@pytest.mark.parametrize(
    ("kind", "expected", "actual"),
    [
        ("credential", {"kms_key": "alias/hub"}, {"kms_key": KEY}),
        ("template", {"encryption": LATER, "kms_key": KEY}, {"kms_key": OTHER_KEY}),
        ("template", {"tag_values": {"team": LATER}}, {}),
        ("credential", {"rotation": Rotation(enabled=True)}, {"rotation": Rotation(enabled=True, days=30)}),
        ("repository", {"kms_key": None}, {"kms_key": KEY}),
        ("role", {"complete": LATER, "documents": [], "managed_policies": []}, {}),
    ],
)
def test_what_can_mean_the_same_is_not_compared(kind, expected, actual):
    found = compare(inventory(*with_rule(kind, MAKE[kind](**expected))), live(*with_rule(kind, MAKE[kind](**actual))))
    assert found.drifts == []
    assert sum(skipped(found).values()) >= 1
    assert not any(isinstance(reason, Unknown) for reason in found.not_compared)


def test_of_a_secret_that_is_about_to_be_deleted_nothing_else_is_told():
    actual = live(credential(deleted_at="2026-11-20T08:00:00Z", rotation=None, description=None))
    assert drifts(inventory(credential()), actual) == [("changed", "credential", KEYS["credential"], "deleted_at")]


def test_of_tags_only_those_that_differ_are_shown():
    expected = inventory(template(tag_values={"team": "platform", "cost": "1", "same": "x"}))
    (drift,) = compare(expected, live(template(tag_values={"team": "web", "by": "hand", "same": "x"}))).drifts
    assert drift.expected == "no by, cost=1, team=platform"
    assert drift.actual == "by=hand, no cost, team=web"


def test_a_tag_that_only_one_side_has_is_a_drift_whatever_its_value():
    expected = inventory(template(tag_values={"team": "platform", "cost": LATER}))
    (drift,) = compare(expected, live(template())).drifts
    assert (drift.expected, drift.actual) == ("cost=something unknown", "no cost")


def test_tags_without_values_are_compared_by_their_keys():
    expected = inventory(template(tags=["team"], tag_values=None))
    assert drifts(expected, live(template(tags=["web"], tag_values=None))) == [
        ("changed", "template", "docker-hub", "tags")
    ]
