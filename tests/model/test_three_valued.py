"""What is known decides; where it does not, the first unknown fact says why."""

import pytest

from validator.model.three_valued import each, every, first_unknown, some, some_of
from validator.model.value import Reason, Unknown

LATER = Unknown(Reason.AFTER_APPLY)
DENIED = Unknown(Reason.DENIED)


@pytest.mark.parametrize(
    ("facts", "one", "all_of_them"),
    [
        ([], False, True),
        ([True, True], True, True),
        ([True, False], True, False),
        ([False, None], False, False),
        ([LATER, True], True, LATER),
        ([LATER, False], LATER, False),
        ([LATER, DENIED], LATER, LATER),
        ([None, DENIED], DENIED, False),
    ],
)
def test_an_unknown_fact_counts_where_no_known_one_decides(facts, one, all_of_them):
    assert some(facts) == one
    assert every(iter(facts)) == all_of_them


def test_the_first_unknown_value_is_found_among_any():
    assert first_unknown("a", None, LATER, DENIED) == LATER
    assert first_unknown("a", [LATER], None) is None


def test_what_is_not_known_is_not_tested():
    assert list(each(["a", None, LATER], str.isalpha)) == [True, None, LATER]


def test_a_list_that_is_not_known_stays_so():
    assert (some_of(["1", LATER, "a"], str.isalpha), some_of(["1", LATER], str.isalpha)) == (True, LATER)
    assert (some_of([], str.isalpha), some_of(None, str.isalpha), some_of(DENIED, str.isalpha)) == (False, None, DENIED)
