"""What is known decides; where it does not, the first unknown fact says why."""

import pytest

from validator.model.three_valued import every, first_unknown, some
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
