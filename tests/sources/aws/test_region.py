"""A whole region, over HTTP."""

from collections import Counter

import msgspec

from tests.aws.server import ACCOUNT, REGION
from tests.sources.aws.judging import ACTIONS, BEFORE, Judged, read
from tests.sources.aws.seeded import CANARY, seed
from validator.findings.finding import Outcome
from validator.model.dump import dump
from validator.sources.aws.iam_policy import policy_document

FAILED = """
    PTC101 PTC106 PTC110 PTC114 PTC208 PTC209 PTC210 PTC211 PTC212 PTC213 PTC214 PTC301 PTC304 PTC305
    PTC306 PTC307 PTC308 PTC310 PTC312 PTC316 PTC401 PTC402 PTC403 PTC404 PTC407 PTC501 PTC502 PTC503
    PTC504 PTC505 PTC601 PTC602 PTC703 PTC704
"""


def test_every_call_is_made_and_none_twice(server, line):
    seed(server)
    reading = read(line, REGION)
    assert server.actions == set(ACTIONS)
    assert [key for key, times in Counter(call.key for call in server.calls).items() if times > 1] == []
    assert reading.calls == Counter(call.action for call in server.calls)
    assert (reading.registry, reading.inventory.gaps, reading.inventory.unlisted) == (f"{ACCOUNT}/{REGION}", [], [])


def test_the_policy_allows_what_is_called_and_nothing_else():
    allowed = [action for statement in policy_document()["Statement"] for action in statement["Action"]]
    assert sorted(allowed) == sorted({*ACTIONS, *BEFORE})


def test_no_value_of_a_secret_is_asked_for_or_kept(server, line):
    seed(server)
    reading = read(line, REGION)
    assert not any(call.operation.endswith("GetSecretValue") for call in server.calls)
    kept = msgspec.json.encode([dump([("live", reading.inventory)]), reading]).decode()
    assert "ecr-pullthroughcache/hub" in kept
    assert CANARY not in kept


def test_what_is_read_whole_is_judged_whole(server, line):
    seed(server)
    judged = Judged(read(line, REGION))
    assert (judged.open_ended, judged.policies(Outcome.UNDECIDED, Outcome.ERROR)) == (set(), [])
    assert judged.policies(Outcome.FAIL) == FAILED.split()


def test_small_pages_make_no_difference(server, line):
    seed(server)
    # A login reads the secret, which moves the date of its last use.
    whole = read(line, REGION, validation=False).inventory
    server.settings.page_size = 1
    paged = read(line, REGION, validation=False).inventory
    assert paged.registries[0].read_at >= whole.registries[0].read_at
    paged.registries = [msgspec.structs.replace(paged.registries[0], read_at=whole.registries[0].read_at)]
    for field in whole.__struct_fields__:
        assert getattr(paged, field) == getattr(whole, field), field


def test_an_empty_region_costs_few_calls(server, line):
    reading = read(line, REGION)
    assert len(server.calls) == 10
    assert [kind for kind, _ in reading.inventory.objects()] == ["registry"]


def test_images_and_logins_are_left_out_where_they_are_not_wanted(server, line):
    seed(server)
    reading = read(line, REGION, images=False, validation=False)
    assert {"ecr:DescribeImages", "ecr:ValidatePullThroughCacheRule"}.isdisjoint(server.actions)
    assert {rule.validation for rule in reading.inventory.rules} == {None}
    assert [one.kind for one in reading.inventory.unlisted] == ["image"]
    assert {str(rule.pulled_at) for rule in reading.inventory.rules} == {
        "it is not part of this input (images were not asked for)"
    }


def test_another_region_is_not_looked_into(server, line):
    seed(server)
    reading = read(line, "us-east-1")
    assert reading.registry == f"{ACCOUNT}/us-east-1"
    assert [found.address for _, found in reading.inventory.objects()] == [f"registry {ACCOUNT}/us-east-1"]
    assert {call.region for call in server.calls} == {"us-east-1"}
