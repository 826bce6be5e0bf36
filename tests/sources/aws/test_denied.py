"""A region without each single call: what is not known leaves doubt, and never false peace or a false alarm."""

import itertools

import pytest

from tests.aws.server import ACCOUNT, REGION
from tests.sources.aws.judging import ACTIONS, Judged, read
from validator.sources.aws.watch import Watch

FAILING = (
    "ecr:DescribePullThroughCacheRules",
    "ecr:GetRegistryPolicy",
    "ecr:DescribeImages",
    "secretsmanager:GetResourcePolicy",
)


@pytest.fixture(scope="module")
def whole(seeded):
    """What is said of the region where all of it is read."""
    return Judged(read(seeded.line, REGION))


@pytest.fixture
def region(seeded, whole):
    yield seeded
    seeded.server.heal()
    seeded.server.settings.page_size = None


@pytest.mark.parametrize("action", ACTIONS)
def test_what_is_denied_leaves_doubt(region, whole, action):
    region.server.deny(action)
    reading = read(region.line, REGION)
    assert list(Judged(reading).unfounded(whole)) == []
    [gap] = reading.inventory.gaps
    assert (gap.place, "access was denied" in gap.problem) == (f"{action} in {ACCOUNT}/{REGION}", True)


@pytest.mark.parametrize("fault", ["throttle", "unsupport"])
@pytest.mark.parametrize("action", FAILING)
def test_what_fails_leaves_the_same_doubt(region, whole, fault, action):
    getattr(region.server, fault)(action)
    reading = read(region.line, REGION)
    assert list(Judged(reading).unfounded(whole)) == []
    [gap] = reading.inventory.gaps
    assert (gap.place, "the call to AWS failed" in gap.problem) == (f"{action} in {ACCOUNT}/{REGION}", True)


def test_where_nothing_is_allowed_nothing_is_judged(region, whole):
    region.server.deny("*")
    reading = read(region.line, REGION)
    judged = Judged(reading)
    assert list(judged.unfounded(whole)) == []
    assert judged.policies("fail") == []
    assert {one.kind for one in reading.inventory.unlisted} >= {"rule", "template", "credential", "repository", "image"}


def test_after_the_end_nothing_is_called_and_nothing_judged(region, whole):
    watch = Watch()
    watch.stop()
    region.server.forget_calls()
    reading = read(region.line._replace(watch=watch), REGION)
    assert region.server.calls == []
    assert list(Judged(reading).unfounded(whole)) == []
    assert {"interrupted" in gap.problem for gap in reading.inventory.gaps} == {True}


@pytest.mark.parametrize("calls", range(2, 58, 4))
def test_an_end_in_the_middle_of_a_list_leaves_doubt_about_the_rest(region, whole, calls):
    region.server.settings.page_size = 1
    made = itertools.count(1)
    watch = Watch(on_call=lambda: watch.stop() if next(made) >= calls else None)
    reading = read(region.line._replace(watch=watch), REGION)
    assert list(Judged(reading).unfounded(whole)) == []
    assert reading.inventory.gaps != []
