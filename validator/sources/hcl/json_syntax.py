"""Terraform's JSON syntax (``.tf.json``), turned into the same nodes as HCL.

Only a provider's schema tells nested blocks of a resource from arguments, so they all are attributes here: objects, or
lists of objects. The blocks that Terraform's own language defines are blocks.
"""

from collections.abc import Iterator

from validator.sources.hcl.error import HclError
from validator.sources.hcl.grammar.json_scan import JsonArray, JsonObject, JsonScalar, JsonValue, scan
from validator.sources.hcl.grammar.places import Places, join
from validator.sources.hcl.nodes import Attribute, Block, Body, Expression, ListExpr, Literal, ObjectExpr, Span
from validator.sources.hcl.syntax import parse_expression, parse_template

_CONDITIONS = {"precondition": 0, "postcondition": 0}
_RESOURCE = {"dynamic": 1, "lifecycle": 0, "provisioner": 1, "connection": 0}
_BLOCKS: dict[str, dict[str, int]] = {
    "": {
        "terraform": 0,
        "provider": 1,
        "variable": 1,
        "locals": 0,
        "output": 1,
        "module": 1,
        "resource": 2,
        "data": 2,
        "ephemeral": 2,
        "check": 1,
        "moved": 0,
        "import": 0,
        "removed": 0,
    },
    "terraform": {"required_providers": 0, "backend": 1, "cloud": 0, "provider_meta": 1},
    "cloud": {"workspaces": 0},
    "variable": {"validation": 0},
    "output": {"precondition": 0},
    "check": {"data": 2, "assert": 0},
    "resource": _RESOURCE,
    "data": _RESOURCE,
    "ephemeral": _RESOURCE,
    "lifecycle": _CONDITIONS,
    "provisioner": {"connection": 0},
    "removed": {"lifecycle": 0, "provisioner": 1},
    "dynamic": {"content": 0},
    "content": {"dynamic": 1},
}
"""In which block, which blocks, with how many labels."""

_EXPRESSIONS = {
    "resource": {"provider", "depends_on"},
    "data": {"provider", "depends_on"},
    "ephemeral": {"provider", "depends_on"},
    "module": {"providers", "depends_on"},
    "output": {"depends_on"},
    "variable": {"type"},
    "lifecycle": {"ignore_changes", "replace_triggered_by"},
    "moved": {"from", "to"},
    "import": {"to", "provider"},
    "removed": {"from"},
}
"""In which block, which arguments hold expressions as strings instead of templates."""


def parse_json(text: str, file: str = "") -> Body:
    """Parse a ``.tf.json`` file; positions are those of keys and values, and in a template those of the whole string.

    Raises:
        HclError: It is not JSON, a block is no object, an argument is set twice, or a string is no template.
    """
    source = text.removeprefix("\ufeff")
    root = scan(source, Places(source, file=file))
    try:
        return _body("", root)
    except HclError as error:
        error.file = file
        raise


def _body(kind: str, value: JsonValue) -> Body:
    """The body of a block of a type; the file's has no type."""
    attributes: dict[str, Attribute] = {}
    blocks: list[Block] = []
    known = _BLOCKS.get(kind, {})
    for key, item in _properties(value):
        name = str(key.value)
        if name in known:
            blocks += _blocks(key, known[name], item)
        elif name in attributes:
            raise _error(f'"{name}" is set twice; line {attributes[name].span.line} has it already', key.span)
        else:
            as_expression = name in _EXPRESSIONS.get(kind, ())
            attributes[name] = Attribute(
                join(key.span, item.span), name, _expression(item, as_expression=as_expression)
            )
    return Body(value.span, attributes, tuple(blocks))


def _properties(value: JsonValue) -> Iterator[tuple[JsonScalar, JsonValue]]:
    """The properties of an object, or of several in an array, without comments."""
    for part in _objects(value):
        yield from ((key, item) for key, item in part.items if key.value != "//")


def _objects(value: JsonValue) -> Iterator[JsonObject]:
    match value:
        case JsonObject():
            yield value
        case JsonArray(items=items):
            for item in items:
                yield from _objects(item)
        case JsonScalar(value=None):
            return
        case _:
            raise _error("expected an object or an array of objects", value.span)


def _blocks(key: JsonScalar, labels: int, value: JsonValue, given: tuple[JsonScalar, ...] = ()) -> Iterator[Block]:
    """The blocks under a key: labels are keys within it, and an array holds several blocks."""
    if len(given) < labels:
        for label, item in _properties(value):
            yield from _blocks(key, labels, item, (*given, label))
        return
    for item in _objects(value):
        head = join(key.span, given[-1].span) if given else key.span
        words = tuple(str(label.value) for label in given)
        yield Block(join(key.span, item.span), str(key.value), words, _body(str(key.value), item), head)


def _expression(value: JsonValue, *, as_expression: bool = False) -> Expression:
    match value:
        case JsonArray(span=span, items=items):
            return ListExpr(span, tuple(_expression(item, as_expression=as_expression) for item in items))
        case JsonObject(span=span):
            pairs = [
                (_key(key, as_expression=as_expression), _expression(item, as_expression=as_expression))
                for key, item in _properties(value)
            ]
            return ObjectExpr(span, tuple(pairs))
        case JsonScalar(span=span, value=str(text)):
            return _string(text, span, as_expression=as_expression)
        case JsonScalar(span=span, value=plain):
            return Literal(span, plain)


def _key(key: JsonScalar, *, as_expression: bool) -> Expression:
    """A key; only one with a dot can be a reference (``aws.west`` of a module's ``providers``)."""
    return _string(str(key.value), key.span, as_expression=as_expression and "." in str(key.value))


def _string(text: str, span: Span, *, as_expression: bool) -> Expression:
    if "${" in text or "%{" in text:
        return parse_template(text, span)
    return parse_expression(text, span) if as_expression else Literal(span, text)


def _error(problem: str, span: Span) -> HclError:
    return HclError(problem, span.line, span.column)
