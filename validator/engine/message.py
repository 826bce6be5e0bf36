"""Messages: templates with CEL expressions in braces, as in ``{rule.prefix} mirrors {rule.upstream.host}``."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from validator.engine import cel
from validator.engine.holes import step
from validator.engine.judge import PARAMS, compiler
from validator.engine.overrides import Overrides
from validator.engine.paths import reads_of
from validator.engine.policy import Policy
from validator.engine.view import Node, Projector
from validator.model.links import Links
from validator.model.objects import Object
from validator.model.value import Reason, Unknown

_PART = r"""\{\{|\}\}|\{(?P<expression>(?:[^{}"']|"[^"]*"|'[^']*')+)\}|(?P<stray>[{}])"""
_DOTTED = r"[a-z_]\w*(?:\.[a-z_]\w*)*"
UNKNOWN_TEXT = "an unknown value"


class Placeholder(NamedTuple):
    """An expression of a template, and its path where it is no more than that."""

    expression: str
    path: tuple[str, ...] | None


def parse_template(text: str) -> tuple[str | Placeholder, ...]:
    """The parts of a template, in their order; ``{{`` and ``}}`` stand for braces.

    Raises:
        ValueError: A brace has no counterpart.
    """
    return tuple(part for part in _parts(text) if part)


def _parts(text: str) -> Iterator[str | Placeholder]:
    end = 0
    for match in re.finditer(_PART, text):
        yield text[end : match.start()]
        end = match.end()
        if match["stray"]:
            raise ValueError(f"the {match['stray']!r} at column {match.start() + 1} has no counterpart")
        expression = (match["expression"] or "").strip()
        if expression:
            yield Placeholder(expression, tuple(expression.split(".")) if re.fullmatch(_DOTTED, expression) else None)
        else:
            yield match.group()[0]
    yield text[end:]


class Writer:
    """Writes the messages of one policy. CEL is needed only where a placeholder is more than a path."""

    def __init__(
        self, policy: Policy, links: Links, params: Mapping[str, Any], overrides: Overrides | None = None
    ) -> None:
        """Prepare the template of a policy that has been linted."""
        self._kind = policy.applies_to
        self._parts = parse_template(policy.message)
        self._links = links
        self._params = {name: params[name] for name in policy.params}
        self._overrides = overrides
        computed = [part.expression for part in self._parts if isinstance(part, Placeholder) and not part.path]
        self._compiler = compiler() if computed else None
        self._programs = {text: self._compiler.program(text) for text in computed} if self._compiler else {}
        self._node = Node(reads_of(self._kind, *computed), self._kind)

    def message(self, found: Object) -> str:
        """What the policy says of an object that fails it."""
        activation = self._activation(self._compiler, found) if self._compiler else None
        return "".join(
            part if isinstance(part, str) else shown(self._value(part, found, activation)) for part in self._parts
        )

    def _activation(self, compiler: cel.Compiler, found: Object) -> Any:
        view = Projector(self._links).view(found, self._node)
        return compiler.activation({self._kind: view, PARAMS: self._params_of(found)})

    def _params_of(self, found: Object) -> dict[str, Any]:
        return self._overrides.applied(self._params, found) if self._overrides else self._params

    def _value(self, part: Placeholder, found: Object, activation: Any) -> Any:
        value: Any = found
        if part.path is None:
            value = cel.evaluate(self._programs[part.expression], activation)
            return Unknown(Reason.EVALUATION) if isinstance(value, cel.Failure) else value
        if part.path[0] == PARAMS:
            return self._params_of(found).get(part.path[1], Unknown(Reason.EVALUATION))
        for name in part.path[1:]:
            value = step(self._links, value, name)
        return value


def shown(value: Any) -> str:
    """A value as a message shows it."""
    if isinstance(value, str):
        return str(value)
    if value is None:
        return "none"
    if isinstance(value, Unknown):
        return UNKNOWN_TEXT
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return ", ".join(shown(item) for item in value) or "none"
    return str(value)
