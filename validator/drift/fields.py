"""What is compared of each kind of object, and how.

Left out is what only one side can state: times, facts about a secret's value, and what follows from other attributes.
"""

from collections.abc import Callable
from operator import attrgetter
from typing import Any, NamedTuple

from validator.drift.answer import Answer, Differs
from validator.drift.documents import documents, several
from validator.drift.references import References
from validator.drift.scalars import listed, plain, repository_key, secret_key, tags
from validator.drift.settings import lifecycles
from validator.model.prefixes import ROOT
from validator.model.three_valued import first_unknown
from validator.model.value import Reason, Unknown, Value

_SCHEDULED = Unknown(Reason.UNSUPPORTED, detail="a schedule that is no number of days")

Compare = Callable[[Any, Any, References], Answer]


class Field(NamedTuple):
    """One attribute.

    Attributes:
        path: Its path in the object.
        compare: Compares the expected object with the actual one in it; what is expected may be a reference.
        label: Whether it is a tag or a description.
        decides: Whether the attributes after it follow from it where it differs.
    """

    path: str
    compare: Compare
    label: bool = False
    decides: bool = False


def _field(path: str, how: Callable[[Any, Any], Answer] = plain, *, label: bool = False) -> Field:
    value = attrgetter(path)
    return Field(path, lambda expected, actual, _: how(value(expected), value(actual)), label)


def _by_default(path: str, default: Any) -> Field:
    """An attribute for which a missing value means another one."""
    return _field(path, lambda expected, actual: plain(expected, actual, default))


def _referring(path: str, how: Callable[[References, Value[str], Value[str]], Answer]) -> Field:
    value = attrgetter(path)
    return Field(path, lambda expected, actual, references: how(references, value(expected), value(actual)))


def _key(expected: Any, actual: Any, _: References) -> Answer:
    if plain(expected.encryption, actual.encryption) is not None:
        # The encryption differs, or may: that says all.
        return first_unknown(expected.encryption, actual.encryption)
    return repository_key(expected.kms_key, actual.kms_key)


def _tags(expected: Any, actual: Any, _: References) -> Answer:
    """Tags with their values, or their keys where a source tells no more."""
    told = all(one.tags is None or one.tag_values is not None for one in (expected, actual))
    return tags(expected.tag_values, actual.tag_values) if told else listed(expected.tags, actual.tags)


def _rotates(expected: Any, actual: Any, _: References) -> Answer:
    return plain(_enabled(expected), _enabled(actual))


def _days(expected: Any, actual: Any, _: References) -> Answer:
    """The days between two rotations, where both sides rotate by days."""
    if _enabled(expected) is not True or _enabled(actual) is not True:
        return first_unknown(_enabled(expected), _enabled(actual))
    ours, theirs = expected.rotation.days, actual.rotation.days
    if ours is None or theirs is None:
        return _SCHEDULED
    return plain(ours, theirs)


def _enabled(credential: Any) -> Value[bool]:
    rotation = credential.rotation
    if rotation is None or isinstance(rotation, Unknown):
        return rotation or False
    enabled: Value[bool] = rotation.enabled
    return enabled or False if not isinstance(enabled, Unknown) else enabled


def _deletion(expected: Any, actual: Any, _: References) -> Answer:
    """Whether the account is about to delete a secret: Terraform never expects that."""
    if isinstance(actual.deleted_at, Unknown):
        return actual.deleted_at
    same = actual.deleted_at is None or expected.deleted_at is not None
    return None if same else Differs("none", str(actual.deleted_at))


def _held(path: str, how: Callable[[Any, Any], Answer]) -> Field:
    """What a role has, where the input is known to tell all of it."""
    value = attrgetter(path)

    def compare(expected: Any, actual: Any, _: References) -> Answer:
        return first_unknown(expected.complete, actual.complete) or how(value(expected), value(actual))

    return Field(path, compare)


_SHARED = (
    _by_default("mutability", "MUTABLE"),
    _field("exclusions", listed),
    _by_default("encryption", "AES256"),
    Field("kms_key", _key),
    _field("lifecycle", lifecycles),
    _field("permissions", documents),
)

FIELDS: dict[str, tuple[Field, ...]] = {
    "rule": (
        _field("upstream.host"),
        _by_default("upstream_prefix", ROOT),
        _referring("credential_arn", References.secret),
        _referring("role_arn", References.role),
    ),
    "template": (
        _field("description", label=True),
        Field("tags", _tags, label=True),
        _field("applied_for", listed),
        *_SHARED,
        _referring("role_arn", References.role),
    ),
    "credential": (
        # A deletion takes the rotation with it.
        Field("deleted_at", _deletion, decides=True),
        _field("arn"),
        _field("description", label=True),
        _field("kms_key", secret_key),
        _field("policy", documents),
        Field("rotation.enabled", _rotates),
        Field("rotation.days", _days),
    ),
    "repository": (*_SHARED, _field("scan_on_push")),
    "role": (_field("trust", documents), _held("documents", several), _held("managed_policies", listed)),
}
