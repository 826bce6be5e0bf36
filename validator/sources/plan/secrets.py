"""What a plan or state tells of a secret's value, reduced to facts at the moment it is decoded.

A plan holds secrets in clear, in the resource and in the variables, so values can be compared; they are compared here
and dropped here.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from validator.model.value import Reason, Unknown
from validator.sources.plan.configuration import ConfigModule
from validator.sources.plan.decode import ABSENT, Variable
from validator.sources.plan.references import Hidden, References, Where, references_of
from validator.sources.terraform.credentials import VALUE_ARGUMENTS
from validator.sources.terraform.resource import SecretFacts
from validator.sources.terraform.secret_keys import keys_of

WRITE_ONLY = "secret_string_wo"

_GENERATED = re.compile(r"(?:^|\.)(?:random_\w+|data\.aws_secretsmanager_random_password|tls_\w+)\.")
_NOT_SHOWN = Unknown(Reason.LINK_HIDDEN, detail="the expression of the secret's value")


class Secrets:
    """Reduces the secret arguments of a plan's resources."""

    def __init__(self, references: References, root: ConfigModule, variables: Mapping[str, Variable]) -> None:
        self._references = references
        self._root = root
        self._variables = variables

    def take(
        self, values: dict[str, Any], expressions: Mapping[str, Any], where: Where | None
    ) -> dict[str, SecretFacts]:
        """Remove the secret arguments from a resource's values, and say what is known of them.

        Args:
            values: The decoded values, whose unknowns are laid over already; changed in place.
            expressions: The configuration of the block.
            where: Where the block stands; ``None`` where the plan has no configuration for it.
        """
        facts: dict[str, SecretFacts] = {}
        for argument in VALUE_ARGUMENTS:
            value, expression = values.pop(argument, None), expressions.get(argument)
            write_only = argument == WRITE_ONLY and (
                expression is not None or bool(values.get(f"{WRITE_ONLY}_version"))
            )
            if value is None and not write_only:
                continue
            keys = value if isinstance(value, Unknown) else keys_of(value)
            if write_only:
                keys = Unknown(Reason.SENSITIVE, detail="write-only")
            given_by = self._given_by(value, expression, where) if where else _NOT_SHOWN
            facts[argument] = SecretFacts(given_by=given_by, keys=keys, write_only=write_only)
        return facts

    def _given_by(self, value: Any, expression: Any, where: Where) -> str | Unknown:
        names = references_of(expression)
        if not names:
            return "literal"
        try:
            targets = self._references.targets([one for one in names if not one.startswith("ephemeral.")], where)
        except Hidden as hidden:
            return Unknown(Reason.LINK_HIDDEN, detail=str(hidden))
        if any(one.startswith("ephemeral.") for one in names) or any(_GENERATED.search(one) for one in targets):
            return "generated"
        if targets:
            return "lookup"
        return self._by_variable(value, names, where)

    def _by_variable(self, value: Any, names: list[str], where: Where) -> str | Unknown:
        """Whether the variables give the secret part, told by comparing; a default in the code is a literal again."""
        if value is None:
            return self._by_default(names, where)
        parts = set(_secret_parts(value))
        unmatched = set(parts)
        literal = False
        for name in sorted(self._root_variables(names, where)):
            strings = {one for one in _strings(self._decoded(name)) if one}
            matched = {part for part in parts if part in strings}
            unmatched -= matched
            literal = literal or bool(matched and self._is_default(name))
        if unmatched:
            return _NOT_SHOWN
        return "literal" if literal else "variable"

    def _by_default(self, names: list[str], where: Where) -> str | Unknown:
        """The same for a write-only value, which the plan does not hold; nor does it hold ephemeral variables."""
        defaults = [name for name in self._root_variables(names, where) if self._has_default(name)]
        if any(name not in self._variables for name in defaults):
            return _NOT_SHOWN
        return "literal" if any(self._is_default(name) for name in defaults) else "variable"

    def _root_variables(self, names: list[str], where: Where, depth: int = 0) -> Iterator[str]:
        """The root's variables that an expression's variables come from."""
        for name in (one.removeprefix("var.").split(".")[0] for one in names if one.startswith("var.")):
            if where.scope.parent is None:
                yield name
            elif name in where.scope.arguments and depth < 32:  # noqa: PLR2004 - as deep as references are followed
                above = Where(where.scope.parent, "")
                yield from self._root_variables(references_of(where.scope.arguments[name]), above, depth + 1)

    def _decoded(self, name: str) -> Any:
        return msgspec.json.decode(self._variables[name].value) if name in self._variables else None

    def _has_default(self, name: str) -> bool:
        """Whether a variable's declaration gives it a value, which then stands in the code."""
        declared = self._root.variables.get(name)
        return declared is not None and declared.default is not ABSENT and bool(msgspec.json.decode(declared.default))

    def _is_default(self, name: str) -> bool:
        if not self._has_default(name) or name not in self._variables:
            return False
        return bool(msgspec.json.decode(self._root.variables[name].default) == self._decoded(name))


def _secret_parts(value: Any) -> Iterator[str]:
    """The strings of a secret that are secret: of a JSON object all but the user's name, else all of it."""
    try:
        document = msgspec.json.decode(value) if isinstance(value, str) else None
    except msgspec.DecodeError:
        document = None
    if not isinstance(document, dict):
        yield str(value)
        return
    for key, inner in document.items():
        if isinstance(inner, str) and inner and "user" not in key.lower():
            yield inner


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        yield from _secret_parts(value)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
