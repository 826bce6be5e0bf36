"""Facts of the model in words: values, lifecycle rules, and what a policy gives and takes."""

from collections.abc import Iterable

from validator.model.lifecycle import LifecycleRule
from validator.model.permissions.access import Access, Allowed, Denied
from validator.model.permissions.document import Condition, Principal
from validator.model.value import Unknown, Value

_ENDINGS = {"sinceImagePushed": "pushed", "sinceImagePulled": "last pulled", "sinceImageTransitioned": "archived"}
_ANYONE = "anyone"
_MOST_ACTIONS = 6


def word(value: object) -> str:
    """A value as it is; one that is not known with the reason why, and with what it refers to."""
    if isinstance(value, Unknown):
        meant = f", from {' or '.join(value.refers_to)}" if value.refers_to else ""
        return f"unknown: {value}{meant}"
    return "none" if value is None else str(value)


def words(values: Value[list[Value[str]]], join: str = ", ") -> str:
    """A list of values."""
    return join.join(map(word, values)) if isinstance(values, list) and values else word(values or None)


def lifecycle_sentence(rule: LifecycleRule) -> str:
    """What a lifecycle rule does."""
    images = _images(rule)
    number = word(rule.count_number)
    act = {"expire": "deletes", "transition": "archives"}.get(word(rule.action), f"applies {word(rule.action)} to")
    if rule.count_type == "imageCountMoreThan":
        kept = images.replace("images", "image", 1) if rule.count_number == 1 else f"{number} {images}"
        return f"Keeps the newest {kept} and {act} the others."
    since = _ENDINGS.get(word(rule.count_type))
    if since is None:
        return f"{act.capitalize()} {images} by {word(rule.count_type)}."
    unit = word(rule.count_unit or "days")
    time = f"1 {unit.removesuffix('s')}" if rule.count_number == 1 else f"{number} {unit}"
    return f"{act.capitalize()} {images} {time} after they were {since}."


def _images(rule: LifecycleRule) -> str:
    if rule.tag_status == "any":
        return "images"
    if not isinstance(rule.tag_status, str):
        return f"images (tag status {word(rule.tag_status)})"
    tags = f" ({words(rule.patterns)})" if rule.patterns and rule.patterns != ["*"] else ""
    return f"{rule.tag_status} images{tags}"


def access_sentences(access: Access) -> list[str]:
    """What a policy gives to whom, and what it takes away."""
    return [*map(_allowed, access.allowed), *map(_denied, access.denied)]


def _allowed(one: Allowed) -> str:
    who = _who(one.kind, one.id)
    where = f" where {_conditions(one.bound)}" if one.bound else ""
    return f"{who[:1].upper()}{who[1:]} may {_actions(one.actions)}{where}."


def _denied(one: Denied) -> str:
    condition = " on some requests" if one.conditional else ""
    return f"{one.statement} denies {_actions(one.actions)}{condition}."


def principal(one: Principal) -> str:
    """A principal: its ARN, or its kind with what is known of it."""
    return _who(one.kind, one.id)


def _who(kind: Value[str], name: Value[str]) -> str:
    if kind == _ANYONE:
        return _ANYONE
    if kind == "account":
        return f"principals of account {word(name)} whose own policies let them"
    if isinstance(name, Unknown) and isinstance(kind, str):
        return f"the {kind} {' or '.join(name.refers_to)}" if name.refers_to else f"a {kind} ({word(name)})"
    return word(name)


def _actions(actions: Value[list[Value[str]]]) -> str:
    if not isinstance(actions, list):
        return word(actions)
    if len(actions) > _MOST_ACTIONS:
        return f"{len(actions)} actions"
    return words([one.removeprefix("ecr:") if isinstance(one, str) else one for one in actions])


def _conditions(conditions: Value[list[Condition]]) -> str:
    if not isinstance(conditions, list):
        return f"its conditions hold ({word(conditions)})"
    return " and ".join(_condition(one) for one in conditions)


def _condition(one: Condition) -> str:
    return f"{one.key} {one.operator} {words(one.values, ' or ')}"


def listed(texts: Iterable[str]) -> str:
    """Some texts as one, ``a, b and c``."""
    *first, last = texts
    return f"{', '.join(first)} and {last}" if first else last
