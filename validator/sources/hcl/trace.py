"""What stands behind a reference in the code, for questions about the code rather than about values."""

from validator.model.value import Unknown
from validator.sources.hcl.declarations import Declaration
from validator.sources.hcl.frame import Frame
from validator.sources.hcl.nodes import Expression, Literal
from validator.sources.hcl.sensitive import is_declared_sensitive
from validator.sources.hcl.site import Site
from validator.sources.hcl.values import EvaluationError
from validator.sources.hcl.variables import GivenBy

Written = tuple[Expression, Frame] | str | None
_GENERATED = ("random_", "tls_", "aws_secretsmanager_random_password")


def written(scope: Site, chain: tuple[str, ...], frame: Frame) -> Written:
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


def declares_sensitive(scope: Site, chain: tuple[str, ...]) -> bool:
    """Whether a reference is one to a variable or output that is declared sensitive."""
    match chain:
        case ("var", name, *_):
            return is_declared_sensitive(scope.module.find("variable", name))
        case ("module", name, *rest):
            found = _output_block(scope, name, rest)
            return found is not None and is_declared_sensitive(found[1])
    return False


def _variable(scope: Site, name: str) -> Written:
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


def _output(scope: Site, name: str, rest: list[str]) -> Written:
    found = _output_block(scope, name, rest)
    value = found[1].block.body.attributes.get("value") if found else None
    return (value.expression, found[0].frame) if found and value else None


def _output_block(scope: Site, name: str, rest: list[str]) -> tuple[Site, Declaration] | None:
    """The output that a reference to a called module means, in one of the instances; they share their code."""
    try:
        children = scope.children(name)
    except EvaluationError:
        return None
    if not isinstance(children, Unknown):
        for child in children.values():
            for output in rest[:2]:
                if declaration := child.module.find("output", output):
                    return child, declaration
    return None
