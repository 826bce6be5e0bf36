"""A second evaluation of policies, written apart from the first: request by request, over a small universe."""

from typing import NamedTuple

OWN, OTHER = "111122223333", "444455556666"


class Caller(NamedTuple):
    """Somebody who calls: the principals that a request of theirs has, and the ARN that asks for them."""

    name: str
    account: str
    arn: str
    session: str = ""


NODE = f"arn:aws:iam::{OWN}:role/node"
CALLERS = [
    Caller("node-1", OWN, NODE, f"arn:aws:sts::{OWN}:assumed-role/node/s-1"),
    Caller("node-2", OWN, NODE, f"arn:aws:sts::{OWN}:assumed-role/node/s-2"),
    Caller("deploy", OWN, f"arn:aws:iam::{OWN}:role/ci/deploy", f"arn:aws:sts::{OWN}:assumed-role/deploy/s-1"),
    Caller("ann", OWN, f"arn:aws:iam::{OWN}:user/ann"),
    Caller("bob", OTHER, f"arn:aws:iam::{OTHER}:user/bob"),
    Caller("eve", OTHER, f"arn:aws:iam::{OTHER}:user/x/eve"),
]
ACTIONS = ["ecr:PutImage", "ecr:BatchGetImage", "ecr:BatchImportUpstreamImage"]
REPOSITORY = f"arn:aws:ecr:eu-west-1:{OWN}:repository/"
RESOURCES = [REPOSITORY + name for name in ("hub/a", "hub/ab", "hub/library/a", "quay/a", "team")]


def matches(pattern, text):
    """Whether a pattern matches, by the textbook's recursion."""
    if not pattern:
        return not text
    if pattern[0] == "*":
        return matches(pattern[1:], text) or (bool(text) and matches(pattern, text[1:]))
    return bool(text) and pattern[0] in {"?", text[0]} and matches(pattern[1:], text[1:])


def allowed(document, caller, action, resource, org=None):
    """Whether a document allows a request: True, False, or None where a condition on the request decides.

    ``org`` says whether the condition on the organization holds; None: each request decides.
    """
    denied = [_applies(one, caller, action, resource, org) for one in document if one["Effect"] == "Deny"]
    granted = [_applies(one, caller, action, resource, org) for one in document if one["Effect"] == "Allow"]
    if True in denied or not any(one is not False for one in granted):
        return False
    return True if True in granted and None not in denied else None


def _applies(statement, caller, action, resource, org):
    if not _about(statement["Principal"], caller):
        return False
    if "Action" in statement:
        hit = any(matches(one.lower(), action.lower()) for one in statement["Action"])
    else:
        hit = not any(matches(one.lower(), action.lower()) for one in statement["NotAction"])
    if "Resource" in statement:
        hit = hit and any(matches(one, resource) for one in statement["Resource"])
    else:
        hit = hit and not any(matches(one, resource) for one in statement["NotResource"])
    return hit and _conditions(statement.get("Condition", {}), caller, org)


def _about(element, caller):
    if element == "*":
        return True
    account = f"arn:aws:iam::{caller.account}:root"
    return any(one in {caller.account, account, caller.arn, caller.session} for one in element["AWS"])


def _conditions(block, caller, org):
    answers = []
    for operator, keys in block.items():
        for key, value in keys.items():
            if key == "aws:PrincipalArn":
                answers.append(matches(value, caller.arn) is (operator == "ArnLike"))
            elif key == "aws:PrincipalAccount":
                answers.append((value == caller.account) is (operator == "StringEquals"))
            else:
                answers.append(org)
    return False if False in answers else None if None in answers else True
