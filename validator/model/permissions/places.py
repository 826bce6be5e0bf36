"""The facts of policies that stand neither at a registry nor at a repository: of a role, and of a VPC endpoint."""

from validator.model.permissions.access import Access
from validator.model.permissions.actions import ECR_ACTIONS
from validator.model.permissions.document import PolicyDocument
from validator.model.permissions.facts import access, repository_access
from validator.model.permissions.managed import managed_name, managed_policy
from validator.model.permissions.parse import unknown_document
from validator.model.permissions.patterns import language
from validator.model.permissions.reach import repositories
from validator.model.value import Unknown, Value

# What reads a layer, from the bucket where ECR keeps them. Source: ECR User Guide, "Minimum Amazon S3 bucket
# permissions for Amazon ECR".
_READ_LAYER = "s3:GetObject"


def role_access(
    documents: Value[list[PolicyDocument]], managed_policies: Value[list[Value[str]]], account: Value[str]
) -> Value[Access]:
    """What the identity policies of a role give and take together, on the repositories of its account in any region.

    Args:
        documents: Its policies, without AWS's own.
        managed_policies: The ARNs of the AWS managed policies that it has.
        account: Its account.
    """
    if isinstance(documents, Unknown):
        return documents
    if isinstance(managed_policies, Unknown):
        return managed_policies
    statements = [statement for one in (documents or ()) for statement in one.statements]
    for arn in managed_policies or ():
        document = unknown_document(arn) if isinstance(arn, Unknown) else managed_policy(managed_name(str(arn)) or "")
        statements += document.statements if document else []
    return access(PolicyDocument("2012-10-17", statements), repositories(account, None), account, ECR_ACTIONS)


def endpoint_access(
    document: Value[PolicyDocument], service: Value[str], account: Value[str], region: Value[str]
) -> Value[Access]:
    """What an endpoint policy lets through: for S3 to the layers of ECR's region, else to the registry's repositories.

    Args:
        document: The policy; an absent or unknown one gives the same.
        service: The service's last part: ``ecr.api``, ``ecr.dkr``, ``s3``.
        account: The account of the registry that is reached through it.
        region: Its region.
    """
    if isinstance(service, Unknown):
        return service
    if service != "s3":
        return repository_access(document, account, region)
    bucket = f"prod-{region if isinstance(region, str) else '*'}-starport-layer-bucket"
    layers = language([f"arn:{partition}:s3:::{bucket}/?*" for partition in ("aws", "aws-*")])
    return access(document, layers, account, [_READ_LAYER])
