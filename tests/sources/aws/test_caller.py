"""Calls: counted, bounded, tried again, and where they fail a gap."""

import threading

import boto3
import pytest

from tests.aws.server import ACCOUNT, REGION
from validator.model.inventory import Gap
from validator.model.value import Reason, Unknown
from validator.sources.aws.caller import Caller
from validator.sources.aws.line import line_to
from validator.sources.aws.watch import Watch

RULES = ("ecr", "describe_pull_through_cache_rules")


@pytest.fixture
def patient(server, monkeypatch):
    """Calls that are tried again as long as users' are."""
    monkeypatch.delenv("AWS_MAX_ATTEMPTS")
    with line_to(boto3.Session(), ACCOUNT, Watch()) as line:
        yield Caller(line, REGION)


def test_a_call_that_is_throttled_is_tried_again_and_counted_once(patient, server):
    server.throttle("ecr:DescribePullThroughCacheRules", times=2)

    assert patient.listed(*RULES) == ([], None)

    assert (patient.calls["ecr:DescribePullThroughCacheRules"], patient.gaps()) == (1, [])
    assert [call.action for call in server.calls] == ["ecr:DescribePullThroughCacheRules"] * 3


def test_a_call_that_stays_throttled_is_a_gap(caller, server):
    server.throttle("ecr:DescribePullThroughCacheRules")

    found = caller.listed(*RULES)

    reason = Unknown(Reason.FAILED, detail="ecr:DescribePullThroughCacheRules was throttled")
    assert found == ([], reason)
    assert caller.gaps() == [
        Gap(
            f"ecr:DescribePullThroughCacheRules in {ACCOUNT}/{REGION}",
            f"{reason.reason} ({reason.detail}), so the rules can't be judged",
            "run it again, with more attempts (AWS_MAX_ATTEMPTS) or when less is going on",
        )
    ]


def test_the_gaps_of_one_action_are_one(caller, server):
    server.deny("ecr:GetLifecyclePolicy")

    caller.each(lambda name: caller.call("ecr", "get_lifecycle_policy", repositoryName=name), ["hub/a", "hub/b"])

    assert [gap.place for gap in caller.gaps()] == [f"ecr:GetLifecyclePolicy in {ACCOUNT}/{REGION}"]
    assert caller.calls["ecr:GetLifecyclePolicy"] == 2


def test_what_is_absent_is_none_and_no_gap(caller):
    absent = ("RegistryPolicyNotFoundException",)

    assert caller.call("ecr", "get_registry_policy", absent) is None
    assert caller.gaps() == []


def test_pages_are_calls_of_their_own(caller, server):
    client = server.client("ecr")
    for prefix in ("a1", "b1", "c1"):
        client.create_pull_through_cache_rule(ecrRepositoryPrefix=prefix, upstreamRegistryUrl="quay.io")
    server.settings.page_size = 1

    found = caller.listed(*RULES)

    assert [one["ecrRepositoryPrefix"] for one in found.items] == ["a1", "b1", "c1"]
    assert caller.calls["ecr:DescribePullThroughCacheRules"] == 3


def test_no_more_calls_are_under_way_than_there_are_slots(server):
    server.settings.latency = 0.05
    under_way, most = 0, 0
    guard = threading.Lock()

    class Slots(threading.Semaphore):
        def __enter__(self):
            nonlocal under_way, most
            super().__enter__()
            with guard:
                under_way += 1
                most = max(most, under_way)

        def __exit__(self, *ending):
            nonlocal under_way
            with guard:
                under_way -= 1
            super().__exit__(*ending)

    with line_to(boto3.Session(), ACCOUNT, Watch()) as line:
        caller = Caller(line._replace(slots=Slots(3)), REGION)
        caller.each(lambda _: caller.listed(*RULES), range(12))

    assert most == 3


def test_every_call_is_told_to_who_watches(server):
    told = []
    with line_to(boto3.Session(), ACCOUNT, Watch(on_call=lambda: told.append(1))) as line:
        caller = Caller(line, REGION)
        caller.listed(*RULES)
        caller.call("ecr", "describe_registry")

    assert len(told) == 2


def test_a_call_that_is_not_in_the_table_can_not_be_made(caller, server):
    with pytest.raises(KeyError):
        caller.call("ecr", "delete_repository", repositoryName="hub/a")

    assert server.calls == []
