"""Which account and region a resource lives in: provider blocks, aliases, and providers passed to modules."""

import re
from collections.abc import Callable
from typing import Any

from validator.model.value import Reason, Unknown
from validator.sources.hcl.blocks import blocks_from
from validator.sources.hcl.declarations import Declaration
from validator.sources.hcl.evaluate import evaluate
from validator.sources.hcl.frame import Frame
from validator.sources.hcl.nodes import Expression, GetAttr, Index, Literal, Name, ObjectExpr
from validator.sources.hcl.run import Params
from validator.sources.hcl.values import EvaluationError
from validator.sources.terraform.resource import ProviderScope

_ROLE = re.compile(r"arn:[\w-]+:iam::(\d{12}):role/")
_CREDENTIALS = frozenset({"profile", "access_key", "shared_credentials_files", "assume_role_with_web_identity"})


class Providers:
    """The provider configurations that one module instance sees, by ``name`` or ``name.alias``.

    Args:
        frame: The module instance; its provider blocks are evaluated in it.
        declared: Its ``provider`` blocks.
        inherited: Gives the caller's configurations; ``None`` for a root module.
        passed: What ``providers = {…}`` of the call makes of the names here.
    """

    def __init__(
        self,
        frame: Frame,
        declared: dict[str, Declaration],
        inherited: Callable[[str], ProviderScope] | None = None,
        passed: dict[str, str] | None = None,
    ) -> None:
        self._frame = frame
        self._declared = declared
        self._inherited = inherited
        self._passed = passed or {}
        self._found: dict[str, ProviderScope] = {}

    def find(self, key: str) -> ProviderScope:
        """The configuration of a name; one that nobody declares has an unknown account and region."""
        if key not in self._found:
            self._found[key] = self._resolve(key)
        return self._found[key]

    def _resolve(self, key: str) -> ProviderScope:
        if self._inherited and key in self._passed:
            return self._inherited(self._passed[key])
        declared = self._declared.get(key)
        if declared and (not self._inherited or declared.block.body.attributes.keys() - {"alias", "version"}):
            return self._scope(key, declared)
        if self._inherited and "." not in key:
            return self._inherited(key)
        return self._scope(key, declared)

    def _scope(self, key: str, declared: Declaration | None) -> ProviderScope:
        address = self._frame.scope.address
        params = self._frame.scope.run.options.params
        return ProviderScope(
            f"{address}.{key}" if address else key,
            self._account(key, declared, params),
            self._region(key, declared, params),
        )

    def _region(self, key: str, declared: Declaration | None, params: Params) -> str | Unknown:
        given = self._argument(declared, "region")
        if given is not None:
            return given if isinstance(given, str | Unknown) else str(given)
        if params.region is not None and "." not in key:
            return params.region
        return Unknown(Reason.ACCOUNT, detail=f"the region of provider {key}")

    def _account(self, key: str, declared: Declaration | None, params: Params) -> str | Unknown:
        role = self._role(declared)
        if isinstance(role, Unknown):
            return role
        if role is not None and (match := _ROLE.match(str(role))):
            return match[1]
        allowed = self._argument(declared, "allowed_account_ids")
        if isinstance(allowed, list) and len(allowed) == 1:
            return allowed[0] if isinstance(allowed[0], str | Unknown) else str(allowed[0])
        own = declared is not None and "." in key and declared.block.body.attributes.keys() & _CREDENTIALS
        if params.account is not None and role is None and not own:
            return params.account
        return Unknown(Reason.ACCOUNT, detail=f"the account of provider {key}")

    def _role(self, declared: Declaration | None) -> Any:
        if declared is None:
            return None
        if given := declared.block.body.attributes.get("assume_role"):
            try:
                blocks = blocks_from("assume_role", given.expression)
            except EvaluationError:
                return self._argument(declared, "assume_role")
        else:
            blocks = [block for block in declared.block.body.blocks if block.type == "assume_role"]
        arn = blocks[-1].body.attributes.get("role_arn") if blocks else None
        return self._evaluated(declared, arn.expression) if arn else None

    def _argument(self, declared: Declaration | None, name: str) -> Any:
        given = declared.block.body.attributes.get(name) if declared else None
        return self._evaluated(declared, given.expression) if declared and given else None

    def _evaluated(self, declared: Declaration, expression: Expression) -> Any:
        run = self._frame.scope.run
        return run.attempt(declared.file, expression.span, lambda: evaluate(expression, self._frame))


def provider_key(node: Expression) -> str:
    """The name of a provider configuration as an argument spells it: ``aws``, ``aws.west``, ``"aws.west"``."""
    match node:
        case Name(name=name):
            return name
        case Literal(value=str(name)):
            return name
        case GetAttr(subject=Name(name=name), name=alias):
            return f"{name}.{alias}"
        case Index(subject=subject):
            return f"{provider_key(subject)}[*]"
    return ""


def passed_providers(node: Expression | None) -> dict[str, str]:
    """The argument ``providers`` of a module call: the caller's name for each name of the module."""
    if not isinstance(node, ObjectExpr):
        return {}
    return {provider_key(key): provider_key(value) for key, value in node.items}
