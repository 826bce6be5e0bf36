"""How much is pulled and synced, over HTTP."""

from datetime import UTC, datetime, timedelta

import pytest

from validator.model.measurements import Pulls, Syncs
from validator.model.value import Reason, Unknown
from validator.sources.aws import metrics
from validator.sources.aws.caller import Listed
from validator.sources.aws.events import SyncCounter
from validator.sources.aws.metrics import read_pulls

DENIED = Unknown(Reason.DENIED, detail="cloudwatch:GetMetricData")
ALL, OF_HUB = SyncCounter("all", None), SyncCounter("of-hub", "hub")


@pytest.fixture
def put(server):
    cloudwatch = server.client("cloudwatch")

    def put(metric, named, *values, days=1.0):
        namespace, name, dimension = {
            "pulls": ("AWS/ECR", "RepositoryPullCount", "RepositoryName"),
            "syncs": ("AWS/Events", "MatchedEvents", "RuleName"),
        }[metric]
        at = datetime.now(UTC) - timedelta(days=days)
        cloudwatch.put_metric_data(
            Namespace=namespace,
            MetricData=[
                {
                    "MetricName": name,
                    "Dimensions": [{"Name": dimension, "Value": named}],
                    "Timestamp": at,
                    "Value": value,
                }
                for value in values
            ],
        )
        server.forget_calls()

    return put


def test_pulls_are_summed_up_over_the_days(caller, put):
    put("pulls", "hub/nginx", 3, 4, days=0.01)
    put("pulls", "hub/nginx", 5, days=6.9)
    put("pulls", "hub/nginx", 1000, days=7.1)
    assert read_pulls(caller, ["hub/nginx"], [], 7) == Pulls({"hub/nginx": 12}, [])


def test_what_has_no_data_was_not_pulled(caller, put):
    put("pulls", "hub/nginx", 3)
    put("pulls", "internal/app", 9)
    found = read_pulls(caller, ["hub/nginx", "hub/redis"], [], 30)
    assert found.by_repository == {"hub/nginx": 3, "hub/redis": 0}


def test_syncs_are_counted_by_each_counter(caller, put):
    put("syncs", "all", 3, 4)
    put("syncs", "of-hub", 2)
    found = read_pulls(caller, [], [ALL, OF_HUB], 30)
    assert found == Pulls({}, [Syncs("all", None, 7), Syncs("of-hub", "hub", 2)])


def test_nothing_to_ask_for_costs_no_call(caller):
    assert read_pulls(caller, [], [], 30) == Pulls({}, [])
    assert caller.calls == {}


def test_many_metrics_are_asked_for_in_portions(caller, put, server, monkeypatch):
    monkeypatch.setattr(metrics, "_METRICS", 2)
    names = [f"hub/{number}" for number in range(4)]
    for number, name in enumerate(names):
        put("pulls", name, number)
    put("syncs", "all", 50)
    found = read_pulls(caller, names, [ALL], 30)
    assert found == Pulls({"hub/0": 0, "hub/1": 1, "hub/2": 2, "hub/3": 3}, [Syncs("all", None, 50)])
    assert caller.calls == {"cloudwatch:GetMetricData": 3}
    assert sorted(len(call.parameters["MetricDataQueries"]) for call in server.calls) == [1, 2, 2]


def test_denied_metrics_are_not_nought(caller, server):
    server.deny("cloudwatch:GetMetricData")
    assert read_pulls(caller, ["hub/nginx"], [ALL], 30) == Pulls(DENIED, [Syncs("all", None, DENIED)])
    assert len(caller.gaps()) == 1


class Paged:
    """A caller whose CloudWatch answers with more pages, and other status, than the server's does."""

    def __init__(self, caller, *items):
        self._caller = caller
        self._items = items

    def each(self, read, items):
        return self._caller.each(read, items)

    def listed(self, *_, **__):
        items = [{"Id": name, "Values": values, "StatusCode": status} for name, values, status in self._items]
        return Listed(items, None)


def test_a_metric_may_go_on_on_the_next_page(caller):
    paged = Paged(caller, ("m0", [1.0, 2.0], "PartialData"), ("m0", [4.0], "Complete"))
    assert read_pulls(paged, ["hub/nginx"], [], 30).by_repository == {"hub/nginx": 7}


@pytest.mark.parametrize("status", ["PartialData", "InternalError", "Forbidden"])
def test_a_metric_that_is_not_whole_is_not_known(caller, status):
    paged = Paged(caller, ("m0", [1.0], "Complete"), ("m1", [1.0], status))
    unknown = Unknown(Reason.FAILED, detail=f"cloudwatch:GetMetricData: {status}")
    assert read_pulls(paged, ["hub/nginx", "hub/redis"], [], 30).by_repository == unknown
