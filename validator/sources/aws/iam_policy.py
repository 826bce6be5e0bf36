"""The least-privilege policy: whoever has it can read everything that the live source reads, and do nothing else."""

from collections.abc import Iterable
from typing import Any

from validator.sources.aws.operations import OPERATIONS, Operation


def policy_document() -> dict[str, Any]:
    """An identity policy that allows each call of the live source and nothing else."""
    calls = OPERATIONS.values()
    narrowed = sorted({one.resource for one in calls if one.resource != "*"})
    return {
        "Version": "2012-10-17",
        "Statement": [
            _statement("ReadEachAccount", "*", (one for one in calls if one.resource == "*" and not one.across)),
            *(
                _statement(
                    "ReadSecretsWithoutTheirValues", resource, (one for one in calls if one.resource == resource)
                )
                for resource in narrowed
            ),
            _statement("OnlyForSeveralAccounts", "*", (one for one in calls if one.across)),
        ],
    }


def _statement(sid: str, resource: str, operations: Iterable[Operation]) -> dict[str, Any]:
    actions = sorted({one.action for one in operations})
    return {"Sid": sid, "Effect": "Allow", "Action": actions, "Resource": resource}
