"""Policy documents and lifecycle policies, as one side or the other has them written."""

import msgspec

from validator.model.lifecycle import parse_lifecycle
from validator.model.permissions.parse import parse_policy

ACCOUNT = "123456789012"


def policy(*statements, version="2012-10-17"):
    """A policy document from statements as JSON has them."""
    return parse_policy(msgspec.json.encode({"Version": version, "Statement": list(statements)}).decode())


def allow(sid="Import", **elements):
    """A statement that lets an account import, or what the elements say otherwise."""
    return {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
        "Action": ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"],
        "Resource": "*",
        **elements,
    }


def lifecycle(*numbers):
    """A lifecycle policy that keeps numbers of images, each with the next priority."""
    rules = [
        {
            "rulePriority": place,
            "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": number},
            "action": {"type": "expire"},
        }
        for place, number in enumerate(numbers, 1)
    ]
    return parse_lifecycle(msgspec.json.encode({"rules": rules}).decode())
