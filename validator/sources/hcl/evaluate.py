"""The value of an expression.

Values are those of `values`: known, null, or `Unknown` with its reason, alone or anywhere inside. An operation on an
unknown value is unknown, unless the result does not depend on it; a reference to something unknown keeps the address
that it refers to while it is passed around.
"""

from collections.abc import Callable
from typing import Any

from validator.model.value import Reason, Unknown
from validator.sources.hcl import access, functions, loops, operators
from validator.sources.hcl.conditions import choose
from validator.sources.hcl.conversions import to_string
from validator.sources.hcl.frame import Frame, LazyObject
from validator.sources.hcl.nodes import (
    Binary,
    Call,
    Conditional,
    Expression,
    ForList,
    ForObject,
    GetAttr,
    Index,
    ListExpr,
    Literal,
    Name,
    Node,
    ObjectExpr,
    Splat,
    Template,
    TemplateFor,
    TemplateIf,
    Unary,
)
from validator.sources.hcl.values import EvaluationError, contains_unknown, kind, unknown_from

Parts = tuple[Expression | TemplateIf | TemplateFor, ...]


def evaluate(node: Node, frame: Frame) -> Any:
    """The value of an expression where the frame's names mean what they mean.

    Raises:
        EvaluationError: Terraform would refuse the expression.
    """
    return _EVALUATE[type(node)](node, frame)


def render(parts: Parts, frame: Frame) -> str | Unknown:
    """The text of a template; an ``Unknown`` keeps what the text is known to begin with.

    Raises:
        EvaluationError: A part is null or no string, number or bool.
    """
    text: list[str] = []
    for part in parts:
        value = evaluate(part, frame)
        if isinstance(value, Unknown):
            return Unknown(value.reason, value.detail, prefix="".join(text) + value.prefix)
        if value is None:
            raise EvaluationError("a part of a string template is null")
        text.append(to_string(value))
    return "".join(text)


def _object(node: ObjectExpr, frame: Frame) -> Any:
    found: dict[str, Any] = {}
    for key_node, value_node in node.items:
        key = evaluate(key_node, frame)
        if isinstance(key, Unknown):
            return unknown_from(key)
        if key is None:
            raise EvaluationError("a key of an object is null")
        found[to_string(key)] = evaluate(value_node, frame)
    return found


def _splat(node: Splat, frame: Frame) -> Any:
    subject = evaluate(node.subject, frame)
    if isinstance(subject, Unknown):
        return unknown_from(subject)
    elements = subject if isinstance(subject, list) else [] if subject is None else [subject]
    frame.scope.run.spend(len(elements))
    inner = Frame(frame.scope, dict(frame.bindings))
    found = []
    for element in elements:
        inner.bindings["*"] = element
        found.append(evaluate(node.each, inner))
    return found


def _call(node: Call, frame: Frame) -> Any:
    if node.name in functions.LAZY:
        return _first_that_works(node, frame)
    arguments = [evaluate(argument, frame) for argument in node.arguments]
    if node.expand:
        last = arguments.pop()
        if isinstance(last, Unknown):
            return unknown_from(last)
        if not isinstance(last, list):
            raise EvaluationError(f'"..." needs a list, not a {kind(last)}')
        arguments.extend(last)
    for argument in arguments:
        if isinstance(argument, LazyObject):
            argument.settle()
    return functions.call(node.name, arguments, frame.scope.context)


def _first_that_works(node: Call, frame: Frame) -> Any:
    """``try`` and ``can``: an argument that is unknown may still fail, so nothing behind it can be chosen."""
    for argument in node.arguments:
        try:
            value = evaluate(argument, frame)
        except EvaluationError:
            continue
        if node.name == "try":
            return _certain(value)
        return unknown_from(value) if contains_unknown(value) else True
    if node.name == "can":
        return False
    raise EvaluationError("no argument of try could be evaluated")


def _certain(value: Any) -> Any:
    """What ``try`` gives: where it is not even known that the reference leads somewhere, it refers to nothing."""
    if isinstance(value, Unknown) and value.reason not in {Reason.AFTER_APPLY, Reason.ELSEWHERE}:
        return unknown_from(value)
    return value


def _logical_or_binary(node: Binary, frame: Frame) -> Any:
    left = evaluate(node.left, frame)
    if node.operator in {"&&", "||"}:
        return operators.logical(node.operator, left, lambda: evaluate(node.right, frame))
    return operators.binary(node.operator, left, evaluate(node.right, frame))


_EVALUATE: dict[type[Node], Callable[[Any, Frame], Any]] = {
    Literal: lambda node, _: node.value,
    Template: lambda node, frame: render(node.parts, frame),
    TemplateIf: lambda node, frame: choose(
        evaluate(node.condition, frame), lambda: render(node.then, frame), lambda: render(node.otherwise, frame)
    ),
    TemplateFor: lambda node, frame: loops.template_for(node, frame, evaluate, render),
    ListExpr: lambda node, frame: [evaluate(item, frame) for item in node.items],
    ObjectExpr: _object,
    Name: lambda node, frame: frame.lookup(node.name),
    GetAttr: lambda node, frame: access.attribute(evaluate(node.subject, frame), node.name),
    Index: lambda node, frame: access.index(evaluate(node.subject, frame), evaluate(node.key, frame)),
    Splat: _splat,
    Unary: lambda node, frame: operators.unary(node.operator, evaluate(node.operand, frame)),
    Binary: _logical_or_binary,
    Conditional: lambda node, frame: choose(
        evaluate(node.condition, frame),
        lambda: evaluate(node.then, frame),
        lambda: evaluate(node.otherwise, frame),
    ),
    ForList: lambda node, frame: loops.for_list(node, frame, evaluate),
    ForObject: lambda node, frame: loops.for_object(node, frame, evaluate),
    Call: _call,
}
