"""Policy documents by meaning: what says the same is no drift, and what differs is told by its statement."""

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sides import LATER
from written_policies import ACCOUNT, allow, policy

from validator.drift.answer import Differs
from validator.drift.documents import documents, several
from validator.model.permissions.parse import parse_policy

ROOT = f"arn:aws:iam::{ACCOUNT}:root"
BUILD = f"arn:aws:iam::{ACCOUNT}:role/build"
CONDITION = {"StringEquals": {"aws:PrincipalOrgID": "o-1"}}


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        (allow(Action=["ecr:PutImage"]), allow(Action="ecr:PutImage")),
        (allow(Action=["ecr:A", "ecr:B"]), allow(Action=["ecr:B", "ecr:A"])),
        (allow(Action="ecr:PutImage"), allow(Action="ECR:putimage")),
        (allow(Principal={"AWS": ROOT}), allow(Principal={"AWS": [ACCOUNT]})),
        (allow(Principal="*"), allow(Principal={"AWS": "*"})),
        (allow(Principal={"AWS": [BUILD, ROOT]}), allow(Principal={"AWS": [ACCOUNT, BUILD]})),
        (allow("Import"), allow("Renamed")),
        (allow(Condition=CONDITION), allow(Condition={"stringequals": {"AWS:PrincipalOrgId": ["o-1"]}})),
        (
            allow(Condition={"Bool": {"aws:SecureTransport": True}}),
            allow(Condition={"Bool": {"aws:securetransport": "true"}}),
        ),
    ],
)
def test_two_forms_of_one_statement_are_the_same(expected, actual):
    assert documents(policy(expected), policy(actual)) is None
    assert documents(policy(actual), policy(expected)) is None


def org(**elements):
    """A statement that denies everything to everybody outside of an organization."""
    return allow("Org", Effect="Deny", Action="ecr:*", Principal="*", Condition=CONDITION, **elements)


IMPORT = f"statement Import allows ecr:BatchImportUpstreamImage, ecr:CreateRepository to {ROOT} on *"
ORG = "statement Org denies ecr:* to * on * where aws:principalorgid StringEquals o-1"
OPEN = "statement Open allows ecr:* to * on *"
DIFFERENCES = {
    "one is added": (
        [allow()],
        [allow(), allow("Open", Principal="*", Action="ecr:*")],
        ("no statement Open", OPEN),
    ),
    "one is removed": ([allow(), org()], [allow()], (ORG, "no statement Org")),
    "an element": ([allow(Resource="a")], [allow(Resource="*")], ("statement Import: on a", "statement Import: on *")),
    "the effect": (
        [allow(Effect="Deny", Action="ecr:A")],
        [allow(Action="ecr:A")],
        (f"statement Import denies ecr:A to {ROOT} on *", f"statement Import allows ecr:A to {ROOT} on *"),
    ),
    "a condition": (
        [allow(Condition=CONDITION)],
        [allow()],
        ("statement Import: where aws:principalorgid StringEquals o-1", "statement Import: where none"),
    ),
    "without a label": (
        [allow("", Action="ecr:A")],
        [allow("", Action="ecr:B")],
        ("statement 1: ecr:A", "statement 1: ecr:B"),
    ),
    "one of two alike": ([allow(), allow()], [allow()], (IMPORT, "no statement Import")),
}


@pytest.mark.parametrize(("expected", "actual", "words"), DIFFERENCES.values(), ids=DIFFERENCES)
def test_a_difference_names_the_statement_and_what_it_says(expected, actual, words):
    assert documents(policy(*expected), policy(*actual)) == Differs(*words)


def test_a_policy_that_only_one_side_has_is_a_difference_with_all_its_statements():
    assert documents(None, policy(allow("Open", Principal="*", Action="ecr:*"))) == Differs(
        "no statement Open", "statement Open allows ecr:* to * on *"
    )
    assert documents(None, None) is None


