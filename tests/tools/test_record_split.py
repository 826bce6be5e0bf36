"""Plans of single cases are cut out of one big plan."""

from tools.record.split import split

AWS = "registry.terraform.io/hashicorp/aws"


def rule(address, module="", key="aws"):
    return {
        "resource": {"address": address, "type": "aws_ecr_pull_through_cache_rule", "provider_config_key": key},
        "change": {
            "address": f"{module}{address}",
            **({"module_address": module.removesuffix(".")} if module else {}),
            "change": {"actions": ["create"], "after": {"ecr_repository_prefix": "hub"}},
        },
    }


def configuration(first, second):
    return {
        "provider_config": {
            "aws": {"name": "aws", "full_name": AWS},
            "module.c0002:aws.us": {"name": "aws", "alias": "us", "module_address": "module.c0002"},
        },
        "root_module": {
            "module_calls": {
                "c0001": {"module": {"resources": [first]}},
                "c0002": {
                    "module": {
                        "module_calls": {"hub": {"module": {"resources": [second]}}},
                        "variables": {"a": {"default": 1}, "b": {}, "c": {"default": None}},
                    }
                },
            }
        },
    }


def planned_values():
    hub = {"address": "module.c0002.module.hub", "resources": [{"address": "module.c0002.module.hub.r.b"}]}
    return {
        "root_module": {
            "child_modules": [
                {"address": "module.c0001", "resources": [{"address": "module.c0001.r.a"}]},
                {"address": "module.c0002", "child_modules": [hub]},
            ]
        }
    }


def whole_plan():
    first, second = rule("r.a", "module.c0001."), rule("r.b", "module.c0002.module.hub.", "module.c0002:aws.us")
    return {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "errored": False,
        "applyable": True,
        "configuration": configuration(first["resource"], second["resource"]),
        "planned_values": planned_values(),
        "resource_changes": [first["change"], second["change"]],
        "relevant_attributes": [{"resource": "module.c0002.module.hub.r.b", "attribute": ["arn"]}],
    }


def test_a_case_without_provider_blocks_keeps_the_provider_it_inherits():
    assert split(whole_plan(), "c0001", {}) == {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "errored": False,
        "applyable": True,
        "configuration": {
            "provider_config": {"aws": {"name": "aws", "full_name": AWS}},
            "root_module": {"resources": [rule("r.a")["resource"]]},
        },
        "planned_values": {"root_module": {"resources": [{"address": "r.a"}]}},
        "resource_changes": [rule("r.a")["change"]],
    }


def test_a_case_with_modules_and_providers_of_its_own_is_seen_from_inside():
    part = split(whole_plan(), "c0002", {"b": "given"})
    assert part["configuration"] == {
        "provider_config": {"aws.us": {"name": "aws", "alias": "us"}},
        "root_module": {
            "module_calls": {"hub": {"module": {"resources": [rule("r.b", key="aws.us")["resource"]]}}},
            "variables": {"a": {"default": 1}, "b": {}, "c": {"default": None}},
        },
    }
    assert part["planned_values"]["root_module"] == {
        "child_modules": [{"address": "module.hub", "resources": [{"address": "module.hub.r.b"}]}]
    }
    assert part["resource_changes"] == [rule("r.b", "module.hub.")["change"]]
    assert part["relevant_attributes"] == [{"resource": "module.hub.r.b", "attribute": ["arn"]}]
    assert part["variables"] == {"a": {"value": 1}, "b": {"value": "given"}, "c": {"value": None}}


def test_a_case_that_changes_nothing_is_not_applyable():
    plan = whole_plan()
    plan["resource_changes"][0]["change"]["actions"] = ["no-op"]
    assert split(plan, "c0001", {})["applyable"] is False
