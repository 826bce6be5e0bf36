"""What is wrong with the KMS key of a repository creation template.

Source: ``KmsKeyForRepositoryCreationTemplate`` in the ECR API model 2015-09-21, and the ECR User Guide, "Repository
creation templates": a template takes no alias and no bare key id, and the key is in the repositories' region.
"""

import re

from validator.model.value import Unknown, Value

_ARN = re.compile(r"arn:aws[a-z0-9-]*:kms:(?P<region>[a-z0-9-]+):[0-9]{12}:key/[a-z0-9-]+")
_KEY = re.compile(r"(?:^|\.)aws_kms_(?:key|external_key|replica_key|replica_external_key)\..*\.arn$")
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


def _gives_an_arn(target: str) -> bool:
    return bool(_KEY.search(target) or _ALIAS_TARGET.search(target))
