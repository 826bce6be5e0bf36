"""Resources of EventBridge."""

from tests.aws.applying.ecr import Client
from tests.aws.applying.planned import Given, sent
from tests.aws.applying.references import Made


def rule(client: Client, given: Given) -> Made:
    name = given("name") or f"{given('name_prefix')}made-here"
    made = client("events").put_rule(
        Name=name,
        **sent(
            given,
            Description="description",
            EventBusName="event_bus_name",
            EventPattern="event_pattern",
            ScheduleExpression="schedule_expression",
            State="state",
        ),
    )
    return {"id": name, "name": name, "arn": made["RuleArn"]}


def target(client: Client, given: Given) -> Made:
    client("events").put_targets(
        Rule=given("rule"),
        Targets=[{"Id": given("target_id") or "made-here", "Arn": given("arn")}],
        **sent(given, EventBusName="event_bus_name"),
    )
    return {}


MAKERS = {"aws_cloudwatch_event_rule": rule, "aws_cloudwatch_event_target": target}
