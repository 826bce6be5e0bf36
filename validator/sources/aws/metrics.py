"""How much is pulled and synced, from CloudWatch.

Sources: ECR User Guide, "Amazon ECR repository metrics" (``RepositoryPullCount``); EventBridge User Guide, "Monitoring
Amazon EventBridge" (``MatchedEvents``, of the default bus by ``RuleName`` alone); CloudWatch API, GetMetricData.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from validator.model.measurements import Pulls, Syncs
from validator.model.three_valued import first_unknown
from validator.model.value import Reason, Unknown, Value
from validator.sources.aws.batches import batches
from validator.sources.aws.caller import Caller
from validator.sources.aws.events import SyncCounter

# How many metrics a call asks for, and over how many seconds each point sums up.
_METRICS = 500
_DAY = 86_400
_WHOLE = "Complete"

# A metric's namespace, name, dimension, and the dimension's value.
_Metric = tuple[str, str, str, str]


def read_pulls(caller: Caller, repositories: Iterable[str], counters: Iterable[SyncCounter], days: int) -> Pulls:
    """Read how often repositories were pulled from, and how often the cache asked its upstreams.

    Args:
        caller: Calls CloudWatch in the region of the registry.
        repositories: The repositories' names.
        counters: The EventBridge rules that count syncs.
        days: Over how many days of 24 hours, of which the last ends with the present hour.
    """
    names = sorted(set(repositories))
    ours = sorted(set(counters))
    pulled: list[_Metric] = [("AWS/ECR", "RepositoryPullCount", "RepositoryName", name) for name in names]
    synced: list[_Metric] = [("AWS/Events", "MatchedEvents", "RuleName", counter.rule) for counter in ours]
    sums = _sums(caller, pulled + synced, days)
    counts = {name: sums[metric] for name, metric in zip(names, pulled, strict=True)}
    unread = first_unknown(*counts.values())
    return Pulls(
        by_repository=unread or {name: count for name, count in counts.items() if isinstance(count, int)},
        syncs=[Syncs(one.rule, one.prefix, sums[metric]) for one, metric in zip(ours, synced, strict=True)],
    )


def _sums(caller: Caller, metrics: list[_Metric], days: int) -> dict[_Metric, Value[int]]:
    """The sum of each metric; one that has no data is 0."""
    end = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    times = {"StartTime": end - timedelta(days=days), "EndTime": end}
    portions = list(batches(metrics, _METRICS))
    found = caller.each(lambda portion: _portion(caller, portion, times), portions)
    return {metric: total for sums in found for metric, total in sums.items()}


def _portion(caller: Caller, metrics: list[_Metric], times: dict[str, datetime]) -> dict[_Metric, Value[int]]:
    queries = [_query(place, metric) for place, metric in enumerate(metrics)]
    listed = caller.listed("cloudwatch", "get_metric_data", MetricDataQueries=queries, **times)
    totals = [0.0] * len(metrics)
    status: dict[int, str] = {}
    for one in listed.items:
        # A metric may go on on the next page; the last part says whether it is whole.
        place = int(one["Id"].removeprefix("m"))
        totals[place] += sum(one.get("Values", ()))
        status[place] = one.get("StatusCode", _WHOLE)
    return {
        metric: listed.unknown or _whole(status.get(place, "no answer")) or round(totals[place])
        for place, metric in enumerate(metrics)
    }


def _query(place: int, metric: _Metric) -> dict[str, Any]:
    namespace, name, dimension, value = metric
    named = {"Namespace": namespace, "MetricName": name, "Dimensions": [{"Name": dimension, "Value": value}]}
    return {"Id": f"m{place}", "MetricStat": {"Metric": named, "Period": _DAY, "Stat": "Sum"}}


def _whole(status: str) -> Unknown | None:
    return None if status == _WHOLE else Unknown(Reason.FAILED, detail=f"cloudwatch:GetMetricData: {status}")
