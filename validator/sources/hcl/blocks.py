"""Nested blocks: ``dynamic`` ones expanded, and JSON's objects and lists taken as the blocks that they stand for."""

from collections.abc import Iterator

import msgspec

from validator.model.value import Unknown
from validator.sources.hcl.evaluate import evaluate
from validator.sources.hcl.frame import Frame
from validator.sources.hcl.loops import entries
from validator.sources.hcl.nodes import Attribute, Block, Body, Expression, ListExpr, Literal, Name, ObjectExpr
from validator.sources.hcl.values import EvaluationError


class Written(msgspec.Struct, frozen=True, gc=False):
    """A nested block as it is to be evaluated.

    Attributes:
        type: Its type.
        block: What stands in the code: the block, or the ``content`` of a ``dynamic`` one.
        frame: Where its expressions are evaluated.
    """

    type: str
    block: Block
    frame: Frame


def nested_blocks(body: Body, names: frozenset[str], frame: Frame) -> Iterator[Written | tuple[str, Unknown]]:
    """The nested blocks of a body in the order of the code, ``dynamic`` ones expanded.

    Args:
        body: The body.
        names: The types of blocks that the schema knows: JSON's attributes of such a name are blocks.
        frame: Where their expressions are evaluated.

    Yields:
        The blocks; for a ``dynamic`` block whose ``for_each`` is unknown, its type with the ``Unknown``.

    Raises:
        EvaluationError: A ``for_each`` can't be gone through.
    """
    for name, attribute in body.attributes.items():
        if name in names:
            for block in blocks_from(name, attribute.expression):
                yield Written(name, block, frame)
        elif name == "dynamic" and isinstance(attribute.expression, ObjectExpr):
            for key, value in attribute.expression.items:
                for block in blocks_from("dynamic", value):
                    yield from _expanded(str(evaluate(key, frame)), block, frame)
    for block in body.blocks:
        if block.type == "dynamic" and block.labels:
            yield from _expanded(block.labels[0], block, frame)
        else:
            yield Written(block.type, block, frame)


def blocks_from(name: str, expression: Expression) -> list[Block]:
    """The blocks that a JSON value stands for: an object, or a list of objects.

    Raises:
        EvaluationError: It is neither.
    """
    match expression:
        case ObjectExpr(span=span, items=items):
            attributes = {
                key.value: Attribute(value.span, key.value, value)
                for key, value in items
                if isinstance(key, Literal) and isinstance(key.value, str) and key.value != "//"
            }
            return [Block(span, name, (), Body(span, attributes, ()), span)]
        case ListExpr(items=elements):
            return [block for element in elements for block in blocks_from(name, element)]
        case Literal(value=None):
            return []
    raise EvaluationError(f'"{name}" is not written as a block')


def _expanded(name: str, dynamic: Block, frame: Frame) -> Iterator[Written | tuple[str, Unknown]]:
    collection = dynamic.body.attributes.get("for_each")
    if collection is None:
        raise EvaluationError(f'the dynamic block "{name}" has no for_each')
    found = entries(evaluate(collection.expression, frame))
    if isinstance(found, Unknown):
        yield name, found
        return
    frame.scope.run.spend(len(found))
    content = _content(name, dynamic)
    iterator = _iterator(name, dynamic)
    for key, value in found:
        yield Written(name, content, frame.extended(**{iterator: {"key": key, "value": value}}))


def _content(name: str, dynamic: Block) -> Block:
    for block in dynamic.body.blocks:
        if block.type == "content":
            return block
    if attribute := dynamic.body.attributes.get("content"):
        return blocks_from("content", attribute.expression)[0]
    raise EvaluationError(f'the dynamic block "{name}" has no content')


def _iterator(name: str, dynamic: Block) -> str:
    given = dynamic.body.attributes.get("iterator")
    match given.expression if given else None:
        case Name(name=iterator):
            return iterator
        case Literal(value=str(iterator)):
            return iterator
    return name
