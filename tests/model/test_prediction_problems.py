"""What will fail: wrong names, rules and secrets, told only where they are known."""

import pytest
from foreseen import ACCOUNT, ARN, NO_VALUE, THERE, only, problems, rule, secret

from validator.model.objects import SecretValue, Validation
from validator.model.value import Reason


@pytest.mark.parametrize(
    ("host", "image", "fails"),
    [
        ("registry-1.docker.io", "hub/nginx", True),
        ("registry-1.docker.io", "hub/library/nginx", False),
        ("registry-1.docker.io", "hub/grafana/grafana", False),
        ("ghcr.io", "hub/nginx", False),
    ],
)
def test_only_single_names_of_docker_hub_miss_library(host, image, fails):
    found = problems(image, rules=[rule("hub", host, credential_arn=ARN)], credentials=[secret()])
    assert found == (["missing-library"] if fails else [])


def test_an_upstream_prefix_can_give_library():
    given = {"rules": [rule("hub", "registry-1.docker.io", upstream_prefix="library", credential_arn=ARN)]}
    assert problems("hub/nginx", **given, credentials=[secret()]) == []


@pytest.mark.parametrize(
    ("given", "name"),
    [
        (rule("hub", "registry-1.docker.io"), "missing-credential"),
        (rule("hub", "mcr.microsoft.com"), "unsupported-upstream"),
        (rule("hub", "https://quay.io"), "inexact-upstream"),
        (rule("hub", "999999999999.dkr.ecr.eu-west-1.amazonaws.com"), "missing-role"),
        (rule("hub", "999999999999.dkr.ecr.eu-west-1.amazonaws.com", has_role=True, role_is_own=False), "foreign-role"),
        (rule("hub", "quay.io", prefix_problem="the prefix is odd"), "invalid-prefix"),
        (rule("ROOT", "quay.io", upstream_prefix="some"), "root-with-upstream-prefix"),
        (rule("hub", "quay.io", validation=Validation(valid=False, failure="denied")), "login-fails"),
    ],
)
def test_a_rule_that_is_wrong(given, name):
    assert problems("hub/a/b", rules=[given]) == [name]


def test_a_role_is_optional_within_an_account():
    given = rule("hub", f"{ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com")
    assert problems("hub/a/b", rules=[given]) == []


def test_two_rules_of_one_prefix():
    rules = [rule("quay", "quay.io", "one"), rule("quay", "public.ecr.aws", "two")]
    assert problems("quay/a/b", rules=rules) == ["prefix-twice"]


def test_a_name_of_which_nothing_is_left():
    assert problems("quay", rules=[rule("quay", "quay.io")]) == ["no-name"]


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({}, []),
        ({"named_for_ecr": False}, ["secret-name"]),
        ({"customer_key": True}, ["customer-managed-key"]),
        ({"registry": THERE}, ["secret-elsewhere"]),
        ({"deleted_at": "2026-01-01T00:00:00Z"}, ["secret-deleted"]),
        ({"value": SecretValue("literal", None, write_only=False)}, ["secret-value"]),
        (
            {"value": SecretValue("literal", {"username": True, "accesstoken": True}, write_only=False)},
            ["secret-value"],
        ),
        ({"value": SecretValue("literal", NO_VALUE, write_only=False)}, []),
        ({"value": None}, []),
        ({"customer_key": NO_VALUE, "named_for_ecr": NO_VALUE}, []),
    ],
)
def test_a_secret_that_ecr_can_not_use(fields, names):
    given = {"rules": [rule("hub", "registry-1.docker.io", credential_arn=ARN)], "credentials": [secret(**fields)]}
    assert problems("hub/a/b", **given) == names


def test_the_login_names_the_secret():
    given = {"rules": [rule("hub", "registry-1.docker.io", credential_arn=ARN)], "credentials": [secret()]}
    login = only("hub/a/b", **given).login
    assert (login.method, login.secret.address, login.name) == ("secret", "secret", "ecr-pullthroughcache/hub")


def test_a_secret_of_another_input_is_not_known():
    login = only("hub/a/b", rules=[rule("hub", "registry-1.docker.io", credential_arn=ARN)]).login
    assert login.secret.reason is Reason.ELSEWHERE
