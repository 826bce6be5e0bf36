"""What a pattern of actions covers, and who a principal is."""

import pytest

from validator.model.permissions.actions import ECR_ACTIONS, expand
from validator.model.permissions.document import Principal
from validator.model.permissions.principals import principal
from validator.model.value import Reason, Unknown

ROLE = "arn:aws:iam::111122223333:role/eks-node"


@pytest.mark.parametrize(
    ("pattern", "covered"),
    [
        ("ecr:BatchImportUpstreamImage", ("ecr:BatchImportUpstreamImage",)),
        ("ecr:batchimportupstreamimage", ("ecr:BatchImportUpstreamImage",)),
        ("ecr:*PullThroughCacheRule", tuple(a for a in ECR_ACTIONS if a.endswith("PullThroughCacheRule"))),
        ("ecr:PutImag?", ("ecr:PutImage",)),
        ("*", ECR_ACTIONS),
        ("s3:GetObject", ("s3:GetObject",)),
        ("ecr:NoSuchAction", ("ecr:NoSuchAction",)),
        ("ecr:Put[Image]", ("ecr:Put[Image]",)),
    ],
)
def test_an_action_pattern_covers_the_ecr_actions_it_matches(pattern, covered):
    assert expand(pattern) == covered


@pytest.mark.parametrize(
    ("written_type", "value", "expected"),
    [
        ("AWS", "*", Principal("anyone", "*")),
        ("*", "*", Principal("anyone", "*")),
        ("AWS", "111122223333", Principal("account", "111122223333", "111122223333")),
        (
            "AWS",
            "arn:aws:iam::111122223333:root",
            Principal("account", "arn:aws:iam::111122223333:root", "111122223333"),
        ),
        ("AWS", ROLE, Principal("role", ROLE, "111122223333")),
        (
            "AWS",
            "arn:aws:iam::111122223333:user/ci",
            Principal("user", "arn:aws:iam::111122223333:user/ci", "111122223333"),
        ),
        (
            "AWS",
            "arn:aws:sts::111122223333:assumed-role/node/i-1",
            Principal("session", "arn:aws:sts::111122223333:assumed-role/node/i-1", "111122223333"),
        ),
        ("AWS", "AROAIIAAAABBBBCCCCDDDD", Principal("id", "AROAIIAAAABBBBCCCCDDDD")),
        ("AWS", "arn:aws:iam::1111:root", Principal("invalid", "arn:aws:iam::1111:root")),
        ("Service", "pullthroughcache.ecr.amazonaws.com", Principal("service", "pullthroughcache.ecr.amazonaws.com")),
        ("Service", "*", Principal("anyone", "*")),
        ("Federated", "accounts.google.com", Principal("federated", "accounts.google.com")),
        ("CanonicalUser", "79a5", Principal("canonical-user", "79a5")),
    ],
)
def test_a_principal_is_told_by_its_kind_and_account(written_type, value, expected):
    assert principal(written_type, value) == expected


def test_an_unknown_principal_that_refers_to_a_role_of_the_code_is_a_role():
    unknown = Unknown(Reason.AFTER_APPLY, refers_to=("module.eks.aws_iam_role.node.arn",))
    assert principal("AWS", unknown).kind == "role"
    other = Unknown(Reason.AFTER_APPLY, refers_to=("terraform_data.x.output",))
    assert principal("AWS", other).kind == other
