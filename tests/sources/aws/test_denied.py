"""A region without each single call: what is not known leaves doubt, and never false peace or a false alarm."""

import threading
from concurrent.futures import ThreadPoolExecutor

import boto3
import pytest

from tests.aws.server import ACCOUNT, REGION
from tests.sources.aws.judging import ACTIONS, Judged, read
from tests.sources.aws.seeded import seed
from validator.sources.aws.caller import Line
from validator.sources.aws.watch import Watch

FAILING = (
    "ecr:DescribePullThroughCacheRules",
    "ecr:GetRegistryPolicy",
    "ecr:DescribeImages",
    "secretsmanager:GetResourcePolicy",
)


class Region:
    """A seeded region, and what is said of it where all of it is read."""

    def __init__(self, server, line):
        self.server = server
        self.line = line
        seed(server)
        self.whole = Judged(read(line, REGION))


@pytest.fixture(scope="module")
def seeded(started):
    """The tests only read, so one seeded region serves them all."""
    started.reset()
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(8) as pool:
        for name, value in {**started.environment(), "AWS_MAX_ATTEMPTS": "1"}.items():
            patch.setenv(name, value)
        line = Line(boto3.Session(), ACCOUNT, Watch(), pool, threading.Semaphore(8), threading.Lock())
        yield Region(started, line)


@pytest.fixture
def region(seeded):
    yield seeded
    seeded.server.heal()


@pytest.mark.parametrize("action", ACTIONS)
def test_what_is_denied_leaves_doubt(region, action):
    region.server.deny(action)
    reading = read(region.line, REGION)
    assert list(Judged(reading).unfounded(region.whole)) == []
    [gap] = reading.inventory.gaps
    assert (gap.place, "access was denied" in gap.problem) == (f"{action} in {ACCOUNT}/{REGION}", True)


@pytest.mark.parametrize("fault", ["throttle", "unsupport"])
@pytest.mark.parametrize("action", FAILING)
def test_what_fails_leaves_the_same_doubt(region, fault, action):
    getattr(region.server, fault)(action)
    reading = read(region.line, REGION)
    assert list(Judged(reading).unfounded(region.whole)) == []
    [gap] = reading.inventory.gaps
    assert (gap.place, "the call to AWS failed" in gap.problem) == (f"{action} in {ACCOUNT}/{REGION}", True)


def test_where_nothing_is_allowed_nothing_is_judged(region):
    region.server.deny("*")
    reading = read(region.line, REGION)
    judged = Judged(reading)
    assert list(judged.unfounded(region.whole)) == []
    assert judged.policies("fail") == []
    assert {one.kind for one in reading.inventory.unlisted} >= {"rule", "template", "credential", "repository", "image"}


def test_after_the_end_nothing_is_called_and_nothing_judged(region):
    watch = Watch()
    watch.stop()
    region.server.forget_calls()
    reading = read(region.line._replace(watch=watch), REGION)
    assert region.server.calls == []
    assert list(Judged(reading).unfounded(region.whole)) == []
    assert {"interrupted" in gap.problem for gap in reading.inventory.gaps} == {True}
