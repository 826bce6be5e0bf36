"""What a value says about an object where the value itself is not known."""

import re
from typing import Any

from validator.model.value import Unknown, Value

# What Secrets Manager's own key is called; no key at all means the same. Source: DescribeSecret, KmsKeyId.
_AWS_MANAGED = re.compile(r"(?:arn:aws[a-z-]*:kms:[a-z0-9-]*:\d{12}:)?alias/aws/secretsmanager")
_KMS_RESOURCE = re.compile(r"(?:^|\.)aws_kms_(?:key|alias|external_key|replica_key|replica_external_key)\.")
_DATA = re.compile(r"(?:^|\.)data\.")


def text(value: Any) -> Value[str]:
    """A string argument; the provider sends an empty one as little as a missing one."""
    return value if isinstance(value, Unknown) else (str(value) if value not in {None, ""} else None)


def is_given(value: Value[str]) -> Value[bool]:
    """Whether an argument has a value: known where the value is, or where it is the attribute of something declared."""
    if isinstance(value, Unknown):
        return True if value.refers_to and not any(_DATA.search(target) for target in value.refers_to) else value
    return value is not None


def customer_key(value: Value[str]) -> Value[bool]:
    """Whether a secret's ``kms_key_id`` is a customer managed key."""
    if isinstance(value, Unknown):
        ours = value.refers_to and all(
            _KMS_RESOURCE.search(target) and not _DATA.search(target) for target in value.refers_to
        )
        return True if ours else value
    return value is not None and not _AWS_MANAGED.fullmatch(value)


def customer_key_id(value: Value[str]) -> Value[str]:
    """A secret's key; ``None`` for the AWS managed one, however it is written."""
    return None if customer_key(value) is False else value


def texts(value: Any) -> Value[list[Value[str]]]:
    """A list or set of strings."""
    if value is None or isinstance(value, Unknown):
        return value
    return [one if isinstance(one, Unknown) else str(one) for one in value]
