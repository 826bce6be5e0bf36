"""The engine agrees with an evaluation of each single request of a small universe."""

from itertools import product

from brute_force import ACTIONS, CALLERS, RESOURCES, allowed, matches
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import DOCUMENTS, PATTERNS

from validator.model.permissions.boxes import Box, remainder
from validator.model.permissions.callers import EVERYBODY
from validator.model.permissions.compare import Excess, exceeds
from validator.model.permissions.parse import policy_of
from validator.model.permissions.patterns import Language, covers, language
from validator.model.permissions.reach import Reach
from validator.model.value import Unknown

TEXTS = ["".join(chars) for length in range(5) for chars in product("ab/z", repeat=length)]
REQUESTS = list(product(CALLERS, ACTIONS, RESOURCES))


def document(statements):
    return policy_of({"Version": "2012-10-17", "Statement": statements})


def asker(caller):
    return f"{caller.arn}#{caller.session.rpartition('/')[2]}"


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sets(PATTERNS, min_size=1, max_size=3), max_size=3), st.sets(PATTERNS, max_size=3))
def test_a_witness_is_in_its_language_and_only_an_empty_one_has_none(within, without):
    found = Language(tuple(frozenset(one) for one in within), frozenset(without))

    def inside(text):
        return all(any(matches(one, text) for one in patterns) for patterns in within) and not any(
            matches(one, text) for one in without
        )

    witness = found.witness()
    if witness is None:
        assert [text for text in TEXTS if inside(text)] == []
    else:
        assert inside(witness)
        assert found.holds(witness)


@settings(deadline=None)
@given(PATTERNS, PATTERNS)
def test_a_pattern_covers_another_where_it_matches_every_text_of_it(pattern, other):
    missed = [text for text in TEXTS if matches(other, text) and not matches(pattern, text)]
    if missed:
        assert not covers(pattern, other)
    elif not covers(pattern, other):
        witness = Language((frozenset({other}),), frozenset({pattern})).witness()
        assert matches(other, witness)
        assert not matches(pattern, witness)


@settings(deadline=None)
@given(
    st.sets(PATTERNS, min_size=1, max_size=2), st.sets(PATTERNS, min_size=1, max_size=2), st.sets(PATTERNS, max_size=2)
)
def test_what_is_left_of_a_language_is_what_the_other_does_not_hold(ours, theirs, spared):
    first, second = language(ours), Language((frozenset(theirs),), frozenset(spared))
    pieces = first.less(second)
    for text in TEXTS:
        assert any(piece.holds(text) for piece in pieces) is (first.holds(text) and not second.holds(text))


@settings(deadline=None, max_examples=60)
@given(DOCUMENTS)
def test_each_request_is_decided_as_a_single_evaluation_decides_it(statements):
    reach = Reach(document(statements), ACTIONS)
    for caller, action, resource in REQUESTS:
        answer = reach.may(asker(caller), action, resource)
        assert allowed(statements, caller, action, resource) is (None if isinstance(answer, Unknown) else answer)


@settings(deadline=None, max_examples=60)
@given(DOCUMENTS, st.sampled_from(ACTIONS))
def test_what_is_left_after_all_denies_holds_each_allowed_request(statements, action):
    reach = Reach(document(statements), ACTIONS)
    asked = Box(frozenset({action}), EVERYBODY)
    left = [box for clause in reach.allows for box in reach.left(clause, asked)]
    for caller, resource in product(CALLERS, RESOURCES):
        text = f"aws:{caller.arn.partition('::')[2]}#{caller.session.rpartition('/')[2]}"
        held = any(box.callers.holds(text) and box.resources.holds(resource) for box in left)
        assert held is (allowed(statements, caller, action, resource) is not False)


@settings(deadline=None, max_examples=100)
@given(DOCUMENTS, DOCUMENTS)
def test_a_policy_without_excess_allows_no_request_that_its_reference_refuses(statements, reference):
    found = exceeds(document(statements), document(reference), actions=ACTIONS)
    for org, request in product((True, False), REQUESTS) if found is None else ():
        assert allowed(reference, *request, org) or not allowed(statements, *request, org)
    if isinstance(found, Excess):
        who, reach = found.principal, Reach(document(statements), ACTIONS)
        asker = "*" if who == "anonymous" else who
        assert reach.may(asker, found.action, found.resource) is not False
        assert Reach(document(reference), ACTIONS).may(asker, found.action, found.resource) is not True


@settings(deadline=None, max_examples=100)
@given(DOCUMENTS)
def test_no_policy_exceeds_itself(statements):
    assert exceeds(document(statements), document(statements), actions=ACTIONS) is None


@settings(deadline=None, max_examples=60)
@given(DOCUMENTS, st.sampled_from(RESOURCES), st.sampled_from(ACTIONS))
def test_whoever_may_is_found_and_whoever_is_certain_may(statements, resource, action):
    holders = Reach(document(statements), ACTIONS).who_may(action, resource)
    answers = {allowed(statements, caller, action, resource) for caller in CALLERS}
    if answers - {False}:
        assert holders
    if not holders:
        assert answers == {False}


@settings(deadline=None)
@given(st.lists(st.sets(st.sampled_from("abc"), min_size=1), max_size=4))
def test_what_remains_of_boxes_is_what_no_other_box_has(taken):
    boxes = [Box(frozenset(actions)) for actions in taken]
    left = remainder([Box(frozenset("abc"))], boxes)
    assert {action for box in left for action in box.actions} == set("abc").difference(*taken)
