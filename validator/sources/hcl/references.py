"""What an expression refers to, found without evaluating it."""

from collections.abc import Iterator

from validator.sources.hcl.nodes import (
    Attribute,
    Binary,
    Block,
    Body,
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
        pending.extend(_children(found, whole=not chain))


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


def _children(node: Node, *, whole: bool) -> list[Node]:
    match node:
        case Name() | Literal():
            return []
        case GetAttr(subject=subject):
            return [subject] if whole else _keys(node)
        case Index(subject=subject, key=key):
            return [subject, key] if whole else _keys(node)
        case Template(parts=parts):
            return list(parts)
        case TemplateIf(condition=condition, then=then, otherwise=otherwise):
            return [condition, *then, *otherwise]
        case TemplateFor(collection=collection, body=body):
            return [collection, *body]
        case ListExpr(items=items):
            return list(items)
        case ObjectExpr(items=pairs):
            return [part for pair in pairs for part in pair]
        case Splat(subject=subject, each=each):
            return [subject, each]
        case Unary(operand=operand):
            return [operand]
        case Binary(left=left, right=right):
            return [left, right]
        case Conditional(condition=condition, then=then, otherwise=otherwise):
            return [condition, then, otherwise]
        case ForList(collection=collection, result=result, condition=condition):
            return [collection, result, *([condition] if condition else [])]
        case ForObject(collection=collection, key_result=key, result=result, condition=condition):
            return [collection, key, result, *([condition] if condition else [])]
        case Call(arguments=arguments):
            return list(arguments)
        case Attribute(expression=expression):
            return [expression]
        case Body(attributes=attributes, blocks=blocks):
            return [*attributes.values(), *blocks]
        case Block(body=body):
            return [body]
    return []


def _keys(node: Node) -> list[Node]:
    """The index keys in a chain of steps."""
    keys: list[Node] = []
    while isinstance(node, GetAttr | Index):
        if isinstance(node, Index):
            keys.append(node.key)
        node = node.subject
    return keys
