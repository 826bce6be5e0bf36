"""The value of a variable in a module instance: what is given, else its default, converted to its type."""

from typing import Any

from validator.model.value import Reason, Unknown
from validator.sources.hcl.constraints import Type, convert, from_expression
from validator.sources.hcl.declarations import Declaration
from validator.sources.hcl.evaluate import evaluate
from validator.sources.hcl.frame import Frame
from validator.sources.hcl.nodes import Attribute, Literal, Span
from validator.sources.hcl.site import Site

_NOTHING = object()


def value_of_variable(scope: Site, name: str, declaration: Declaration) -> Any:
    """A variable's value; unknown when nobody gives it one."""
    wanted = _type(scope, name, declaration)
    value, file, span = _given(scope, name, declaration, wanted)
    default = declaration.block.body.attributes.get("default")
    if default is not None and (value is _NOTHING or (value is None and not _is_nullable(declaration))):
        file, span = declaration.file_of("default"), default.span
        value = _evaluated(scope, default, file, scope.frame)
    if value is _NOTHING:
        return Unknown(Reason.NO_VALUE, detail=scope.full(f"var.{name}"))
    return value if wanted is None else scope.run.attempt(file, span, lambda: convert(value, wanted))


def _given(scope: Site, name: str, declaration: Declaration, wanted: Type | None) -> tuple[Any, str, Span]:
    """What the call, or the user, gives to a variable, and where."""
    file, span = declaration.file, declaration.block.head
    if scope.caller is not None:
        call = scope.caller.declaration
        if argument := call.block.body.attributes.get(name):
            file, span = call.file_of(name), argument.span
            return _evaluated(scope, argument, file, scope.caller.frame), file, span
    elif given := scope.root.inputs.get(name):
        return scope.run.attempt(file, span, lambda: given.compute(wanted)), file, span
    return _NOTHING, file, span


def _type(scope: Site, name: str, declaration: Declaration) -> Type | None:
    """A variable's type constraint, which all instances of its module share."""
    types = scope.module.types
    if name not in types:
        types[name] = None
        if given := declaration.block.body.attributes.get("type"):
            found = scope.run.attempt(
                declaration.file_of("type"),
                given.span,
                lambda: from_expression(given.expression, scope.root.constants.value_of),
            )
            types[name] = None if isinstance(found, Unknown) else found
    return types[name]


def _is_nullable(declaration: Declaration) -> bool:
    given = declaration.block.body.attributes.get("nullable")
    return not (given and isinstance(given.expression, Literal) and given.expression.value is False)


def _evaluated(scope: Site, attribute: Attribute, file: str, frame: Frame) -> Any:
    return scope.run.attempt(file, attribute.span, lambda: evaluate(attribute.expression, frame))
