"""What an unknown value refers to, told from the configuration's references.

A plan lists the references of each expression, not the expression. They are followed through module calls, outputs
and ``for_each``; a local hides what is behind it, and then the answer is that it is hidden.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from validator.model.value import Reason, Unknown
from validator.sources.plan.configuration import Modules, Scope, expressions_of

_KNOWN_ROOTS = ("path.", "terraform.", "self.")
_HIDDEN_ROOTS = ("local.", "ephemeral.")
_KEYS = frozenset({"each.key", "count.index"})
_DEEPEST = 32
_NAME = re.compile(r"[.\[]")


class Where(msgspec.Struct, frozen=True):
    """Where an expression stands: the module instance, and the key and ``for_each`` of the block it belongs to.

    Attributes:
        scope: The module's configuration.
        module: The module instance's address.
        key: The instance key of the resource, as it stands in an address: ``["hub"]``.
        for_each: The references of the block's ``for_each``.
    """

    scope: Scope
    module: str
    key: str = ""
    for_each: tuple[str, ...] = ()


class Hidden(Exception):  # noqa: N818 - not an error: the plan does not tell
    """The plan does not show what is referred to; the argument says where the trail ends."""


class References:
    """Follows references to the resources they end at."""

    def __init__(self, modules: Modules) -> None:
        self._modules = modules

    def unknown(self, expression: Any, where: Where) -> Unknown:
        """The ``Unknown`` for an expression's value, with what it refers to where the plan shows that."""
        try:
            targets = sorted(set(self._follow(references_of(expression), where, 0)))
        except Hidden as hidden:
            return Unknown(Reason.LINK_HIDDEN, detail=str(hidden))
        return Unknown(Reason.AFTER_APPLY, refers_to=tuple(targets))

    def targets(self, references: Iterable[str], where: Where) -> set[str]:
        """The resource attributes that references end at.

        Raises:
            Hidden: The plan does not show them all.
        """
        return set(self._follow(references, where, 0))

    def _follow(self, references: Iterable[str], where: Where, depth: int) -> Iterator[str]:
        if depth > _DEEPEST:
            raise Hidden("references nest too deeply")
        leaves = _leaves(references)
        # The key and the one thing it can index: `aws_x.this[each.key].arn` is listed as these two.
        same_key = len(leaves) == 2 and not _KEYS.isdisjoint(leaves)  # noqa: PLR2004
        for leaf in leaves:
            yield from self._leaf(leaf, where, depth, where.key if same_key else "")

    def _leaf(self, leaf: str, where: Where, depth: int, key: str) -> Iterator[str]:
        if leaf.startswith("var."):
            yield from self._variable(_NAME.split(leaf.removeprefix("var."), maxsplit=1)[0], where, depth)
        elif leaf.startswith("each.value"):
            yield from self._each_value(leaf, where, depth)
        elif leaf.startswith("module."):
            yield from self._output(leaf, where, depth)
        elif leaf.startswith(_HIDDEN_ROOTS):
            raise Hidden(leaf)
        elif leaf not in _KEYS and not leaf.startswith(_KNOWN_ROOTS):
            prefix = f"{where.module}." if where.module else ""
            yield prefix + _with_attribute(leaf, key)

    def _each_value(self, leaf: str, where: Where, depth: int) -> Iterator[str]:
        """``for_each`` over a resource gives its instance of the same key; over anything else, one of what it holds."""
        leaves = _leaves(where.for_each)
        chained = len(leaves) == 1 and len(_split(leaves[0])) == 2  # noqa: PLR2004 - a resource's type and name
        if chained and not leaves[0].startswith(("var.", "module.", *_HIDDEN_ROOTS)):
            yield from self._leaf(f"{leaves[0]}{where.key}{leaf.removeprefix('each.value')}", where, depth, "")
        else:
            yield from self._follow(leaves, where, depth + 1)

    def _variable(self, name: str, where: Where, depth: int) -> Iterator[str]:
        """A root variable is known at plan time; a module's is what its call gives."""
        if where.scope.parent is None or name not in where.scope.arguments:
            return
        call = where.scope.call
        for_each = tuple(references_of(expressions_of(call.for_each_expression))) if call else ()
        module, key = _split_key(where.module)
        above = Where(where.scope.parent, parent_of(module), key, for_each)
        yield from self._follow(references_of(where.scope.arguments[name]), above, depth + 1)

    def _output(self, leaf: str, where: Where, depth: int) -> Iterator[str]:
        call, _, output = leaf.removeprefix("module.").rpartition(".")
        module = f"{where.module}.module.{call}" if where.module else f"module.{call}"
        scope = self._modules.scope(module) if call else None
        found = scope.module.outputs.get(output.split("[")[0]) if scope else None
        if scope is None or found is None:
            raise Hidden(leaf)
        yield from self._follow(references_of(expressions_of(found.expression)), Where(scope, module), depth + 1)


def references_of(expression: Any) -> list[str]:
    """The references of an expression, nested blocks included."""
    if isinstance(expression, list):
        return [reference for one in expression for reference in references_of(one)]
    if not isinstance(expression, dict):
        return []
    listed = expression.get("references")
    if isinstance(listed, list) and all(isinstance(one, str) for one in listed):
        return listed
    return [reference for one in expression.values() for reference in references_of(one)]


def _leaves(references: Iterable[str]) -> list[str]:
    """References without those that only repeat the beginning of another one, as Terraform lists them."""
    listed = list(dict.fromkeys(references))
    return [one for one in listed if not any(other.startswith((f"{one}.", f"{one}[")) for other in listed)]


def _with_attribute(leaf: str, key: str) -> str:
    """A reference as ``address.attribute``; the attribute is ``*`` where the plan does not tell it."""
    parts = _split(leaf)
    named = 3 if parts[0] == "data" else 2
    address = ".".join(parts[:named])
    attribute = parts[named].split("[")[0] if len(parts) > named else "*"
    return f"{address}{key if not address.endswith(']') else ''}.{attribute}"


def _split(reference: str) -> list[str]:
    """A reference's parts; dots within an instance key do not count."""
    parts, start, quoted = [], 0, False
    for place, char in enumerate(reference):
        if char == '"' and reference[place - 1] != "\\":
            quoted = not quoted
        elif char == "." and not quoted:
            parts.append(reference[start:place])
            start = place + 1
    return [*parts, reference[start:]]


def _split_key(module: str) -> tuple[str, str]:
    """A module instance's address without its own key, and the key."""
    last = _split(module)[-1]
    name, bracket, key = last.partition("[")
    return module[: len(module) - len(last)] + name, bracket + key


def parent_of(module: str) -> str:
    """The address of the module instance that calls one; empty for the root."""
    return ".".join(_split(module)[:-2])
