"""Documents over the small universe of `brute_force`."""

from brute_force import ACTIONS, NODE, OTHER, OWN, REPOSITORY
from hypothesis import strategies as st

_PRINCIPALS = [
    OWN,
    f"arn:aws:iam::{OTHER}:root",
    NODE,
    f"arn:aws:sts::{OWN}:assumed-role/node/s-1",
    f"arn:aws:sts::{OWN}:assumed-role/deploy/s-1",
    f"arn:aws:iam::{OWN}:role/ci/deploy",
    f"arn:aws:iam::{OWN}:user/ann",
    f"arn:aws:iam::{OTHER}:user/bob",
]
_ACTIONS = [*ACTIONS, "ecr:*", "*", "ecr:Batch*", "ECR:putimag?", "s3:*"]
_NAMES = ["*", "hub/*", "hub/?", "hub/??", "*/a", "hub/library/*", "team", "quay/a", "?*a", "hub*a"]
_RESOURCES = ["*", *(REPOSITORY + name for name in _NAMES)]
_CONDITIONS = [
    {},
    {"ArnLike": {"aws:PrincipalArn": f"arn:aws:iam::{OWN}:role/*"}},
    {"ArnNotLike": {"aws:PrincipalArn": f"arn:aws:iam::{OWN}:role/n?de"}},
    {"StringEquals": {"aws:PrincipalAccount": OWN}},
    {"StringNotEquals": {"aws:PrincipalAccount": OTHER}},
    {"StringEquals": {"aws:PrincipalOrgID": "o-example"}},
    {"StringEquals": {"aws:PrincipalOrgID": "o-example", "aws:PrincipalAccount": OWN}},
]

PATTERNS = st.text("ab/*?", max_size=7)


def some(values):
    return st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True)


@st.composite
def statements(draw):
    found = {
        "Effect": draw(st.sampled_from(["Allow", "Allow", "Deny"])),
        "Principal": draw(st.one_of(st.just("*"), some(_PRINCIPALS).map(lambda ids: {"AWS": ids}))),
        draw(st.sampled_from(["Action", "Action", "NotAction"])): draw(some(_ACTIONS)),
        draw(st.sampled_from(["Resource", "Resource", "NotResource"])): draw(some(_RESOURCES)),
    }
    block = draw(st.sampled_from(_CONDITIONS))
    return found | ({"Condition": block} if block else {})


DOCUMENTS = st.lists(statements(), min_size=1, max_size=4)
