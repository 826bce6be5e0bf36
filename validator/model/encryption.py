"""What is to be known of a KMS key: whether a template can take it, and whether a secret's is the customer's own.

Source: ``KmsKeyForRepositoryCreationTemplate`` in the ECR API model 2015-09-21, and the ECR User Guide, "Repository
creation templates": a template takes no alias and no bare key id, and the key is in the repositories' region.
"""

import re

from validator.model.value import Unknown, Value

_ARN = re.compile(r"arn:aws[a-z0-9-]*:kms:(?P<region>[a-z0-9-]+):[0-9]{12}:key/[a-z0-9-]+")
_KEY = re.compile(r"(?:^|\.)aws_kms_(?:key|external_key|replica_key|replica_external_key)\..*\.arn$")
_KMS_RESOURCE = re.compile(r"(?:^|\.)aws_kms_(?:key|alias|external_key|replica_key|replica_external_key)\.")
_DATA = re.compile(r"(?:^|\.)data\.")
# What Secrets Manager's own key is called; no key at all means the same. Source: DescribeSecret, KmsKeyId.
_AWS_MANAGED = re.compile(r"(?:arn:aws[a-z-]*:kms:[a-z0-9-]*:\d{12}:)?alias/aws/secretsmanager")
_ALIAS_TARGET = re.compile(r"(?:^|\.)aws_kms_alias\..*\.target_key_arn$")


def key_problem(key: Value[str], region: Value[str]) -> Value[str]:
    """What is wrong with a key: ``None`` where it is absent, a key's ARN, or a reference to one."""
    if key is None:
        return None
    if isinstance(key, Unknown):
        return None if key.refers_to and all(map(_gives_an_arn, key.refers_to)) else key
    match = _ARN.fullmatch(key)
    if match is None:
        return f"the key {key} is no key's ARN, and a template takes neither an alias nor a bare key id"
    if isinstance(region, str) and match["region"] != region:
        return f"the key is in {match['region']}, and the repositories are in {region}"
    return None


def customer_key(key: Value[str]) -> Value[bool]:
    """Whether a secret's key is a customer managed one."""
    if isinstance(key, Unknown):
        ours = key.refers_to and all(_KMS_RESOURCE.search(one) and not _DATA.search(one) for one in key.refers_to)
        return True if ours else key
    return key is not None and not _AWS_MANAGED.fullmatch(key)


def customer_key_id(key: Value[str]) -> Value[str]:
    """A secret's key; ``None`` for the AWS managed one, however it is written."""
    return None if customer_key(key) is False else key


def _gives_an_arn(target: str) -> bool:
    return bool(_KEY.search(target) or _ALIAS_TARGET.search(target))
