"""AWS managed policies that let somebody fill, change or administer a cache.

Source: the policy documents on the pages of the "AWS Managed Policy Reference" (1582 of them, copied in moto 5.2.1).
Left out are the policies that are confined to repositories which an AWS service names or tags, and those that only
AWS's own roles can have. What is not in the table allows nothing that matters here.
"""

import re
from functools import cache
from typing import Any

from validator.model.permissions.document import PolicyDocument
from validator.model.permissions.parse import policy_of
from validator.model.value import Unknown

_ARN = re.compile(r"arn:aws[a-z-]*:iam::aws:policy/(?:[\w+=,.@-]+/)*(?P<name>[\w+=,.@-]+)")
_PUSH = ["ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:PutImage"]


def _everything(**elements: Any) -> dict[str, Any]:
    return {"Effect": "Allow", "Resource": "*", **elements}


# The statements about ECR, by the policy's name.
_STATEMENTS: dict[str, list[dict[str, Any]]] = {
    "AdministratorAccess": [_everything(Action="*")],
    "AIDevOpsAgentActionsPolicy": [_everything(NotAction=["iam:*", "organizations:*", "sts:*"])],
    "AmazonEC2ContainerRegistryFullAccess": [_everything(Action="ecr:*")],
    "AmazonEC2ContainerRegistryPowerUser": [_everything(Action=_PUSH)],
    "AmazonEC2ContainerRegistryPullOnly": [_everything(Action="ecr:BatchImportUpstreamImage")],
    "AmazonSageMakerFullAccess": [_everything(Action="ecr:CreateRepository")],
    "EC2InstanceProfileForImageBuilderECRContainerBuilds": [_everything(Action=_PUSH)],
    "PowerUserAccess": [_everything(NotAction=["iam:*", "organizations:*", "account:*"])],
}


def managed_name(arn: str) -> str | None:
    """The name of the AWS managed policy that an ARN means; ``None`` where it is a customer's policy."""
    match = _ARN.fullmatch(arn)
    return match["name"] if match else None


@cache
def managed_policy(name: str) -> PolicyDocument | None:
    """The part of an AWS managed policy that matters here, each statement labelled with the policy's name."""
    statements = _STATEMENTS.get(name)
    if statements is None:
        return None
    document = policy_of({"Version": "2012-10-17", "Statement": [{"Sid": name, **one} for one in statements]})
    return None if isinstance(document, Unknown) else document
