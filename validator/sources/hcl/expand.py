"""From a resource's block to its values, as a plan has them.

Every argument is there: an omitted one is null, its provider's default, or unknown when the provider computes it; nested
blocks are lists of dicts, in a set's order where the schema says set.
"""

import json
from collections.abc import Callable
from typing import Any

import msgspec

from validator.model.origin import Location
from validator.model.value import Reason, Unknown
from validator.sources.hcl.blocks import Written, nested_blocks
from validator.sources.hcl.constraints import convert
from validator.sources.hcl.defaults import JSON_ARGUMENTS
from validator.sources.hcl.evaluate import evaluate
from validator.sources.hcl.frame import Frame
from validator.sources.hcl.nodes import Attribute, Block, Span
from validator.sources.hcl.schema import NO_BLOCKS, BlockSchema
from validator.sources.hcl.values import TerraformSet
from validator.sources.terraform.credentials import VALUE_ARGUMENTS

META_ARGUMENTS = frozenset({"count", "depends_on", "for_each", "provider", "dynamic", "//"})
META_BLOCKS = frozenset({"connection", "lifecycle", "provisioner"})
SECRET_ARGUMENTS = frozenset(VALUE_ARGUMENTS)
_NO_SCHEMA = BlockSchema({}, {}, {}, ())


class Subject(msgspec.Struct, frozen=True):
    """The resource that is expanded.

    Attributes:
        type: Its type.
        address: Its full address.
        schema: Its type's schema; ``None``: what is written is taken as it is.
        reason: Why an attribute that the code does not give is unknown.
        file_of: The file that a top-level argument or nested block is written in.
    """

    type: str
    address: str
    schema: BlockSchema | None
    reason: Reason
    file_of: Callable[[str], str]


class Places:
    """Where the arguments of a block are written."""

    __slots__ = ("block", "file_of", "nested")

    def __init__(self, block: Block, file_of: Callable[[str], str]) -> None:
        self.block = block
        self.file_of = file_of
        self.nested: dict[str, list[Places]] = {}

    def find(self, path: tuple[str | int, ...]) -> Location | None:
        """The place of an argument by its path; ``None`` when the code leaves it out."""
        name = str(path[0])
        if attribute := self.block.body.attributes.get(name):
            return location(self.file_of(name), attribute.span)
        blocks = self.nested.get(name, [])
        position = path[1] if len(path) > 1 and isinstance(path[1], int) else 0
        if position >= len(blocks):
            return None
        inner = path[2:] if len(path) > 1 and isinstance(path[1], int) else path[1:]
        place = location(self.file_of(name), blocks[position].block.head)
        return (blocks[position].find(inner) or place) if inner else place


class Expanded(msgspec.Struct):
    """What a block says.

    Attributes:
        values: Its arguments and nested blocks.
        places: Where they are written.
        omitted: The arguments that the code leaves out, or sets to null; of a nested block as ``block.argument``.
    """

    values: dict[str, Any]
    places: Places
    omitted: set[str]


def location(file: str, span: Span) -> Location:
    """A range with its file."""
    return Location(file, span.line, span.column, span.end_line, span.end_column)


def expand(block: Block, frame: Frame, subject: Subject) -> Expanded:
    """The values of a resource's block."""
    return _expand(block, frame, subject, subject.schema or _NO_SCHEMA, "", subject.file_of)


def _expand(
    block: Block, frame: Frame, subject: Subject, schema: BlockSchema, path: str, file_of: Callable[[str], str]
) -> Expanded:
    found = Expanded({}, Places(block, file_of), set())
    for name, attribute in block.body.attributes.items():
        if _is_argument(name, schema, path):
            value = _argument(attribute, frame, subject, schema, file_of(name))
            if value is not None:
                found.values[name] = value
    _nest(found, frame, subject, schema, path)
    for name, default in schema.omitted.items():
        if name not in found.values:
            found.omitted.add(name)
            found.values[name] = [] if default is NO_BLOCKS else default
    for name in schema.computed:
        if name not in found.values:
            found.omitted.add(name)
            found.values[name] = Unknown(subject.reason, refers_to=(f"{subject.address}.{path}{name}",))
    return found


def _is_argument(name: str, schema: BlockSchema, path: str) -> bool:
    return name not in schema.blocks and (path != "" or name not in META_ARGUMENTS) and name not in SECRET_ARGUMENTS


def _argument(attribute: Attribute, frame: Frame, subject: Subject, schema: BlockSchema, file: str) -> Any:
    known = schema.attributes.get(attribute.name)

    def compute() -> Any:
        value = evaluate(attribute.expression, frame)
        return convert(value, known.type) if known else value

    value = frame.scope.run.attempt(file, attribute.span, compute)
    if isinstance(value, str) and attribute.name in JSON_ARGUMENTS and subject.type.startswith("aws_"):
        return normalized_json(value)
    return value


def normalized_json(text: str) -> str:
    """JSON as the provider stores it: minified, keys sorted, ``<``, ``>`` and ``&`` escaped as Go does.

    Text that is no JSON stays as it is.
    """
    try:
        minified = json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    except (ValueError, RecursionError):
        return text
    return escaped_as_go(minified)


def escaped_as_go(text: str) -> str:
    """JSON text with the characters escaped that Go's encoder escapes."""
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _nest(found: Expanded, frame: Frame, subject: Subject, schema: BlockSchema, path: str) -> None:
    """Add the nested blocks of a body to what was found in it."""
    places, values = found.places, found.values
    gathered: dict[str, list[Expanded]] = {}
    unknown: dict[str, Unknown] = {}

    def gather() -> None:
        for written in nested_blocks(places.block.body, frozenset(schema.blocks), frame):
            if not isinstance(written, Written):
                unknown[written[0]] = written[1]
            elif path or written.type not in META_BLOCKS:
                gathered.setdefault(written.type, []).append(_nested(written, subject, schema, path, places.file_of))

    failed = frame.scope.run.attempt(places.file_of("dynamic"), places.block.head, gather)
    if isinstance(failed, Unknown):
        unknown |= dict.fromkeys(schema.blocks, failed)
    for name, blocks in gathered.items():
        nesting = schema.blocks[name][0] if name in schema.blocks else "list"
        ordered = _in_set_order(blocks) if nesting == "set" else blocks
        values[name] = ordered[0].values if nesting == "single" else [one.values for one in ordered]
        places.nested[name] = [one.places for one in ordered]
        found.omitted.update(f"{name}.{argument}" for one in ordered for argument in one.omitted)
    values.update(unknown)


def _nested(
    written: Written, subject: Subject, schema: BlockSchema, path: str, file_of: Callable[[str], str]
) -> Expanded:
    inner = schema.blocks[written.type][1] if written.type in schema.blocks else _NO_SCHEMA
    file = file_of(written.type)
    return _expand(written.block, written.frame, subject, inner, f"{path}{written.type}.", lambda _: file)


def _in_set_order(blocks: list[Expanded]) -> list[Expanded]:
    by_identity = {id(block.values): block for block in blocks}
    return [by_identity[id(values)] for values in TerraformSet(block.values for block in blocks)]
