"""What an expression refers to, found without evaluating it."""

from collections.abc import Callable, Iterator
from typing import Any

from validator.sources.hcl.nodes import (
    Binary,
    Call,
    Conditional,
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


def references(node: Node) -> Iterator[tuple[str, ...]]:
    """The references in an expression as their leading names: ``("var", "token")``, ``("local", "hub", "url")``.

    Names that a ``for`` binds come too; they are one of a kind, as nothing else is called like them.
    """
    pending = [node]
    while pending:
        found = pending.pop()
        chain = chain_of(found)
        if chain:
            yield chain
        pending.extend(children_of(found))


def chain_of(node: Node) -> tuple[str, ...]:
    """The names of a chain of steps that starts with a name; empty for anything else. ``[]`` is an index."""
    names: list[str] = []
    while True:
        match node:
            case GetAttr(subject=subject, name=name):
                names.append(name)
                node = subject
            case Index(subject=subject, key=key):
                names.append(key.value if isinstance(key, Literal) and isinstance(key.value, str) else "[]")
                node = subject
            case Name(name=name):
                return (name, *reversed(names))
            case _:
                return ()


def children_of(node: Node) -> list[Node]:
    """The nodes directly below a node; of a chain of steps that starts with a name, only the index keys."""
    return _keys(node) if chain_of(node) else _CHILDREN[type(node)](node)


def _keys(node: Node) -> list[Node]:
    """The index keys in a chain of steps."""
    keys: list[Node] = []
    while isinstance(node, GetAttr | Index):
        if isinstance(node, Index):
            keys.append(node.key)
        node = node.subject
    return keys


def _for(node: ForList | ForObject, *more: Node) -> list[Node]:
    return [node.collection, node.result, *more, *([node.condition] if node.condition else [])]


_CHILDREN: dict[type[Node], Callable[[Any], list[Node]]] = {
    Name: lambda _: [],
    Literal: lambda _: [],
    GetAttr: lambda node: [node.subject],
    Index: lambda node: [node.subject, node.key],
    Template: lambda node: list(node.parts),
    TemplateIf: lambda node: [node.condition, *node.then, *node.otherwise],
    TemplateFor: lambda node: [node.collection, *node.body],
    ListExpr: lambda node: list(node.items),
    ObjectExpr: lambda node: [part for pair in node.items for part in pair],
    Splat: lambda node: [node.subject, node.each],
    Unary: lambda node: [node.operand],
    Binary: lambda node: [node.left, node.right],
    Conditional: lambda node: [node.condition, node.then, node.otherwise],
    ForList: _for,
    ForObject: lambda node: _for(node, node.key_result),
    Call: lambda node: list(node.arguments),
}
