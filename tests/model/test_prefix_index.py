"""Which prefix covers a name, and what lies below a prefix."""

import pytest

from validator.model.prefixes import PrefixIndex, without_slash
from validator.model.value import Reason, Unknown

AFTER_APPLY = Unknown(Reason.AFTER_APPLY)


@pytest.mark.parametrize(
    ("name", "prefix"),
    [
        ("hub/library", "hub/library"),
        ("hub/library/nginx", "hub/library"),
        ("hub/other", "hub"),
        ("hubble/x", "ROOT"),
        ("hub", "hub"),
    ],
)
def test_the_most_specific_prefix_wins(name, prefix):
    index = PrefixIndex((one, one) for one in ["ROOT", "hub", "hub/library"])
    assert index.most_specific(name) == prefix


def test_no_prefix_covers_what_only_begins_alike():
    assert PrefixIndex([("hub", 1)]).most_specific("hub-two/x") is None
    assert PrefixIndex([]).most_specific("hub") is None


def test_an_unknown_prefix_leaves_it_open_unless_another_is_exact():
    index = PrefixIndex([("hub", "hub"), (AFTER_APPLY, "other")])
    assert index.most_specific("hub") == "hub"
    assert index.most_specific("hub/library") == AFTER_APPLY
    assert index.most_specific(AFTER_APPLY) == AFTER_APPLY
    assert index.below("hub") == AFTER_APPLY


def test_below_are_the_prefix_itself_and_what_lies_under_it():
    index = PrefixIndex((one, one) for one in ["hub-2", "hub/a", "hub", "hub0", "hub/b/c"])
    assert index.below("hub") == ["hub", "hub/a", "hub/b/c"]
    assert index.below("ROOT") == ["hub", "hub-2", "hub/a", "hub/b/c", "hub0"]


def test_one_final_slash_means_nothing():
    assert without_slash("hub/") == "hub"
    assert without_slash(None) is None
