"""EventBridge rules that hear of pull through cache, from Terraform resources."""

from fixture_inventories import both_ways, by_address, code, module

from validator.model.links import Links
from validator.model.value import Reason, Unknown


@both_ways
def test_rules_tell_whether_they_hear_of_failures_and_pass_them_on(way):
    inventory = module("event-rule", way)
    assert {
        one.address.rpartition(".")[2]: (one.matches_failures, one.delivers, one.enabled)
        for one in inventory.event_rules
    } == {
        "failed": (True, True, True),
        "off": (True, False, False),
        "silent": (True, False, True),
        "other_bus": (False, False, True),
        "synced": (False, False, True),
    }
    assert len(Links(inventory).follow(inventory.registries[0], "event_rules")) == 5


@both_ways
def test_a_generated_name_is_not_known_yet(way):
    rules = by_address(module("event-rule", way).event_rules)
    assert rules["aws_cloudwatch_event_rule.failed"].name == "ptc-failed"
    assert rules["aws_cloudwatch_event_rule.off"].name == Unknown(Reason.AFTER_APPLY, detail="generated")


@both_ways
def test_the_account_is_not_learnt_from_an_event_target(way):
    """The target of a rule may be a topic of another account."""
    assert {one.registry.account for one in module("event-rule", way).event_rules} == {"123456789012"}


def rule(tmp_path, text, rest=""):
    found = code(tmp_path, f'resource "aws_cloudwatch_event_rule" "ptc" {{\n{text}\n}}\n{rest}')
    return found.event_rules[0]


def test_an_unknown_pattern_leaves_it_open(tmp_path):
    found = rule(tmp_path, "event_pattern = var.pattern", 'variable "pattern" { type = string }')
    assert found.matches_failures.reason is Reason.NO_VALUE


def test_the_older_switch_counts_too(tmp_path):
    assert rule(tmp_path, 'is_enabled = false\nevent_pattern = "{}"').enabled is False


def test_the_default_bus_may_be_named(tmp_path):
    named = 'event_pattern = "{}"\nevent_bus_name = "arn:aws:events:eu-west-1:123456789012:event-bus/default"'
    assert rule(tmp_path, named).matches_failures is True


def test_a_target_of_a_rule_that_can_not_be_told_leaves_it_open(tmp_path):
    target = """
    variable "rule" { type = string }
    resource "aws_cloudwatch_event_target" "one" {
      rule = var.rule
      arn  = "arn:aws:sns:eu-west-1:123456789012:alerts"
    }
    """
    assert rule(tmp_path, 'event_pattern = "{}"', target).delivers.reason is Reason.NO_VALUE