def test_versions_count_and_none_is_the_oldest():
    assert documents(policy(allow(), version="2012-10-17"), policy(allow(), version="2008-10-17")) == Differs(
        "version 2012-10-17", "version 2008-10-17"
    )
    bare = parse_policy(json.dumps({"Statement": [allow()]}))
    assert documents(bare, policy(allow(), version="2008-10-17")) is None


def test_long_differences_are_cut():
    (expected, actual) = documents(policy(allow()), policy(allow(Resource=[f"r{number:03}" for number in range(200)])))
    assert expected == "statement Import: on *"
    assert len(actual) == 300
    assert actual.endswith("…")


def test_of_long_lists_the_place_where_they_differ_is_shown():
    names = [f"r{number:03}" for number in range(200)]
    (expected, actual) = documents(policy(allow(Resource=names)), policy(allow(Resource=names[:150] + names[151:])))
    assert expected.startswith("…")
    assert "r149, r150, r151" in expected
    assert "r149, r151, r152" in actual


def test_what_has_the_same_words_is_told_to_be_a_difference_all_the_same():
    expected, actual = documents(policy(allow(Principal={"Federated": "x"})), policy(allow(Principal={"Service": "x"})))
    assert (expected, actual) == ("statement Import: to x", "statement Import: to x, written otherwise")


def test_the_documents_of_a_role_are_compared_together():
    one, other = allow("A", Action="ecr:A"), allow("B", Action="ecr:B")
    assert several([policy(one, other)], [policy(other), policy(one)]) is None
    assert isinstance(several([policy(one, other)], [policy(one)]), Differs)
    assert several(LATER, [policy(one)]) == LATER


PRINCIPALS = st.sampled_from(
    ["*", {"AWS": "*"}, {"AWS": ROOT}, {"AWS": [BUILD, ACCOUNT]}, {"Service": "ecr.amazonaws.com"}]
)
LISTS = st.lists(st.sampled_from(["ecr:A", "ecr:B", "ecr:C*"]), min_size=1, max_size=3, unique=True)
CONDITIONS = st.dictionaries(
    st.sampled_from(["StringEquals", "StringLike", "ArnLike"]),
    st.dictionaries(st.sampled_from(["aws:PrincipalOrgID", "aws:PrincipalArn"]), LISTS, min_size=1),
    max_size=2,
)
STATEMENTS = st.fixed_dictionaries(
    {"Effect": st.sampled_from(["Allow", "Deny"]), "Action": LISTS, "Principal": PRINCIPALS, "Resource": LISTS},
    optional={"Sid": st.sampled_from("ABC"), "Condition": CONDITIONS},
)


def shuffled(value, chance):
    """JSON that says the same in another order and form."""
    if isinstance(value, dict):
        keys = list(value)
        chance.shuffle(keys)
        return {key: shuffled(value[key], chance) for key in keys}
    if isinstance(value, list):
        items = [shuffled(one, chance) for one in value]
        chance.shuffle(items)
        return items[0] if len(items) == 1 and isinstance(items[0], str) and chance.random() < 0.5 else items
    return value


@given(st.lists(STATEMENTS, max_size=4), st.randoms(use_true_random=False))
def test_a_document_written_in_another_order_is_the_same(statements, chance: random.Random):
    document = {"Version": "2012-10-17", "Statement": statements}
    other = shuffled(document, chance)
    assert documents(parse_policy(json.dumps(document)), parse_policy(json.dumps(other))) is None


@given(st.lists(STATEMENTS, min_size=1, max_size=3), st.data())
def test_a_statement_that_is_left_out_is_always_told(statements, data):
    left_out = data.draw(st.integers(0, len(statements) - 1))
    rest = [one for place, one in enumerate(statements) if place != left_out]
    found = documents(policy(*statements), policy(*rest))
    assert isinstance(found, Differs)
    assert found.actual.startswith("no statement")
