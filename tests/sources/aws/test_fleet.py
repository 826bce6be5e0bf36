"""Many accounts side by side: on threads, on a Dask cluster, and until the time is up."""

import time

import msgspec
import pytest

from tests.aws.account_rules import add_rule
from tests.aws.seeding import add_account
from tests.aws.server import ACCOUNT, REGION
from validator.errors import ConfigError
from validator.model.inventory import Gap
from validator.model.value import Reason
from validator.sources.aws import fleet
from validator.sources.aws.accounts import Task
from validator.sources.aws.fleet import Ledger, read_fleet, read_on_dask
from validator.sources.aws.reading import Global, RegionReading, Regions
from validator.sources.aws.sessions import SignIn, session_of
from validator.sources.aws.watch import INTERRUPTED, TIME_UP, Watch

OTHERS = [f"2222222222{number:02}" for number in range(3)]
REGIONS = (REGION, "us-east-1")


@pytest.fixture
def tasks(server):
    """Four accounts with a rule each; each test signs in anew."""
    session_of.cache_clear()
    tasks = [Task(ACCOUNT, SignIn(), regions=REGIONS)]
    tasks += [Task(one, SignIn(), role_arn=add_account(one, "pullguard"), regions=REGIONS) for one in OTHERS]
    for task in tasks:
        add_rule(server, task.account)
    yield tasks
    session_of.cache_clear()


def registries(arrivals):
    return sorted(one.registry for one in arrivals if isinstance(one, RegionReading))


def rules(arrivals):
    return sum(len(one.inventory.rules) for one in arrivals if isinstance(one, RegionReading))


def everywhere(tasks):
    return sorted(f"{task.account}/{region}" for task in tasks for region in REGIONS)


def test_every_region_of_every_account_arrives_once(tasks):
    arrived = list(read_fleet(tasks, Watch()))

    assert registries(arrived) == everywhere(tasks)
    assert rules(arrived) == len(tasks)


def test_no_call_is_made_twice(tasks, server):
    list(read_fleet(tasks, Watch()))

    made = [repr((call.account, call.region, call.action, call.parameters)) for call in server.calls]
    reads = [one for one in made if "sts:AssumeRole" not in one]
    assert len(reads) == len(set(reads))


def test_an_account_that_can_not_be_read_does_not_keep_others_from_it(tasks):
    closed = Task("333333333333", SignIn(), role_arn="arn:aws:iam::333333333333:role/gone", regions=REGIONS)

    arrived = list(read_fleet([*tasks, closed], Watch()))

    assert registries(arrived) == everywhere(tasks)
    assert [one.place for one in arrived if isinstance(one, Gap)] == ["account 333333333333"]


def test_a_fault_of_ours_is_not_lost_on_a_thread(tasks, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(fleet, "read_account", broken)

    with pytest.raises(ZeroDivisionError):
        list(read_fleet(tasks, Watch()))


def test_what_is_not_read_in_time_is_unknown(tasks, server):
    server.settings.latency = 0.2
    watch = Watch(deadline=time.time() + 0.5)

    arrived = list(read_fleet(tasks[:1], watch))

    unknown = {
        gap.problem.partition(" (")[0]
        for one in arrived
        if isinstance(one, RegionReading)
        for gap in one.inventory.gaps
    }
    assert unknown == {str(Reason.STOPPED)}


def test_calls_that_hang_do_not_hold_the_end_up(tasks, server, monkeypatch):
    monkeypatch.setattr(fleet, "_GRACE", 0.2)
    server.settings.latency = 5
    began = time.time()

    # A region that had not begun by the deadline ends without a call; one that had is left alone.
    first, *others = read_fleet(tasks[:1], Watch(deadline=began + 0.3))

    assert time.time() - began < server.settings.latency
    assert first == Regions(ACCOUNT, REGIONS)
    assert [one.calls for one in others] == [{}] * len(others)


def test_nothing_is_called_after_a_stop(tasks, server):
    watch = Watch()
    watch.stop()

    list(read_fleet(tasks[:1], watch))

    assert [call.action for call in server.calls] == []


def test_a_ledger_names_what_is_missing():
    ledger = Ledger([Task("1", SignIn(), regions=("a", "b")), Task("2", SignIn()), Task("3", SignIn())])
    ledger.note(Regions("2", ("c",)))

    assert [gap.place for gap in ledger.missing(TIME_UP)] == ["1/a", "1/b", "2/c", "account 3"]
    assert ledger.missing(INTERRUPTED)[0] == Gap("1/a", "it was not read before the end (interrupted)")
    assert ledger.missing(TIME_UP)[0].remedy == "give it more time (--timeout), or fewer regions"


def test_a_ledger_misses_nothing_that_arrived(tasks):
    ledger = Ledger(tasks)
    for arrival in read_fleet(tasks, Watch()):
        ledger.note(arrival)

    assert ledger.missing(INTERRUPTED) == []


@pytest.fixture
def cluster(server):
    """A Dask scheduler and two worker processes, as a user would start them."""
    distributed = pytest.importorskip("distributed", reason="Dask is not installed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=2, processes=True, dashboard_address=":0", host="127.0.0.1"
    ) as running:
        yield running.scheduler_address


@pytest.mark.filterwarnings("default")
def test_the_workers_of_a_cluster_read_the_same(tasks, cluster):
    arrived = list(read_on_dask(tasks, cluster, deadline=None))

    assert registries(arrived) == everywhere(tasks)
    assert rules(arrived) == len(tasks)
    assert sum(isinstance(one, Global) for one in arrived) == len(tasks)


@pytest.mark.filterwarnings("default")
def test_a_cluster_heeds_the_deadline(tasks, cluster, monkeypatch):
    monkeypatch.setattr(fleet, "_GRACE", 60)
    late = msgspec.structs.replace(tasks[0], deadline=time.time() - 1)

    arrived = list(read_on_dask([late], cluster, late.deadline))

    reasons = {
        gap.problem.partition(" (")[0]
        for one in arrived
        if isinstance(one, RegionReading)
        for gap in one.inventory.gaps
    }
    assert reasons == {str(Reason.STOPPED)}
    assert rules(arrived) == 0


@pytest.mark.filterwarnings("default")
def test_a_cluster_that_is_not_there_is_one_line(monkeypatch):
    dask = pytest.importorskip("dask", reason="Dask is not installed")
    with dask.config.set({"distributed.comm.timeouts.connect": "1s"}), pytest.raises(ConfigError) as error:
        list(read_on_dask([], "tcp://127.0.0.1:1", deadline=None))

    assert str(error.value) == "--dask tcp://127.0.0.1:1: no Dask scheduler answers (OSError)"
