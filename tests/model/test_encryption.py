"""What is wrong with the KMS key of a template."""

import pytest

from validator.model.encryption import key_problem
from validator.model.value import Reason, Unknown

KEY = "arn:aws:kms:eu-west-1:123456789012:key/11112222-3333-4444-5555-666677778888"


def refers_to(*targets):
    return Unknown(Reason.AFTER_APPLY, refers_to=targets)


@pytest.mark.parametrize(
    ("key", "problem"),
    [
        (None, None),
        (KEY, None),
        (refers_to("aws_kms_key.ecr.arn"), None),
        (refers_to("module.keys.aws_kms_key.ecr[0].arn", 'aws_kms_replica_key.ecr["x"].arn'), None),
        (refers_to("aws_kms_alias.ecr.target_key_arn"), None),
        (refers_to("aws_kms_key.ecr.key_id"), refers_to("aws_kms_key.ecr.key_id")),
        (refers_to(), refers_to()),
        (
            "alias/ecr",
            "the key alias/ecr is no key's ARN, and a template takes neither an alias nor a bare key id",
        ),
        (
            KEY.replace("eu-west-1", "us-east-1"),
            "the key is in us-east-1, and the repositories are in eu-west-1",
        ),
    ],
)
def test_a_key_is_named_by_the_arn_of_a_key_in_the_region(key, problem):
    assert key_problem(key, "eu-west-1") == problem


def test_a_region_that_is_not_known_is_not_compared():
    assert key_problem(KEY, Unknown(Reason.ACCOUNT)) is None
