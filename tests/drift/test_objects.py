"""Objects that the account lacks, and which side's registry objects belong to."""

from sides import (
    ACCOUNT,
    DENIED,
    LATER,
    LIVE_RULE,
    NOWHERE,
    PLACE,
    REF,
    SECRET,
    bare,
    compare,
    credential,
    drifts,
    inventory,
    live,
    registry,
    repository,
    role,
    rule,
    skipped,
    template,
    unset,
)

from validator.drift.comparison import SAMPLES, UNREAD
from validator.drift.entry import Input
from validator.drift.expected import Expected
from validator.model.inventory import Unlisted
from validator.model.objects import RegistryRef
from validator.model.roles import missing as missing_role
from validator.model.value import Reason, Unknown

ROOT = f"arn:aws:iam::{ACCOUNT}:root"
ELSEWHERE = Reason.ELSEWHERE.value


def test_what_the_account_lacks_is_missing_where_terraform_has_it():
    found = compare(inventory(rule(), template(), credential(), registry()), live())
    assert [(one.change, one.address, one.key, one.attribute, one.expected, one.actual) for one in found.drifts] == [
        ("missing", "aws_ecr_pull_through_cache_rule.hub", "docker-hub", None, "a rule for registry-1.docker.io", None),
        (
            "missing",
            "aws_ecr_repository_creation_template.hub",
            "docker-hub",
            None,
            "a template for PULL_THROUGH_CACHE",
            None,
        ),
        ("missing", "aws_secretsmanager_secret.hub", "ecr-pullthroughcache/hub", None, "a secret", None),
        (
            "missing",
            f"registry {PLACE}",
            PLACE,
            "permissions",
            f"statement Import allows ecr:BatchImportUpstreamImage, ecr:CreateRepository to {ROOT} on *",
            None,
        ),
        ("changed", f"registry {PLACE}", PLACE, "policy_scope", "V2", "V1"),
        ("missing", f"registry {PLACE}", PLACE, "replication", "prod to 210987654321/us-east-1", None),
        ("changed", f"registry {PLACE}", PLACE, "scanning.type", "ENHANCED: SCAN_ON_PUSH of *", "BASIC: no rule"),
        ("changed", f"registry {PLACE}", PLACE, "settings.BLOB_MOUNTING", "ENABLED", "DISABLED"),
        ("missing", f"registry {PLACE}", PLACE, "signing", "prod/*", None),
    ]
    assert {one.registry for one in found.drifts} == {REF}


def test_a_registry_that_no_input_speaks_of_is_left_alone():
    other = RegistryRef("123456789012/us-east-1", ACCOUNT, "us-east-1")
    actual = live(rule(), rule("by hand", other, prefix="quay"), bare(), registry(other))
    found = compare(inventory(rule()), actual)
    assert found.drifts == []
    assert found.untouched == [other.key]
    assert compare(inventory(repository()), live(rule())).untouched == [PLACE]
    assert compare(inventory(registry()), live(rule(), registry())).untouched == []


def test_a_list_that_is_not_whole_calls_nothing_missing_but_what_is_there_unmanaged():
    actual = live(rule(LIVE_RULE, prefix="quay"), unlisted=[Unlisted("rule", PLACE, DENIED)])
    found = compare(inventory(rule()), actual)
    assert [(one.change, one.key) for one in found.drifts] == [("unmanaged", "quay")]
    assert skipped(found) == {DENIED.reason: 1}
    assert found.not_compared[DENIED.reason].samples == ["rule aws_ecr_pull_through_cache_rule.hub"]


def test_a_secret_without_the_name_of_ecr_is_not_called_missing_since_none_was_looked_for():
    found = compare(inventory(credential(name="hub", named_for_ecr=False), rule()), live(rule()))
    assert found.drifts == []
    assert skipped(found) == {ELSEWHERE: 1}


def test_a_secret_whose_name_is_not_known_is_found_by_its_arn():
    expected = credential(name=LATER, kms_key=None)
    assert drifts(inventory(expected), live(credential())) == [
        ("changed", "credential", "ecr-pullthroughcache/hub", "kms_key")
    ]
    found = compare(inventory(credential(name=LATER, arn=LATER)), live(credential()))
    assert found.drifts == []
    assert skipped(found) == {LATER.reason: 2}


def test_a_repository_is_missing_only_where_a_rule_would_have_shown_it():
    assert drifts(inventory(repository(), rule()), live(rule())) == [
        ("missing", "repository", "docker-hub/library/alpine", None)
    ]
    expected = inventory(repository(), rule(), template())
    assert skipped(compare(expected, live(template()))) == {ELSEWHERE: 1}
    denied = live(rule(), unlisted=[Unlisted("repository", PLACE, DENIED)])
    assert skipped(compare(inventory(repository(), rule()), denied)) == {DENIED.reason: 1}
    of_others = inventory(repository(name="app"), rule())
    assert skipped(compare(of_others, live(rule()))) == {}


