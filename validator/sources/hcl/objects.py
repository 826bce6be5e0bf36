"""One instance of a resource or data source: as references see it, and as pullguard's `Resource`."""

from typing import Any

import msgspec

from validator.model.value import Reason, Unknown
from validator.sources.hcl.data_sources import complete
from validator.sources.hcl.declarations import Declaration
from validator.sources.hcl.dependencies import awaited, awaits
from validator.sources.hcl.evaluate import evaluate
from validator.sources.hcl.expand import SECRET_ARGUMENTS, Expanded, Subject, expand
from validator.sources.hcl.frame import Frame, LazyObject
from validator.sources.hcl.instances import Bindings, suffix
from validator.sources.hcl.locations import location
from validator.sources.hcl.providers import provider_key
from validator.sources.hcl.schema import schema_of
from validator.sources.hcl.secrets import secret_facts
from validator.sources.hcl.sensitive import is_sensitive
from validator.sources.hcl.site import Site
from validator.sources.terraform.credentials import SECRETS
from validator.sources.terraform.resource import ProviderScope, Resource, SecretFacts
from validator.sources.terraform.rules import RULES
from validator.sources.terraform.types import PARTS, is_wanted

_PREFIX = {"data": "data.", "ephemeral": "ephemeral."}


class Instance(msgspec.Struct, frozen=True):
    """An instance of a resource.

    Attributes:
        value: What references to it see.
        resource: What pullguard's adapters see; ``None`` for types that do not matter to it.
    """

    value: LazyObject
    resource: Resource | None


def instance(site: Site, declaration: Declaration, key: str | int | None, bindings: Bindings) -> Instance:
    """The instance of a resource that has a key."""
    kind = declaration.block.type
    type_name, name = declaration.labels
    address = site.full(f"{_PREFIX.get(kind, '')}{type_name}.{name}{suffix(key)}")
    for_each = declaration.block.body.attributes.get("for_each")
    frame = Frame(site, bindings, for_each.expression if for_each else None)
    if kind == "ephemeral" or not is_wanted(type_name, data=kind == "data"):
        return Instance(_looked_up(declaration, frame, address), None)
    return _read(site, declaration, frame, address)


def _looked_up(declaration: Declaration, frame: Frame, address: str) -> LazyObject:
    """An object of which single attributes are read when somebody refers to them."""
    reason = Reason.ELSEWHERE if declaration.block.type == "data" else Reason.AFTER_APPLY
    attributes = declaration.block.body.attributes

    def resolve(name: str) -> Any:
        given = attributes.get(name)
        value = None
        if given is not None and name not in SECRET_ARGUMENTS:
            run = frame.scope.run
            with run.entering(f"{address}.{name}"):
                value = run.attempt(declaration.file_of(name), given.span, lambda: evaluate(given.expression, frame))
            if value is not None and not isinstance(value, Unknown) and is_sensitive(given.expression, frame):
                return Unknown(Reason.SENSITIVE, refers_to=(f"{address}.{name}",))
        # What is left out, or null, may be filled in by the provider.
        return Unknown(reason, refers_to=(f"{address}.{name}",)) if value is None else value

    return LazyObject(resolve, Unknown(reason, refers_to=(address,)), address=address)


def _read(site: Site, declaration: Declaration, frame: Frame, address: str) -> Instance:
    """An instance of a type that matters, with all of its arguments."""
    type_name = declaration.labels[0]
    data = declaration.block.type == "data"
    reason = Reason.ELSEWHERE if data else Reason.AFTER_APPLY
    schema = schema_of(type_name, data=data)
    parts = None if data else PARTS.get(type_name)
    subject = Subject(type_name, address, schema, reason, declaration.file_of, parts)
    expanded = expand(declaration.block, frame, subject)
    provider = _provider(site, declaration, expanded)
    if data:
        complete(type_name, expanded.values, provider, address)
    resource = Resource(
        address=address,
        type=type_name,
        values=expanded.values,
        provider=provider,
        data=data,
        # What a data source is not asked for is not absent: it is what the answer tells.
        omitted=None if data else expanded.omitted.__contains__,
        secrets=_secrets(declaration, frame),
        location=location(declaration.file, declaration.block.head),
        locate=expanded.places.find,
        note=site.note,
        awaits=awaits(site, declaration) if type_name in RULES else (),
        awaited=awaited(site) if type_name in SECRETS and not data else False,
    )
    if parts is not None:
        return Instance(_looked_up(declaration, frame, address), resource)
    return Instance(_seen(subject, expanded), resource)


def _seen(subject: Subject, expanded: Expanded) -> LazyObject:
    """An object all of whose arguments are read; its other attributes are not known."""
    rest = None if subject.schema else Unknown(subject.reason, refers_to=(subject.address,))
    return LazyObject(
        lambda name: Unknown(subject.reason, refers_to=(f"{subject.address}.{name}",)),
        rest,
        address=subject.address,
        known=expanded.values,
    )


def _provider(site: Site, declaration: Declaration, expanded: Expanded) -> ProviderScope:
    given = declaration.block.body.attributes.get("provider")
    key = provider_key(given.expression) if given else declaration.labels[0].partition("_")[0]
    found = site.providers.find(key)
    region = expanded.values.get("region")
    if "region" not in declaration.block.body.attributes or region is None:
        return found
    return msgspec.structs.replace(found, region=region)


def _secrets(declaration: Declaration, frame: Frame) -> dict[str, SecretFacts]:
    attributes = declaration.block.body.attributes
    found: dict[str, SecretFacts] = {}
    for name in sorted(SECRET_ARGUMENTS & attributes.keys()):
        facts = frame.scope.run.attempt(
            declaration.file_of(name),
            attributes[name].span,
            lambda name=name: secret_facts(name, attributes[name].expression, frame),  # type: ignore[misc]
        )
        if facts is not None:
            found[name] = SecretFacts(given_by=facts, keys=facts) if isinstance(facts, Unknown) else facts
    return found
