"""Provider configurations of a plan: the region and account that resources live in."""

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from validator.model.value import Reason, Unknown
from validator.sources.plan.configuration import Configuration, Modules, ProviderExpressions, Scope
from validator.sources.plan.decode import ABSENT, Variable
from validator.sources.plan.references import references_of
from validator.sources.terraform.resource import ProviderScope

_ROLE = re.compile(r"arn:aws[a-z-]*:iam::(\d{12}):role/")
_NO_REGION = Unknown(Reason.ACCOUNT, detail="the provider's region is not in the plan")
_NO_ACCOUNT = Unknown(Reason.ACCOUNT, detail="the provider's account is not in the plan")


class Providers:
    """The scopes of a plan's provider configurations, each worked out once."""

    def __init__(self, configuration: Configuration, modules: Modules, variables: Mapping[str, Variable]) -> None:
        self._configs = configuration.provider_config
        self._modules = modules
        self._variables = variables
        self._scopes: dict[tuple[str, str | None], ProviderScope] = {}

    def scope(self, key: str, region: Any = None) -> ProviderScope:
        """The scope of a provider configuration, or of a resource that names its own region (provider 6)."""
        own = region if isinstance(region, str) else None
        if (key, own) not in self._scopes:
            self._scopes[key, own] = self._scope(key, own)
        return self._scopes[key, own]

    def _scope(self, key: str, region: str | None) -> ProviderScope:
        config = self._configs.get(key)
        if config is None or (":" in key and config.expressions is ABSENT):
            # A module without a provider block has a configuration of its own here, and yet inherits the root's.
            inherited = key.rpartition(":")[2]
            if inherited in self._configs and inherited != key:
                return self._scope(inherited, region)
            return ProviderScope(inherited, _NO_ACCOUNT, region or _NO_REGION)
        written = config.expressions if config.expressions is not ABSENT else b"{}"
        arguments = msgspec.json.decode(written, type=ProviderExpressions)
        module = self._modules.scope(config.module_address)
        account = self._account(arguments, module)
        return ProviderScope(key, account, region or self._text(arguments.region, module) or _NO_REGION)

    def _account(self, arguments: ProviderExpressions, module: Scope | None) -> str | Unknown:
        """The account of the role that the provider assumes, or the only one it allows."""
        roles = arguments.assume_role if isinstance(arguments.assume_role, list) else [arguments.assume_role]
        arns = [self._text(role.get("role_arn"), module) for role in roles if isinstance(role, dict)]
        match = _ROLE.match(arns[-1] or "") if arns else None
        if match:
            return match[1]
        allowed = self._constant(arguments.allowed_account_ids)
        return str(allowed[0]) if isinstance(allowed, list) and len(allowed) == 1 else _NO_ACCOUNT

    def _text(self, expression: Any, module: Scope | None) -> str | None:
        """A string that is written out or is a variable of the root; ``None`` where the plan does not tell."""
        constant = self._constant(expression)
        if isinstance(constant, str):
            return constant
        names = references_of(expression)
        if len(names) != 1 or not names[0].startswith("var."):
            return None
        name = names[0].removeprefix("var.")
        if module is not None and module.parent is not None:
            return self._text(module.arguments.get(name), module.parent)
        return self._variable(name)

    def _variable(self, name: str) -> str | None:
        root = self._modules.scope("")
        declared = root.module.variables.get(name) if root else None
        if name not in self._variables or (declared and declared.sensitive):
            return None
        try:
            return msgspec.json.decode(self._variables[name].value, type=str)
        except msgspec.DecodeError:  # not a string: then it says nothing of a region or role
            return None

    @staticmethod
    def _constant(expression: Any) -> Any:
        return expression.get("constant_value") if isinstance(expression, dict) else None
