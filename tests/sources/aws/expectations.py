"""What the objects of a live region are compared with."""

import re

from tests.aws.server import ACCOUNT, REGION
from validator.model.base import RegistryRef
from validator.model.origin import Origin
from validator.model.permissions.document import PolicyDocument

HERE = RegistryRef(f"{ACCOUNT}/{REGION}", ACCOUNT, REGION)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")


class Moment:
    """Equals every time in RFC 3339 and UTC."""

    def __eq__(self, other):
        return isinstance(other, str) and MOMENT.fullmatch(other) is not None

    __hash__ = None


class Something:
    """Equals everything that is known and there."""

    def __init__(self, kind):
        self.kind = kind

    def __eq__(self, other):
        return isinstance(other, self.kind)

    __hash__ = None


POLICY = Something(PolicyDocument)


def at(kind, address, **fields):
    """An object of the region."""
    return kind(address=address, registry=HERE, origin=Origin(address), **fields)
