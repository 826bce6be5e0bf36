"""From a resource's block to its values, as a plan has them.

Every argument is there: an omitted one is null, its provider's default, or unknown when the provider computes it;
nested blocks are lists of dicts, in a set's order where the schema says set.
"""

from collections.abc import Callable
from typing import Any

import msgspec

from validator.model.value import Reason, Unknown
from validator.sources.hcl.blocks import Written, nested_blocks
from validator.sources.hcl.constraints import convert
from validator.sources.hcl.defaults import JSON_ARGUMENTS
from validator.sources.hcl.encoded import encoded
from validator.sources.hcl.evaluate import evaluate
from validator.sources.hcl.frame import Frame
from validator.sources.hcl.go_json import normalized_json
from validator.sources.hcl.locations import Places
from validator.sources.hcl.nodes import Attribute, Block
from validator.sources.hcl.schema import NO_BLOCKS, BlockSchema
from validator.sources.hcl.sensitive import is_sensitive
from validator.sources.hcl.values import TerraformSet
from validator.sources.terraform.credentials import VALUE_ARGUMENTS

META_ARGUMENTS = frozenset({"count", "depends_on", "for_each", "provider"})
# In JSON the blocks that Terraform itself reads are attributes too.
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
        parts: The top-level arguments and blocks that are read; ``None``: all of them.
    """

    type: str
    address: str
    schema: BlockSchema | None
    reason: Reason
    file_of: Callable[[str], str]
    parts: frozenset[str] | None = None

    def reads(self, name: str) -> bool:
        """Whether a top-level argument or block is read."""
        return self.parts is None or name in self.parts or name == "region"


class Level(msgspec.Struct, frozen=True):
    """How deep in a resource a block is.

    Attributes:
        schema: What the block may hold.
        path: The types of blocks down to it, each with a dot behind; empty for the resource itself.
        file_of: The file that an argument or nested block of it is written in.
    """

    schema: BlockSchema
    path: str
    file_of: Callable[[str], str]


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


def expand(block: Block, frame: Frame, subject: Subject) -> Expanded:
    """The values of a resource's block."""
    return _expand(block, frame, subject, Level(subject.schema or _NO_SCHEMA, "", subject.file_of))


def _expand(block: Block, frame: Frame, subject: Subject, level: Level) -> Expanded:
    found = Expanded({}, Places(block, level.file_of), set())
    schema, path = level.schema, level.path
    for name, attribute in block.body.attributes.items():
        if _is_argument(name, schema, path) and (path or subject.reads(name)):
            value = _argument(attribute, frame, subject, level)
            if value is not None:
                found.values[name] = value
    _nest(found, frame, subject, level)
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
    # In JSON "dynamic" holds blocks and "//" a comment, at any depth.
    if name in schema.blocks or name in SECRET_ARGUMENTS or name in {"dynamic", "//"}:
        return False
    return path != "" or name not in META_ARGUMENTS | META_BLOCKS


def _argument(attribute: Attribute, frame: Frame, subject: Subject, level: Level) -> Any:
    known = level.schema.attributes.get(attribute.name)

    def compute() -> Any:
        value = evaluate(attribute.expression, frame)
        if isinstance(value, Unknown) and attribute.name in JSON_ARGUMENTS:
            # A policy of which a part is known is judged statement by statement.
            return encoded(attribute.expression, frame) or value
        return convert(value, known.type) if known else value

    value = frame.scope.run.attempt(level.file_of(attribute.name), attribute.span, compute)
    if value is not None and not isinstance(value, Unknown) and is_sensitive(attribute.expression, frame):
        return Unknown(Reason.SENSITIVE)
    if isinstance(value, str) and attribute.name in JSON_ARGUMENTS and subject.type.startswith("aws_"):
        return normalized_json(value)
    return value


def _nest(found: Expanded, frame: Frame, subject: Subject, level: Level) -> None:
    """Add the nested blocks of a body to what was found in it."""
    places, values, schema = found.places, found.values, level.schema
    gathered: dict[str, list[Expanded]] = {}
    unknown: dict[str, Unknown] = {}

    def gather() -> None:
        for written in nested_blocks(places.block.body, frozenset(schema.blocks), frame):
            if not isinstance(written, Written):
                unknown[written[0]] = written[1]
            elif level.path or (written.type not in META_BLOCKS and subject.reads(written.type)):
                gathered.setdefault(written.type, []).append(_nested(written, subject, level))

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


def _nested(written: Written, subject: Subject, level: Level) -> Expanded:
    blocks, file = level.schema.blocks, level.file_of(written.type)
    inner = blocks[written.type][1] if written.type in blocks else _NO_SCHEMA
    below = Level(inner, f"{level.path}{written.type}.", lambda _: file)
    return _expand(written.block, written.frame, subject, below)


def _in_set_order(blocks: list[Expanded]) -> list[Expanded]:
    by_identity = {id(block.values): block for block in blocks}
    return [by_identity[id(values)] for values in TerraformSet(block.values for block in blocks)]