def test_a_role_is_compared_where_it_was_read_and_is_never_missing():
    found = compare(inventory(role(), rule()), live(rule()))
    assert found.drifts == []
    assert skipped(found) == {ELSEWHERE: 1}
    in_other_region = RegistryRef(f"{ACCOUNT}/us-east-1", ACCOUNT, "us-east-1")
    actual = live(rule(), role("arn", in_other_region, managed_policies=[]))
    assert drifts(inventory(role(), rule()), actual) == [("changed", "role", "puller", "managed_policies")]


def test_a_role_that_the_account_names_and_does_not_have_is_missing():
    gone = missing_role(f"arn:aws:iam::{ACCOUNT}:role/puller", REF)
    assert drifts(inventory(role(), rule()), live(rule(), gone)) == [("missing", "role", "puller", None)]
    unread = role(managed=False, trust=DENIED, documents=DENIED, managed_policies=DENIED)
    assert drifts(inventory(role(), rule()), live(rule(), unread)) == []
    of_other_path = missing_role(f"arn:aws:iam::{ACCOUNT}:role/ecr/puller", REF)
    assert drifts(inventory(role(), rule()), live(rule(), of_other_path)) == []


def test_an_account_or_region_that_an_input_does_not_tell_is_the_only_one_that_is_read():
    expected = inventory(rule(registry=NOWHERE), unset(NOWHERE))
    assert drifts(expected, live()) == [("missing", "rule", "docker-hub", None)]
    of_region = RegistryRef("aws@eu-west-1", Unknown(Reason.ACCOUNT), "eu-west-1")
    regions = [bare(), bare(RegistryRef(f"{ACCOUNT}/us-east-1", ACCOUNT, "us-east-1"))]
    assert drifts(inventory(rule(registry=of_region), unset(of_region)), live(*regions)) == [
        ("missing", "rule", "docker-hub", None)
    ]


def test_with_several_accounts_what_has_none_is_not_compared():
    accounts = [bare(), bare(RegistryRef("210987654321/eu-west-1", "210987654321", "eu-west-1"))]
    found = compare(inventory(rule(registry=NOWHERE), unset(NOWHERE)), live(*accounts))
    assert found.drifts == []
    assert skipped(found) == {Reason.ACCOUNT: 1}


def test_registries_are_compared_one_after_another_and_what_was_not_read_is_counted():
    there = RegistryRef(f"{ACCOUNT}/us-east-1", ACCOUNT, "us-east-1")
    unread = RegistryRef(f"{ACCOUNT}/ap-south-1", ACCOUNT, "ap-south-1")
    ours = inventory(rule(), rule("there", there), rule("unread", unread), unset(), unset(there), unset(unread))
    other_root = inventory(template(), unset())
    expected = Expected([Input(ours), Input(other_root)], account=ACCOUNT)
    whole = expected.against(live(template(mutability="MUTABLE", exclusions=["latest", "dev*"])))
    assert [[one.address for one in found] for found in whole.by_input] == [
        ["aws_ecr_pull_through_cache_rule.hub"],
        ["aws_ecr_repository_creation_template.hub"],
    ]
    whole.add(expected.against(live(bare(there))))
    whole.add(expected.rest())
    assert [one.address for one in whole.by_input[0]] == ["aws_ecr_pull_through_cache_rule.hub", "there"]
    assert skipped(whole) == {UNREAD: 1}
    assert whole.not_compared[UNREAD].samples == ["rule unread"]
    assert whole.compared == len(FIELDS_OF_TEMPLATE)


FIELDS_OF_TEMPLATE = (
    "description tags applied_for mutability exclusions encryption kms_key lifecycle permissions role_arn".split()
)


def test_of_two_inputs_one_may_have_what_the_other_does_not():
    ours, theirs = inventory(rule(), unset()), inventory(registry())
    found = Expected([Input(ours), Input(theirs)]).against(live(rule(), registry()))
    assert found.drifts == []


def test_no_more_than_some_samples_are_kept():
    found = compare(inventory(*[rule(f"rule.{n:02}", prefix=f"p{n}") for n in range(9)]), live(
        unlisted=[Unlisted("rule", PLACE, DENIED)]
    ))  # fmt: skip
    assert found.not_compared[DENIED.reason].count == 9
    assert found.not_compared[DENIED.reason].samples == [f"rule rule.{n:02}" for n in range(SAMPLES)]


def test_a_rule_whose_secret_was_made_anew_points_to_another_one():
    again = SECRET[:-6] + "XyZ123"
    assert drifts(inventory(rule()), live(rule(credential_arn=again))) == [
        ("changed", "rule", "docker-hub", "credential_arn")
    ]
