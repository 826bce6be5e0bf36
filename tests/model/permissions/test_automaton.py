"""The search for a string that some patterns match and others don't."""

import pytest

from validator.model.permissions.automaton import TooComplex, search


@pytest.mark.parametrize(
    ("within", "without", "shortest"),
    [
        (["a*", "*b"], [], "ab"),
        (["a?c", "*"], ["abc"], "axc"),
        (["a*"], ["a"], "ax"),
        (["a*", "b*"], [], None),
        (["a?"], ["a*"], None),
        (["a*"], ["a?*", "a"], None),
        (["*a*"], ["*aa*", "a", "?a"], "ax"),
    ],
)
def test_the_shortest_string_is_found(within, without, shortest):
    assert search([frozenset({one}) for one in within], frozenset(without)) == shortest


def test_an_empty_set_of_patterns_matches_nothing():
    assert search([frozenset()], frozenset()) is None


def test_a_search_that_grows_without_end_is_given_up():
    patterns = frozenset({"*a" + "?" * 20})
    with pytest.raises(TooComplex):
        search([frozenset({"*b" + "?" * 20}), patterns], frozenset({"*" + "?" * 22}))
