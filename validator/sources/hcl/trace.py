"""What stands behind a reference in the code, for questions about the code rather than about values."""

from typing import TYPE_CHECKING

from validator.model.value import Unknown
from validator.sources.hcl.frame import Frame
from validator.sources.hcl.nodes import Expression, Literal
from validator.sources.hcl.values import EvaluationError
from validator.sources.hcl.variables import GivenBy

if TYPE_CHECKING:
    from validator.sources.hcl.scope import Scope

Written = tuple[Expression, Frame] | str | None
_GENERATED = ("random_", "tls_", "aws_secretsmanager_random_password")


def written(scope: "Scope", chain: tuple[str, ...], frame: Frame) -> Written:
    """What stands behind a reference; see `Surroundings.written`."""
    if len(chain) < 2:  # noqa: PLR2004 - a name alone refers to nothing
        return None
    match chain:
        case ("local", name, *_):
            place = scope.module.local(name)
            return (place.attribute.expression, scope.frame) if place else None
        case ("var", name, *_):
            return _variable(scope, name)
        case ("each", "key" | "value", *_):
            return (frame.for_each, scope.frame) if frame.for_each else None
        case ("module", name, *rest):
            return _output(scope, name, rest)
        case ("ephemeral", *_):
            return "generated"
        case ("data", type_name, *_):
            return "generated" if type_name.startswith(_GENERATED) else "lookup"
        case (type_name, name, *_) if scope.module.find("resource", type_name, name):
            return "generated" if type_name.startswith(_GENERATED) else "lookup"
    return None


def _variable(scope: "Scope", name: str) -> Written:
    declaration = scope.module.find("variable", name)
    if declaration is None:
        return None
    if scope.caller is not None:
        if argument := scope.caller.declaration.block.body.attributes.get(name):
            return argument.expression, scope.caller.frame
    elif given := scope.root.inputs.get(name):
        return "literal" if given.by is GivenBy.CODE else "variable"
    default = declaration.block.body.attributes.get("default")
    if default is None or (isinstance(default.expression, Literal) and default.expression.value in (None, "")):
        return "variable"
    return default.expression, scope.frame


def _output(scope: "Scope", name: str, rest: list[str]) -> Written:
    """The expression of a called module's output; all instances share it."""
    try:
        children = scope.children(name)
    except EvaluationError:
        return None
    if isinstance(children, Unknown):
        return None
    for child in children.values():
        for output in rest[:2]:
            declaration = child.module.find("output", output)
            if declaration and (value := declaration.block.body.attributes.get("value")):
                return value.expression, child.frame
    return None
