"""Data sources that are looked up: account, region, partition, and secrets."""

from pathlib import Path

import pytest
from roots import values

from validator.model.value import Reason, Unknown
from validator.sources.hcl.run import Params

WHERE = """
data "aws_caller_identity" "i" {}
data "aws_region" "r" {}
data "aws_partition" "p" {}
resource "aws_ecr_repository" "x" {
  name = "${data.aws_partition.p.partition}/${data.aws_region.r.name}/${data.aws_caller_identity.i.account_id}"
}
"""


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        ("eu-west-1", "aws/eu-west-1/111122223333"),
        ("cn-north-1", "aws-cn/cn-north-1/111122223333"),
        ("us-gov-west-1", "aws-us-gov/us-gov-west-1/111122223333"),
    ],
)
def test_account_region_and_partition_come_from_what_is_declared(tmp_path: Path, region: str, expected: str) -> None:
    found = values(tmp_path, WHERE, "aws_ecr_repository.x", params=Params("111122223333", region))
    assert found["name"] == expected


def test_account_and_region_are_unknown_where_nothing_tells(tmp_path: Path) -> None:
    found = values(tmp_path, WHERE, "aws_ecr_repository.x")
    assert found["name"] == Unknown(Reason.ACCOUNT, "the region of provider aws")


def test_the_arn_of_a_secret_that_is_looked_up_begins_with_its_name(tmp_path: Path) -> None:
    code = 'data "aws_secretsmanager_secret" "s" {\n  name = "ecr-pullthroughcache/x"\n}'
    found = values(tmp_path, code, "data.aws_secretsmanager_secret.s", params=Params("111122223333", "eu-west-1"))
    assert found["arn"] == Unknown(
        Reason.ELSEWHERE,
        refers_to=("data.aws_secretsmanager_secret.s.arn",),
        prefix="arn:aws:secretsmanager:eu-west-1:111122223333:secret:ecr-pullthroughcache/x-",
    )


def test_the_name_of_a_secret_that_is_looked_up_by_arn_begins_like_the_arn(tmp_path: Path) -> None:
    arn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:ecr-pullthroughcache/x-AbC123"
    code = f'data "aws_secretsmanager_secret" "s" {{\n  arn = "{arn}"\n}}'
    found = values(tmp_path, code, "data.aws_secretsmanager_secret.s")
    assert found["name"].prefix == "ecr-pullthroughcache/x"
