"""``pullguard predict``: what it is asked, where it writes, and the exit status that it ends with."""

import pytest
from by_hand import INSECURE, SECURE, plan

ALONE = ("--config", "alone.yaml")
TWO_REGIONS = """
        provider "aws" {
          region = "eu-west-1"
        }
        provider "aws" {
          alias  = "us"
          region = "us-east-1"
        }
        resource "aws_ecr_pull_through_cache_rule" "here" {
          ecr_repository_prefix = "quay"
          upstream_registry_url = "quay.io"
        }
        resource "aws_ecr_pull_through_cache_rule" "there" {
          provider              = aws.us
          ecr_repository_prefix = "quay"
          upstream_registry_url = "quay.io"
        }
        """


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["quay/a/b", "clean.json", *ALONE], 0),
        (["quay/a/b", "clean.json", "--strict", *ALONE], 3),
        ([f"quay/a@sha256:{'0' * 64}", SECURE, "--strict", *ALONE], 3),
        (["docker-hub/library/nginx", SECURE, "--strict", *ALONE], 0),
        (["quay/a/b", INSECURE, "--fail-on", "never"], 0),
        (["quay/a/b", INSECURE, "--fail-on", "critical"], 1),
        (["github/a/b", INSECURE, "--fail-on", "never"], 1),
        (["quay/a/b", "clean.json", "missing.json"], 2),
        (["quay/a/b", "missing.json"], 2),
        (["Quay/a/b", "clean.json"], 2),
        (["999999999999.dkr.ecr.us-west-2.amazonaws.com/quay/a/b", SECURE], 2),
    ],
)
def test_exit_status(predict, arguments, status):
    assert predict(*arguments).exit_code == status


def test_a_wrong_image_is_refused_in_one_line(predict):
    done = predict("Quay/a/b", "clean.json")
    assert done.stdout == ""
    assert done.stderr == (
        "pullguard: image Quay/a/b: is no image reference that ECR takes; write PREFIX/REPOSITORY:TAG, with or without "
        "ACCOUNT.dkr.ecr.REGION.amazonaws.com/ before it\n"
    )


def test_a_registry_of_another_input_is_named(predict):
    done = predict("999999999999.dkr.ecr.eu-west-1.amazonaws.com/quay/a/b", SECURE)
    assert done.stderr == (
        "pullguard: image 999999999999.dkr.ecr.eu-west-1.amazonaws.com/quay/a/b: the input has no registry "
        "999999999999/eu-west-1; it has 123456789012/eu-west-1\n"
    )


def test_an_input_without_objects(predict, folder):
    (folder / "empty.json").write_text(plan())
    done = predict("quay/a/b", "empty.json")
    assert done.exit_code == 2
    assert "the input has no objects of ECR pull through cache" in done.stderr


def test_it_is_written_to_a_file(predict, folder):
    done = predict("quay/a/b", "clean.json", "--output", "out.txt")
    assert done.stdout == ""
    assert "quay.io/a/b:latest" in (folder / "out.txt").read_text()


def test_standard_input(predict, folder):
    done = predict("quay/a/b", "-", stdin=(folder / "clean.json").read_text())
    assert "quay.io/a/b:latest" in done.stdout


def test_each_registry_is_shown(predict, folder):
    (folder / "main.tf").write_text(TWO_REGIONS)
    done = predict("quay/a/b", ".")
    assert sorted(line for line in done.stdout.splitlines() if line.startswith("  Rule ")) == [
        "  Rule        quay: aws_ecr_pull_through_cache_rule.here (main.tf:9:9)",
        "  Rule        quay: aws_ecr_pull_through_cache_rule.there (main.tf:13:9)",
    ]
    only = predict("111122223333.dkr.ecr.us-east-1.amazonaws.com/quay/a/b", ".")
    assert "aws_ecr_pull_through_cache_rule.there" in only.stdout
    assert "aws_ecr_pull_through_cache_rule.here" not in only.stdout
    assert "the reference's are taken for it" in only.stdout


def test_no_colour_and_no_signs_beyond_ascii_where_the_terminal_has_none(process):
    done = process("predict", "quay/a/b", "clean.json", env={"PYTHONIOENCODING": "ascii"})
    assert done.stdout.decode("ascii").splitlines()[0] == "quay/a/b:latest (aws@eu-west-1)"
    assert b"\x1b" not in done.stdout
