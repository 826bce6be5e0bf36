"""Which rules use a secret, and whether these are all."""

import pytest

from validator.model.inventory import Inventory, Source
from validator.model.links import Links
from validator.model.objects import Credential, RegistryRef, Rule
from validator.model.origin import Origin
from validator.model.upstreams import upstream_of
from validator.model.value import Reason, Unknown

HERE = RegistryRef("111122223333/eu-west-1", "111122223333", "eu-west-1")
THERE = RegistryRef("111122223333/us-east-1", "111122223333", "us-east-1")
ARN = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:ecr-pullthroughcache/hub-a1B2c3"
AFTER_APPLY = Unknown(Reason.AFTER_APPLY)
NO_RULES = Unknown(Reason.ELSEWHERE, detail="the rules of its registry")


def rule(address, credential_arn, registry=HERE, host="ghcr.io"):
    return Rule(
        address=address,
        registry=registry,
        origin=Origin(address),
        prefix=address,
        upstream=upstream_of(host),
        credential_arn=credential_arn,
    )


def secret(address, name="ecr-pullthroughcache/hub", registry=HERE, **fields):
    fields = {"arn": AFTER_APPLY, **fields}
    return Credential(address=address, registry=registry, origin=Origin(address), name=name, **fields)


def refers_to(*addresses):
    return Unknown(Reason.AFTER_APPLY, refers_to=tuple(f"{address}.arn" for address in addresses))


def users(rules, secrets, source=Source.PLAN):
    """The addresses of the rules that use each secret, or the ``Unknown``."""
    links = Links(Inventory(source, rules=rules, credentials=secrets))
    found = {one.address: links.follow(one, "all_rules") for one in secrets}
    return {
        address: answer if isinstance(answer, Unknown) else [one.address for one in answer]
        for address, answer in found.items()
    }


def test_rules_use_the_secret_that_they_refer_to():
    secrets = [secret("aws_x.a", "a"), secret("aws_x.b", "b"), secret("aws_x.c", "c")]
    rules = [rule("one", refers_to("aws_x.a")), rule("two", refers_to("aws_x.a")), rule("three", refers_to("aws_x.b"))]
    assert users(rules, secrets) == {"aws_x.a": ["one", "two"], "aws_x.b": ["three"], "aws_x.c": []}


def test_an_arn_means_the_secret_that_has_it():
    assert users([rule("one", ARN)], [secret("aws_x.a", arn=ARN)]) == {"aws_x.a": ["one"]}


def test_an_arn_means_the_secret_of_its_name_while_that_has_none():
    secrets = [secret("aws_x.a"), secret("aws_x.b", "ecr-pullthroughcache/other"), secret(ARN, managed=False, arn=ARN)]
    assert users([rule("one", ARN)], secrets) == {"aws_x.a": ["one"], "aws_x.b": [], ARN: ["one"]}


@pytest.mark.parametrize(
    ("start", "answer"), [("", None), ("ecr-pullthroughcache/h", None), ("ecr-pullthroughcache/quay", [])]
)
def test_a_name_that_is_known_in_part_may_be_that_of_an_arn(start, answer):
    name = Unknown(Reason.AFTER_APPLY, prefix=start)
    assert users([rule("one", ARN)], [secret("aws_x.a", name)]) == {"aws_x.a": name if answer is None else answer}


def test_a_rule_whose_secret_is_one_of_several_may_use_each():
    secrets = [secret('aws_x.a["1"]', "1"), secret('aws_x.a["2"]', "2"), secret("aws_x.b", "b")]
    unknown = Unknown(Reason.SEVERAL, detail="the secret of one")
    expected = {'aws_x.a["1"]': unknown, 'aws_x.a["2"]': unknown, "aws_x.b": []}
    assert users([rule("one", refers_to("aws_x.a"))], secrets) == expected


def test_a_rule_whose_secret_is_hidden_may_use_any_of_its_registry():
    secrets = [secret("aws_x.a"), secret("aws_x.b", registry=THERE)]
    rules = [rule("one", AFTER_APPLY), rule("two", None, THERE)]
    assert users(rules, secrets) == {"aws_x.a": AFTER_APPLY, "aws_x.b": []}


def test_code_without_rules_does_not_tell_and_an_account_without_rules_does():
    assert users([], [secret("aws_x.a")]) == {"aws_x.a": NO_RULES}
    assert users([rule("one", None, THERE)], [secret("aws_x.a")]) == {"aws_x.a": NO_RULES}
    assert users([], [secret("aws_x.a")], Source.LIVE) == {"aws_x.a": []}


def test_an_arn_that_is_none_means_nothing():
    assert users([rule("one", "nonsense")], [secret("aws_x.a")]) == {"aws_x.a": []}


@pytest.mark.parametrize(
    ("hosts", "answer"),
    [
        (["ghcr.io"], None),
        (["ghcr.io", "ghcr.io"], None),
        (["ghcr.io", "ghcr.io", "cgr.dev"], "rule2"),
        (["a.azurecr.io", "b.azurecr.io"], "rule1"),
        ([AFTER_APPLY], None),
        ([AFTER_APPLY, "ghcr.io"], AFTER_APPLY),
        ([AFTER_APPLY, "ghcr.io", "cgr.dev"], "rule2"),
    ],
)
def test_the_first_rule_for_another_upstream_is_divergent(hosts, answer):
    rules = [rule(f"rule{number}", refers_to("aws_x.a"), host=host) for number, host in enumerate(hosts)]
    assert divergent(rules) == answer


def test_where_not_all_rules_are_known_only_two_upstreams_decide():
    hidden = rule("hidden", AFTER_APPLY)
    one, two = rule("one", refers_to("aws_x.a")), rule("two", refers_to("aws_x.a"), host="cgr.dev")
    assert divergent([one, hidden]) == AFTER_APPLY
    assert divergent([one, two, hidden]) == "two"


def divergent(rules):
    found = secret("aws_x.a")
    answer = Links(Inventory(Source.PLAN, rules=rules, credentials=[found])).follow(found, "divergent_rule")
    return answer.address if isinstance(answer, Rule) else answer
