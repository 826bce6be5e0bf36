"""Syntax trees as short text, so that a test shows its tree in one line."""

from typing import Any

from validator.sources.hcl import nodes as n
from validator.sources.hcl.syntax import parse_expression


def shape(node: Any) -> str:
    """Every operation in its own parentheses; literals as Python writes them."""
    match node:
        case n.Literal(value=value):
            return repr(value)
        case n.Name(name=name):
            return name
        case n.GetAttr(subject=subject, name=name):
            return f"{shape(subject)}.{name}"
        case n.Index(subject=subject, key=key):
            return f"{shape(subject)}[{shape(key)}]"
        case n.Splat(subject=subject, each=each):
            return f"<{shape(subject)} each {shape(each)}>"
        case _:
            return _operation(node)


def _operation(node: Any) -> str:
    match node:
        case n.Unary(operator=operator, operand=operand):
            return f"({operator}{shape(operand)})"
        case n.Binary(operator=operator, left=left, right=right):
            return f"({shape(left)} {operator} {shape(right)})"
        case n.Conditional(condition=condition, then=then, otherwise=otherwise):
            return f"({shape(condition)} ? {shape(then)} : {shape(otherwise)})"
        case n.Call(name=name, arguments=arguments, expand=expand):
            return f"{name}({', '.join(map(shape, arguments))}{'...' if expand else ''})"
        case _:
            return _composite(node)


def _composite(node: Any) -> str:
    match node:
        case n.ListExpr(items=items):
            return f"[{', '.join(map(shape, items))}]"
        case n.ObjectExpr(items=items):
            return "{" + ", ".join(f"{shape(key)} = {shape(value)}" for key, value in items) + "}"
        case n.Template(parts=parts):
            return f'"{_parts(parts)}"'
        case _:
            return _loop(node)


def _loop(node: Any) -> str:
    names = f"{node.key}, {node.value}" if node.key else node.value
    if isinstance(node, n.TemplateFor):
        return f"for {names} in {shape(node.collection)} {{{_parts(node.body)}}}"
    tail = f" if {shape(node.condition)}" if node.condition else ""
    intro = f"for {names} in {shape(node.collection)} : "
    if isinstance(node, n.ForList):
        return f"[{intro}{shape(node.result)}{tail}]"
    group = "..." if node.group else ""
    return f"{{{intro}{shape(node.key_result)} => {shape(node.result)}{group}{tail}}}"


def _parts(parts: tuple[Any, ...]) -> str:
    return " ".join(_part(part) for part in parts)


def _part(part: Any) -> str:
    if isinstance(part, n.TemplateIf):
        return f"if {shape(part.condition)} {{{_parts(part.then)}}} else {{{_parts(part.otherwise)}}}"
    return shape(part)


def shape_of(text: str) -> str:
    """The shape of an expression."""
    return shape(parse_expression(text))


def extent(node: n.Node) -> tuple[int, int, int, int]:
    """A node's range: line, column, end line, end column."""
    span = node.span
    return span.line, span.column, span.end_line, span.end_column
