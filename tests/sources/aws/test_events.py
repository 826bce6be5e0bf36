"""EventBridge rules that hear of pull through cache, over HTTP."""

import json

import pytest

from tests.aws.server import ACCOUNT, REGION
from validator.model.inventory import Unlisted
from validator.model.origin import Origin
from validator.model.value import Reason, Unknown
from validator.sources.aws.events import SyncCounter, read_event_rules

SYNCS = {"source": ["aws.ecr"], "detail-type": ["ECR Pull Through Cache Action"]}
FAILURES = {**SYNCS, "detail": {"sync-status": [{"anything-but": "SUCCESS"}]}}
OF_HUB = {**SYNCS, "detail": {"ecr-repository-prefix": ["hub"]}}
TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:platform"


@pytest.fixture
def make_rule(server):
    events = server.client("events")

    def make(name, pattern=FAILURES, *, target=True, **given):
        events.put_rule(Name=name, EventPattern=json.dumps(pattern), **given)
        if target:
            bus = {key: value for key, value in given.items() if key == "EventBusName"}
            events.put_targets(Rule=name, Targets=[{"Id": "t", "Arn": TOPIC}], **bus)
        server.forget_calls()

    return make


def by_name(reading):
    return {one.name: one for one in reading.event_rules}


def test_a_rule_that_delivers_failures_is_read(caller, make_rule):
    make_rule("failures")
    reading = read_event_rules(caller)
    (found,) = reading.event_rules
    arn = f"arn:aws:events:{REGION}:{ACCOUNT}:rule/failures"
    assert (found.address, found.registry, found.origin) == (arn, caller.registry, Origin(arn))
    assert (found.name, found.enabled, found.matches_failures, found.delivers) == ("failures", True, True, True)
    assert (reading.counters, reading.unlisted) == ([], [])


def test_a_rule_that_is_off_or_has_no_target_delivers_nothing(caller, make_rule):
    make_rule("off", State="DISABLED")
    make_rule("idle", target=False)
    found = by_name(read_event_rules(caller))
    assert (found["off"].enabled, found["off"].delivers) == (False, False)
    assert (found["idle"].enabled, found["idle"].delivers) == (True, False)


def test_targets_are_asked_for_where_they_matter_only(caller, make_rule, server):
    make_rule("failures")
    make_rule("off", State="DISABLED")
    make_rule("pushes", {"source": ["aws.ecr"], "detail-type": ["ECR Image Action"]})
    assert list(by_name(read_event_rules(caller))) == ["failures", "off"]
    assert [(call.action, call.parameters.get("Rule")) for call in server.calls] == [
        ("events:ListRules", None),
        ("events:ListTargetsByRule", "failures"),
    ]


def test_rules_by_schedule_and_on_other_buses_do_not_count(caller, make_rule, server):
    server.client("events").put_rule(Name="nightly", ScheduleExpression="rate(1 day)")
    server.client("events").create_event_bus(Name="other")
    make_rule("elsewhere", EventBusName="other")
    assert read_event_rules(caller) == ([], [], [])


def test_rules_that_match_all_syncs_and_nothing_else_count_them(caller, make_rule):
    make_rule("of-hub", OF_HUB)
    make_rule("all", SYNCS)
    make_rule("failures")
    make_rule("off", SYNCS, State="DISABLED")
    make_rule("of-ecr", {"source": ["aws.ecr"]})
    assert read_event_rules(caller).counters == [SyncCounter("all", None), SyncCounter("of-hub", "hub")]


def test_rules_come_in_pages(caller, make_rule, server):
    for number in range(5):
        make_rule(f"rule-{number}")
    server.settings.page_size = 2
    assert list(by_name(read_event_rules(caller))) == [f"rule-{number}" for number in range(5)]
    assert caller.calls["events:ListRules"] == 3


def test_denied_rules_may_be_there(caller, make_rule, server):
    make_rule("failures")
    server.deny("events:ListRules")
    unknown = Unknown(Reason.DENIED, detail="events:ListRules")
    assert read_event_rules(caller) == ([], [], [Unlisted("event_rule", caller.registry.key, unknown)])
    assert len(caller.gaps()) == 1


def test_denied_targets_may_be_there(caller, make_rule, server):
    make_rule("failures")
    server.deny("events:ListTargetsByRule")
    (found,) = read_event_rules(caller).event_rules
    assert found.delivers == Unknown(Reason.DENIED, detail="events:ListTargetsByRule")
