"""The resources of a plan, with what is unknown and what it refers to."""

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from validator.errors import InputError
from validator.model.value import Reason, Unknown
from validator.sources.plan.configuration import ConfigResource, Modules, Scope, decode_configuration, expressions_of
from validator.sources.plan.decode import Change, Document, ResourceChange, StateResource
from validator.sources.plan.dependencies import awaited, awaits
from validator.sources.plan.overlay import with_unknowns, without_sensitive
from validator.sources.plan.providers import Providers
from validator.sources.plan.references import References, Where, references_of
from validator.sources.plan.secrets import Secrets
from validator.sources.plan.state import modules_of, shown_resources
from validator.sources.terraform.credentials import SECRETS
from validator.sources.terraform.resource import ProviderScope, Resource
from validator.sources.terraform.rules import RULES
from validator.sources.terraform.types import PARTS, is_wanted

# What leaves nothing behind: no policy judges it.
_GONE = frozenset({"delete", "forget"})
_CHANGE = msgspec.json.Decoder(Change)
_COMPUTED = Unknown(Reason.AFTER_APPLY)
_SECRET_TYPES = ("aws_secretsmanager_secret_version", "awscc_secretsmanager_secret")


class Block(msgspec.Struct, gc=False):
    """A block of the configuration, decoded once for all its instances."""

    scope: Scope | None
    provider: str
    expressions: dict[str, Any]
    for_each: tuple[str, ...]
    found: ConfigResource


class PlanReader:
    """Reads the resources of one plan."""

    def __init__(self, document: Document, place: str) -> None:
        """Decode the configuration.

        Raises:
            InputError: The configuration can't be read.
        """
        self._document = document
        self._place = place
        configuration = decode_configuration(document.configuration, place)
        self._modules = Modules(configuration)
        self._references = References(self._modules)
        self._providers = Providers(configuration, self._modules, document.variables)
        self._secrets = Secrets(self._references, configuration.root_module, document.variables)
        self._blocks: dict[tuple[str, bool, str, str], Block] = {}

    def resources(self) -> Iterator[Resource]:
        """Every instance of a wanted type that is there after the apply, and the data sources that were read.

        Raises:
            InputError: A change is not of the shape that Terraform writes.
        """
        for change in self._document.resource_changes or ():
            if is_wanted(change.type, data=change.mode == "data") and change.deposed is None:
                resource = self._changed(change)
                if resource is not None:
                    yield resource
        prior = self._document.prior_state
        for module, found in modules_of(prior.values if prior else None):
            if found.mode == "data" and is_wanted(found.type, data=True):
                yield self._read(module, found)

    def before(self) -> Iterator[Resource]:
        """Every instance of a wanted type that was there before: what the plan found when it refreshed the state."""
        prior = self._document.prior_state
        return shown_resources(prior.values if prior else None, self._provider_before)

    def _changed(self, change: ResourceChange) -> Resource | None:
        try:
            decoded = _CHANGE.decode(change.change)
        except msgspec.DecodeError as error:
            raise InputError(
                f"has a change of {change.address} that can't be read ({error})", place=self._place
            ) from None
        if decoded.after is None or _GONE.issuperset(decoded.actions):
            return None
        block = self._block(change.module_address, change.type, change.name, data=change.mode == "data")
        where = self._where(block, change)
        after, unknown = _read_parts(change.type, decoded)
        values = with_unknowns(after, unknown, block.expressions, self._explain(where))
        secrets = self._secrets.take(values, block.expressions, where) if change.type in _SECRET_TYPES else {}
        return Resource(
            address=change.address,
            type=change.type,
            values=without_sensitive(values, decoded.after_sensitive),
            provider=self._provider(block, values),
            data=change.mode == "data",
            omitted=_omitted(block.expressions) if block.scope else None,
            secrets=secrets,
            awaits=awaits(block.found, where) if change.type in RULES and where else (),
            awaited=awaited(block.scope) if change.type in SECRETS and block.scope else False,
        )

    def _read(self, module: str, found: StateResource) -> Resource:
        """A data source whose result stands in the prior state."""
        block = self._block(module, found.type, found.name, data=True)
        values = msgspec.json.decode(found.values, type=dict[str, Any])
        for name in ("secret_string", "secret_binary"):
            values.pop(name, None)
        values = without_sensitive(values, msgspec.json.decode(found.sensitive_values))
        return Resource(
            address=found.address, type=found.type, values=values, provider=self._provider(block, values), data=True
        )

    def _block(self, module: str, kind: str, name: str, *, data: bool) -> Block:
        key = (module, data, kind, name)
        if key not in self._blocks:
            scope = self._modules.scope(module)
            found = scope.resources.get((data, kind, name)) if scope else None
            self._blocks[key] = _decoded_block(scope, found)
        return self._blocks[key]

    def _where(self, block: Block, change: ResourceChange) -> Where | None:
        if block.scope is None:
            return None
        module = f"{change.module_address}." if change.module_address else ""
        mode = "data." if change.mode == "data" else ""
        bracket = change.address.removeprefix(f"{module}{mode}{change.type}.{change.name}")
        return Where(block.scope, change.module_address, bracket, block.for_each)

    def _explain(self, where: Where | None) -> Callable[[Any], Unknown]:
        def explain(expression: Any) -> Unknown:
            if where is None or expression is None:
                return _COMPUTED
            return self._references.unknown(expression, where)

        return explain

    def _provider(self, block: Block, values: dict[str, Any]) -> ProviderScope:
        return self._providers.scope(block.provider, values.get("region"))

    def _provider_before(self, module: str, found: StateResource, values: dict[str, Any]) -> ProviderScope | None:
        """Where a resource lived; ``None`` where the configuration has it no more."""
        block = self._block(module, found.type, found.name, data=found.mode == "data")
        return self._provider(block, values) if block.scope else None


def _read_parts(kind: str, change: Change) -> tuple[dict[str, Any], Any]:
    """What is known and what is unknown of the arguments that are read of a type; of most types that is all."""
    after, unknown, parts = change.after or {}, change.after_unknown, PARTS.get(kind)
    if parts is None or not isinstance(unknown, dict):
        return after, unknown
    read = parts | {"region"}
    known = {name: value for name, value in after.items() if name in read}
    return known, {name: below for name, below in unknown.items() if name in read}


def _decoded_block(scope: Scope | None, found: ConfigResource | None) -> Block:
    if scope is None or found is None:
        return Block(None, "", {}, (), ConfigResource())
    expressions = expressions_of(found.expressions)
    for_each = references_of(expressions_of(found.for_each_expression))
    return Block(scope, found.provider_config_key, expressions, tuple(for_each), found)


def _omitted(expressions: dict[str, Any]) -> Callable[[str], bool]:
    def omitted(argument: str) -> bool:
        """Whether the code leaves an argument out; ``block.argument`` asks of any block of the name."""
        block, _, nested = argument.partition(".")
        written = expressions.get(block)
        if not nested:
            return block not in expressions
        blocks = written if isinstance(written, list) else [written]
        return all(isinstance(one, dict) and nested not in one and "references" not in one for one in blocks)

    return omitted
