"""The ``configuration`` of a plan: the expressions behind the values, by module."""

import re
from functools import cached_property
from typing import Any

import msgspec
from msgspec import Raw

from validator.errors import InputError
from validator.sources.plan.decode import ABSENT


class ConfigResource(msgspec.Struct, gc=False):
    """A resource block: its expressions are decoded when one of its instances is ours."""

    type: str = ""
    name: str = ""
    mode: str = "managed"
    provider_config_key: str = ""
    expressions: Raw = Raw(b"{}")
    for_each_expression: Raw = ABSENT
    depends_on: list[str] = []


class Output(msgspec.Struct, gc=False):
    """An output of a module."""

    expression: Raw = Raw(b"{}")
    depends_on: list[str] = []


class ConfigVariable(msgspec.Struct, gc=False):
    """A variable's declaration; no ``default`` means that there is none."""

    default: Raw = ABSENT
    sensitive: bool = False


class ModuleCall(msgspec.Struct, gc=False):
    """A call of a module, with the module it calls."""

    expressions: Raw = Raw(b"{}")
    for_each_expression: Raw = ABSENT
    depends_on: list[str] = []
    module: "ConfigModule | None" = None


class ConfigModule(msgspec.Struct, gc=False):
    """What a module declares."""

    resources: list[ConfigResource] = []
    module_calls: dict[str, ModuleCall] = {}
    outputs: dict[str, Output] = {}
    variables: dict[str, ConfigVariable] = {}


class ProviderConfig(msgspec.Struct, gc=False):
    """A provider block; its secrets are in ``expressions`` too, so no more than region and account are taken."""

    module_address: str = ""
    expressions: Raw = ABSENT


class ProviderExpressions(msgspec.Struct, gc=False):
    """The arguments of a provider block that tell where its resources live."""

    region: Any = None
    allowed_account_ids: Any = None
    assume_role: Any = None


class Configuration(msgspec.Struct, gc=False):
    """The whole of it."""

    provider_config: dict[str, ProviderConfig] = {}
    root_module: ConfigModule = msgspec.field(default_factory=ConfigModule)


_KEYS = re.compile(r'\[(?:"(?:[^"\\]|\\.)*"|\d+)\]')


class Scope:
    """A module in the configuration, and the call it came by."""

    def __init__(self, module: ConfigModule, parent: "Scope | None" = None, call: ModuleCall | None = None) -> None:
        self.module = module
        self.parent = parent
        self.call = call

    @cached_property
    def resources(self) -> dict[tuple[bool, str, str], ConfigResource]:
        """Its resource blocks by whether they are data sources, type and name."""
        return {(one.mode == "data", one.type, one.name): one for one in self.module.resources}

    @cached_property
    def arguments(self) -> dict[str, Any]:
        """What the call gives to the module's variables."""
        return expressions_of(self.call.expressions) if self.call else {}


class Modules:
    """Finds the scope of a module by its address, whatever the keys of its instances."""

    def __init__(self, configuration: Configuration) -> None:
        self._scopes = {"": Scope(configuration.root_module)}

    def scope(self, module_address: str) -> Scope | None:
        """The scope of a module instance (``module.a["x"].module.b``); ``None`` where the configuration lacks it."""
        return self._by_path(_KEYS.sub("", module_address))

    def _by_path(self, path: str) -> Scope | None:
        if path not in self._scopes:
            above, _, name = path.rpartition("module.")
            parent = self._by_path(above.removesuffix("."))
            call = parent.module.module_calls.get(name) if parent else None
            if call is None or call.module is None:
                return None
            self._scopes[path] = Scope(call.module, parent, call)
        return self._scopes[path]


def decode_configuration(raw: Raw, place: str) -> Configuration:
    """The configuration; an empty one where the plan has none.

    Raises:
        InputError: It is not of the shape that Terraform writes.
    """
    try:
        return msgspec.json.decode(raw, type=Configuration) if raw is not ABSENT else Configuration()
    except msgspec.DecodeError as error:
        raise InputError(f"has a configuration that can't be read ({error})", place=place) from error


def expressions_of(raw: Raw) -> dict[str, Any]:
    """The expressions of a block by argument: a dict with ``constant_value`` or ``references``, or nested blocks."""
    return msgspec.json.decode(raw, type=dict[str, Any]) if raw is not ABSENT else {}
