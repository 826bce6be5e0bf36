"""Lifecycle rules, policies and values in words."""

import json

import pytest

from validator.model.lifecycle import parse_lifecycle
from validator.model.permissions.document import Principal
from validator.model.permissions.facts import repository_access
from validator.model.permissions.parse import parse_policy
from validator.model.value import Reason, Unknown
from validator.reporters.sentences import access_sentences, lifecycle_sentence, listed, principal, word, words

NO_VALUE = Unknown(Reason.NO_VALUE, detail="var.days")
AFTER_APPLY = Unknown(Reason.AFTER_APPLY, refers_to=("aws_iam_role.node.arn",))


def lifecycle(action="expire", **selection):
    policy = parse_lifecycle(json.dumps({"rules": [{"selection": selection, "action": {"type": action}}]}))
    return lifecycle_sentence(policy.rules[0])


@pytest.mark.parametrize(
    ("action", "selection", "sentence"),
    [
        (
            "expire",
            {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 5},
            "Keeps the newest 5 images and deletes the others.",
        ),
        (
            "expire",
            {"tagStatus": "untagged", "countType": "sinceImagePushed", "countNumber": 7, "countUnit": "days"},
            "Deletes untagged images 7 days after they were pushed.",
        ),
        (
            "transition",
            {"tagStatus": "any", "countType": "sinceImagePulled", "countNumber": 90, "countUnit": "days"},
            "Archives images 90 days after they were last pulled.",
        ),
        (
            "expire",
            {"tagStatus": "tagged", "tagPatternList": ["v*", "x"], "countType": "imageCountMoreThan", "countNumber": 1},
            "Keeps the newest tagged image (v*, x) and deletes the others.",
        ),
        (
            "expire",
            {"tagStatus": "any", "countType": "sinceImagePushed", "countNumber": 1, "countUnit": "days"},
            "Deletes images 1 day after they were pushed.",
        ),
        ("expire", {"tagStatus": "any", "countType": "byMoon"}, "Deletes images by byMoon."),
        ("burn", {"countType": "byMoon"}, "Applies burn to images (tag status none) by byMoon."),
    ],
)
def test_a_lifecycle_rule_is_one_sentence(action, selection, sentence):
    assert lifecycle(action, **selection) == sentence


def test_what_is_not_known_says_why():
    assert word(NO_VALUE) == "unknown: a variable has no value (var.days)"
    assert word(AFTER_APPLY) == "unknown: known after apply, from aws_iam_role.node.arn"
    assert word(None) == "none"
    assert words(["a", NO_VALUE]) == "a, unknown: a variable has no value (var.days)"
    assert words([]) == words(None) == "none"


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (Principal("anyone", "*"), "anyone"),
        (Principal("account", "111122223333"), "principals of account 111122223333 whose own policies let them"),
        (Principal("role", "arn:aws:iam::111122223333:role/a"), "arn:aws:iam::111122223333:role/a"),
        (Principal("role", AFTER_APPLY), "the role aws_iam_role.node.arn"),
        (Principal("user", NO_VALUE), "a user (unknown: a variable has no value (var.days))"),
    ],
)
def test_a_principal(one, text):
    assert principal(one) == text


def sentences(*statements):
    policy = parse_policy(json.dumps({"Statement": list(statements)}))
    return access_sentences(repository_access(policy, "111122223333", "eu-west-1"))


def test_what_a_policy_gives_and_takes():
    condition = {"StringEquals": {"aws:PrincipalOrgID": ["o-1", "o-2"]}}
    pull = {"Sid": "Pull", "Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage", "Condition": condition}
    push = {"Sid": "NoPush", "Effect": "Deny", "Principal": "*", "Action": "ecr:PutImage"}
    assert sentences(pull, push) == [
        "Anyone may BatchGetImage where aws:principalorgid StringEquals o-1 or o-2.",
        "NoPush denies PutImage.",
    ]


def test_many_actions_are_counted():
    (sentence,) = sentences({"Effect": "Allow", "Principal": "*", "Action": "ecr:Describe*"})
    assert sentence == "Anyone may 9 actions."


def test_some_texts_as_one():
    assert listed(["import"]) == "import"
    assert listed(["a", "b", "c"]) == "a, b and c"
