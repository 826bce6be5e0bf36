"""What is wrong with a prefix as it is written."""

import pytest

from validator.model.prefix_syntax import prefix_problem
from validator.model.value import Reason, Unknown

AFTER_APPLY = Unknown(Reason.AFTER_APPLY)
SHAPE = "is neither ROOT nor lower-case letters and digits in segments divided by /, with single . _ or - within them"


@pytest.mark.parametrize(
    "prefix",
    [
        "hub",
        "docker-hub",
        "a.b_c-d/e2",
        "team/",
        "x/",
        "ROOT",
        "root",
        "0/0",
        "abcdefghijklmnopqrstuvwxyz0123",
        "abcdefghijklmnopqrstuvwxyz012/",
        None,
    ],
)
def test_what_api_and_provider_take_is_no_problem(prefix):
    assert prefix_problem(prefix, None) is None
    assert prefix_problem("hub", prefix) is None


@pytest.mark.parametrize(
    "prefix",
    ["Hub", "a._b", "-a", "a-", "a//b", "/a", "ab//", "docker hub", "ROOT/", "ab\n", "été", "a___b"],
)
def test_what_the_api_refuses(prefix):
    assert prefix_problem(prefix, None) == f"the prefix {prefix} {SHAPE}"


@pytest.mark.parametrize(
    ("prefix", "length"),
    [("x", 1), ("/", 1), ("abcdefghijklmnopqrstuvwxyz01234", 31), ("abcdefghijklmnopqrstuvwxyz0123/", 31)],
)
def test_the_length_counts_the_final_slash(prefix, length):
    assert prefix_problem(prefix, None) == f"the prefix {prefix} has the length {length}, and 2 to 30 are allowed"


@pytest.mark.parametrize(("prefix", "sign"), [("a__b", "_"), ("a--b", "-"), ("a/b---c", "-")])
def test_what_the_api_takes_and_the_provider_does_not(prefix, sign):
    assert prefix_problem(prefix, None) == f"the prefix {prefix} has a doubled {sign}, which the AWS provider refuses"


def test_the_upstream_prefix_is_named():
    assert prefix_problem("shared", "Team") == f"the upstream prefix Team {SHAPE}"


def test_what_is_unknown_leaves_it_open_unless_the_other_is_wrong():
    assert prefix_problem(AFTER_APPLY, "team") == AFTER_APPLY
    assert prefix_problem("hub", AFTER_APPLY) == AFTER_APPLY
    assert prefix_problem(AFTER_APPLY, "Team") == f"the upstream prefix Team {SHAPE}"
