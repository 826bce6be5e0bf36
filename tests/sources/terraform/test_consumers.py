"""What runs images of a private registry, from Terraform resources."""

from fixture_inventories import both_ways, by_address, code, module

from validator.model.links import Links
from validator.model.value import Reason


@both_ways
def test_each_image_of_a_private_registry_has_a_consumer(way):
    found = {one.address: (one.type, one.container, one.image.repository) for one in module("consumers", way).consumers}
    found.pop("aws_apprunner_service.pinned")
    assert found == {
        "aws_batch_job_definition.far": ("batch", None, "docker-hub/library/busybox"),
        "aws_ecs_task_definition.web#app": ("ecs", "app", "team/app"),
        "aws_ecs_task_definition.web#web": ("ecs", "web", "docker-hub/nginx"),
        "aws_lambda_function.cached": ("lambda", None, "docker-hub/amazon/aws-lambda-python"),
    }


def rule_of(inventory, address):
    return Links(inventory).follow(by_address(inventory.consumers)[address], "rule")


@both_ways
def test_a_consumer_leads_to_the_rule_that_its_image_comes_through(way):
    inventory = module("consumers", way)
    for address in ("aws_lambda_function.cached", "aws_ecs_task_definition.web#web"):
        assert rule_of(inventory, address).address == "aws_ecr_pull_through_cache_rule.hub"
    assert rule_of(inventory, "aws_ecs_task_definition.web#app") is None
    assert rule_of(inventory, "aws_batch_job_definition.far").reason is Reason.ELSEWHERE


def test_code_tells_the_rule_of_an_image_whose_tag_is_not_known():
    inventory = module("consumers", "code")
    image = by_address(inventory.consumers)["aws_apprunner_service.pinned"].image
    assert (image.repository, image.tag.reason) == ("docker-hub/library/nginx", Reason.AFTER_APPLY)
    assert rule_of(inventory, "aws_apprunner_service.pinned").prefix == "docker-hub"


def test_a_plan_shows_nothing_of_an_image_that_is_known_in_part():
    found = by_address(module("consumers", "plan").consumers)["aws_apprunner_service.pinned"]
    assert found.image.repository.reason is Reason.LINK_HIDDEN


def test_code_says_where_an_image_is_written():
    found = by_address(module("consumers", "code").consumers)["aws_lambda_function.cached"]
    written = found.origin_of("image.tag")
    assert (written.address, written.location.line) == ("aws_lambda_function.cached", 20)


def test_containers_that_are_not_known_are_one_consumer(tmp_path):
    text = """
    variable "containers" { type = string }
    resource "aws_ecs_task_definition" "web" {
      family                = "web"
      container_definitions = var.containers
    }
    resource "aws_ecs_task_definition" "broken" {
      family                = "broken"
      container_definitions = "[{"
    }
    """
    found = {one.address: one.image.host.reason for one in code(tmp_path, text).consumers}
    assert found == {
        "aws_ecs_task_definition.web": Reason.NO_VALUE,
        "aws_ecs_task_definition.broken": Reason.INVALID,
    }
