"""From an inventory and an image to what a pull of it does."""

from collections.abc import Iterator

import msgspec

from validator.model.base import RegistryRef
from validator.model.images import Image
from validator.model.inventory import Inventory
from validator.model.links import Links
from validator.model.objects import Object, Registry, Repository, Role, Rule, Template
from validator.model.origin import Origin
from validator.model.prediction.callers import first_pull
from validator.model.prediction.facts import Facts
from validator.model.prediction.notes import notes
from validator.model.prediction.problems import problems
from validator.model.prediction.repository import part, target, template_for
from validator.model.prediction.served import login, served, suffix
from validator.model.prediction.structs import Part, Prediction
from validator.model.value import Reason, Unknown, Value

_TOLD_BY_REFERENCE = frozenset({"id", "account", "own", "kms_key"})


def predict(inventory: Inventory, links: Links, image: Image) -> list[Prediction]:
    """What a pull of an image does, by each registry of an inventory that the image may be in.

    An image with an account and a region is in that registry, or in one of which the input does not tell where it is;
    one without them may be in every registry. Of several registries those count that have a rule for it, if any has.
    Empty where the inventory has no such registry.
    """
    places = list(_places(inventory, image))
    found = [_predict(inventory, links, place, image) for place in places]
    covered = [one for one in found if one.served is not None]
    return covered or found


def registries(inventory: Inventory) -> list[RegistryRef]:
    """The registries that an inventory has objects of, in the order of their keys."""
    objects: list[Object] = [*inventory.registries, *inventory.rules, *inventory.templates]
    found = {one.registry.key: one.registry for one in objects}
    return [found[key] for key in sorted(found)]


def unknowns(found: object) -> Iterator[Unknown]:
    """What is not known in a prediction, or in a part of one.

    Who a principal is and which key encrypts count as known where a reference tells, and so does what a condition
    leaves to each request.
    """
    if isinstance(found, Unknown):
        if found.reason is not Reason.REQUEST:
            yield found
    elif isinstance(found, RegistryRef):
        return
    elif isinstance(found, msgspec.Struct):
        for name in found.__struct_fields__:
            value = getattr(found, name)
            told = isinstance(value, Unknown) and value.refers_to and name in _TOLD_BY_REFERENCE
            yield from () if told else unknowns(value)
    elif isinstance(found, list | dict):
        for one in found.values() if isinstance(found, dict) else found:
            yield from unknowns(one)


def is_open(prediction: Prediction) -> bool:
    """Whether something of a prediction is not known, or not documented."""
    return any(note.uncertain for note in prediction.notes) or next(unknowns(prediction), None) is not None


def _places(inventory: Inventory, image: Image) -> Iterator[RegistryRef]:
    every = registries(inventory)
    if image.account is None:
        yield from every
        return
    exact = [one for one in every if (one.account, one.region) == (image.account, image.region)]
    for one in exact or every:
        if _may_be(one.account, image.account) and _may_be(one.region, image.region):
            yield RegistryRef(one.key, image.account, image.region)


def _may_be(one: Value[str], other: Value[str]) -> bool:
    return isinstance(one, Unknown) or one == other


def _predict(inventory: Inventory, links: Links, place: RegistryRef, image: Image) -> Prediction:
    facts = _facts(inventory, links, place, image)
    rule = facts.rule
    role = links.role(rule) if isinstance(rule, Rule) else None
    return Prediction(
        image=_whole(place, image),
        registry=place,
        repository=str(image.repository),
        tag=str(image.tag) if image.tag else None,
        digest=str(image.digest) if image.digest else None,
        served=facts.served,
        login=login(rule, facts.credential, role) if isinstance(rule, Rule) else rule,
        first_pull=facts.first_pull,
        target=facts.target,
        problems=problems(facts),
        notes=notes(facts),
        involved=_involved(facts, role),
    )


def _facts(inventory: Inventory, links: Links, place: RegistryRef, image: Image) -> Facts:
    name = str(image.repository)
    asked = Repository(address=name, registry=place, origin=Origin(name), name=name)
    repository = next(
        (one for one in inventory.repositories if (one.registry.key, one.name) == (place.key, name)), None
    )
    registry, rule = links.registry(asked), links.rule_for(asked)
    template = template_for(name, (one for one in inventory.templates if one.registry.key == place.key))
    policies = [registry.permissions if isinstance(registry, Registry) else registry]
    policies += [repository.permissions] if repository else []
    return Facts(
        links=links,
        rules=[one for one in inventory.rules if one.registry.key == place.key],
        place=place,
        image=image,
        fips=".ecr-fips." in str(image.host),
        cached=_is_cached(inventory, place, image),
        rule=rule,
        credential=links.credential(rule) if isinstance(rule, Rule) else rule,
        repository=repository,
        template=template,
        served=served(rule, image) if isinstance(rule, Rule) else rule,
        first_pull=first_pull(place, name, policies, inventory.grants, inventory.roles),
        target=target(repository, template, registry, name),
    )


def _is_cached(inventory: Inventory, place: RegistryRef, image: Image) -> bool:
    here = (one for one in inventory.images if (one.registry.key, one.repository) == (place.key, image.repository))
    return any(one.digest == image.digest if image.digest else image.tag in one.tags for one in here)


def _whole(place: RegistryRef, image: Image) -> Value[str]:
    for one in (place.account, place.region):
        if not isinstance(one, str):
            return one
    host = image.host or f"{place.account}.dkr.ecr.{place.region}.amazonaws.com"
    return f"{host}/{image.repository}{suffix(image)}"


def _involved(facts: Facts, role: Value[Role]) -> list[Part]:
    """The objects that decide what happens: the registry, the rule, what it uses, and what makes the repository."""
    made_by = facts.repository or facts.template
    registry = facts.links.registry(facts.rule) if isinstance(facts.rule, Rule) else None
    template_role = facts.links.role(made_by) if isinstance(made_by, Template) else None
    kinds: list[tuple[str, object]] = [
        ("rule", facts.rule),
        ("credential", facts.credential),
        ("role", role),
        ("template" if isinstance(made_by, Template) else "repository", made_by),
        ("role", template_role),
        ("registry", registry),
    ]
    return list(dict.fromkeys(part(kind, one) for kind, one in kinds if isinstance(one, Object)))
