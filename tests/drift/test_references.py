"""What a rule refers to is compared by the name of what it refers to, where it has no ARN yet."""

from sides import (
    ACCOUNT,
    LATER,
    NOWHERE,
    OTHER_SECRET,
    SECRET,
    compare,
    credential,
    drifts,
    inventory,
    live,
    role,
    rule,
    skipped,
)

from validator.drift.references import References, role_name
from validator.model.value import Reason, Unknown

TO_SECRET = Unknown(Reason.AFTER_APPLY, refers_to=("aws_secretsmanager_secret.hub.arn",))
TO_ROLE = Unknown(Reason.AFTER_APPLY, refers_to=("aws_iam_role.puller.arn",))
DRIFT = [("changed", "rule", "docker-hub", "credential_arn")]


def test_a_reference_is_the_secret_of_its_name():
    new = credential(arn=LATER, policy=None)
    assert drifts(inventory(rule(credential_arn=TO_SECRET), new), live(rule(), credential(policy=None))) == []
    (drift,) = compare(
        inventory(rule(credential_arn=TO_SECRET), new), live(rule(credential_arn=OTHER_SECRET), credential(policy=None))
    ).drifts
    assert (drift.expected, drift.actual) == ("ecr-pullthroughcache/hub", OTHER_SECRET)


def test_a_rule_without_a_secret_differs_from_one_that_refers_to_one():
    expected = inventory(rule(credential_arn=TO_SECRET), credential(name=LATER, arn=LATER, registry=NOWHERE))
    (drift,) = compare(expected, live(rule(credential_arn=None))).drifts
    assert (drift.expected, drift.actual) == ("aws_secretsmanager_secret.hub", "none")


def test_a_secret_of_the_same_name_in_another_region_is_another_one():
    actual = SECRET.replace("eu-west-1", "us-east-1")
    expected = inventory(rule(credential_arn=TO_SECRET), credential(managed=False))
    assert drifts(expected, live(rule(credential_arn=actual))) == DRIFT


def test_a_reference_to_a_secret_without_a_known_name_is_not_compared():
    expected = inventory(rule(credential_arn=TO_SECRET), credential(name=LATER, managed=False))
    found = compare(expected, live(rule()))
    assert found.drifts == []
    assert skipped(found) == {Reason.AFTER_APPLY: 1}
    assert found.not_compared[Reason.AFTER_APPLY].samples == ["aws_ecr_pull_through_cache_rule.hub.credential_arn"]


def test_a_reference_to_what_the_input_does_not_have_is_not_compared():
    found = compare(inventory(rule(credential_arn=TO_SECRET)), live(rule()))
    assert found.drifts == []
    assert skipped(found) == {Reason.AFTER_APPLY: 1}


def test_one_of_several_is_a_drift_only_where_it_is_none_of_them():
    several = Unknown(
        Reason.LINK_HIDDEN, refers_to=("aws_secretsmanager_secret.a.arn", "aws_secretsmanager_secret.b.arn")
    )
    secrets = [
        credential("aws_secretsmanager_secret.a", name="ecr-pullthroughcache/hub", managed=False),
        credential("aws_secretsmanager_secret.b", name="ecr-pullthroughcache/b", managed=False),
    ]
    expected = inventory(rule(credential_arn=several), *secrets)
    assert skipped(compare(expected, live(rule()))) == {Reason.SEVERAL: 1}
    (drift,) = compare(expected, live(rule(credential_arn=OTHER_SECRET))).drifts
    assert drift.expected == "ecr-pullthroughcache/hub or ecr-pullthroughcache/b"


def test_a_role_is_the_one_of_its_name_whatever_its_path():
    references = References(inventory(role(arn=LATER)))
    assert references.role(TO_ROLE, f"arn:aws:iam::{ACCOUNT}:role/ecr/puller") is None
    assert references.role(TO_ROLE, f"arn:aws:iam::{ACCOUNT}:role/other") is not None
    assert references.role(TO_ROLE, "arn:aws:iam::210987654321:role/puller") is not None
    assert isinstance(references.role(TO_ROLE, LATER), Unknown)
    assert isinstance(role_name("puller"), Unknown)


def test_what_the_awscc_provider_can_not_read_back_is_told_to_be_unseen_by_terraform():
    awscc = rule("module.hub.awscc_ecr_pull_through_cache_rule.hub")
    found = compare(inventory(awscc), live(rule(credential_arn=OTHER_SECRET, upstream_prefix="x")))
    notes = {one.attribute: one.origin_of(one.attribute).note for one in found.drifts}
    assert notes == {
        "credential_arn": "terraform plan would not show this: the awscc provider can't read the attribute back",
        "upstream_prefix": "",
    }
