"""AWS managed policies are known by their ARN, and what they allow by their name."""

import pytest

from validator.model.permissions.actions import ABILITIES, ECR_ACTIONS, RELEVANT_ACTIONS
from validator.model.permissions.managed import managed_name, managed_policy


@pytest.mark.parametrize(
    ("arn", "name"),
    [
        ("arn:aws:iam::aws:policy/AdministratorAccess", "AdministratorAccess"),
        ("arn:aws:iam::aws:policy/service-role/AWSLambdaRole", "AWSLambdaRole"),
        ("arn:aws-cn:iam::aws:policy/PowerUserAccess", "PowerUserAccess"),
        ("arn:aws:iam::111122223333:policy/AdministratorAccess", None),
        ("AdministratorAccess", None),
    ],
)
def test_only_policies_of_aws_itself_are_managed(arn, name):
    assert managed_name(arn) == name


@pytest.mark.parametrize(
    ("name", "abilities"),
    [
        ("AmazonEC2ContainerRegistryPullOnly", {"fill"}),
        ("AmazonEC2ContainerRegistryPowerUser", {"push"}),
        ("AmazonEC2ContainerRegistryFullAccess", {"fill", "push", "administer"}),
        ("AdministratorAccess", {"fill", "push", "administer"}),
        ("PowerUserAccess", {"fill", "push", "administer"}),
        ("AmazonSageMakerFullAccess", {"fill"}),
    ],
)
def test_a_managed_policy_gives_abilities_on_everything(name, abilities):
    (statement,) = managed_policy(name).statements
    assert {ability for ability, actions in ABILITIES.items() if actions & set(statement.actions)} == abilities
    assert (statement.label, statement.effect, statement.resources, statement.conditions) == (
        name,
        "Allow",
        ["*"],
        None,
    )


def test_read_only_access_gives_nothing():
    assert managed_policy("AmazonEC2ContainerRegistryReadOnly") is None


def test_every_relevant_action_is_one_of_ecr():
    assert set(ECR_ACTIONS) >= RELEVANT_ACTIONS


def test_the_table_says_what_the_published_documents_say():
    moto = pytest.importorskip("moto.iam.aws_managed_policies")
    import json  # noqa: PLC0415 - with moto only

    from validator.model.grants import relevant  # noqa: PLC0415
    from validator.model.permissions.managed import _STATEMENTS  # noqa: PLC0415
    from validator.model.permissions.parse import policy_of  # noqa: PLC0415

    published = json.loads(moto.aws_managed_policies_data)
    for name in _STATEMENTS:
        found = relevant(policy_of(published[name]["Document"]))
        anywhere = {action for one, actions in found if one.resources == ["*"] for action in actions}
        (ours,) = relevant(managed_policy(name))
        assert set(ours[1]) == anywhere, name
