"""The linter: what the schema can't tell of a policy, above all what its expressions read."""

from collections.abc import Callable, Iterator
from typing import Any

from validator.config.nearest import nearest
from validator.engine import cel
from validator.engine.document import Document
from validator.engine.judge import PARAMS, compiler
from validator.engine.message import Placeholder, parse_template
from validator.engine.paths import Reader, Use
from validator.engine.policy import Policy
from validator.engine.shape import Form, NoSuchName, shape_of
from validator.errors import PolicyError

_TAKES = {
    Form.STRUCT: frozenset({"null"}),
    Form.STRUCTS: frozenset({"null", "size", "macro"}),
}
_ADVICE = {
    Form.STRUCT: "select one of its fields; it can only be compared with null",
    Form.STRUCTS: "use exists, all, filter, map or size on it",
}


def problems(policy: Policy, written: Document) -> Iterator[PolicyError]:
    """What is wrong with one policy that matches the schema.

    Its folder has another name, an expression does not compile or reads what its kind does not have, or a parameter is
    not declared, not used, or has a default that does not match.
    """
    folder = written.file.absolute().parent.name
    if folder != policy.name:
        yield written.error(f"is {policy.name!r}, but its folder is {folder!r}", "name")
    used: set[str] = set()
    try:
        expressions = _expressions(policy)
    except ValueError as error:
        yield written.error(str(error), "message")
        return
    for key, expression in expressions:
        yield from _compiled(key, expression, written)
        reader = Reader(expression)
        used |= {use.path[1] for use in reader.uses if use.path[0] == PARAMS and len(use.path) > 1}
        for problem, offset in _misread(policy, reader):
            yield written.error(f"{problem} (column {offset + 1} of {expression!r})", key)
    yield from _params(policy, used, written)
    yield from _at(policy, written)


def _expressions(policy: Policy) -> list[tuple[str, str]]:
    conditions = [("when", policy.when), ("require", policy.require)]
    parts = parse_template(policy.message)
    placeholders = [("message", part.expression) for part in parts if isinstance(part, Placeholder)]
    return [(key, text) for key, text in conditions if text] + placeholders


def _compiled(key: str, expression: str, written: Document) -> Iterator[PolicyError]:
    try:
        program = compiler().program(expression)
    except cel.CelMistake as mistake:
        line = expression.splitlines()[mistake.line - 1].strip() if expression else ""
        yield written.error(f"{mistake.problem} (column {mistake.column} of {line!r})", key)
    else:
        if key != "message" and not cel.is_condition(program):
            yield written.error("is not true or false", key)


def _misread(policy: Policy, reader: Reader) -> Iterator[tuple[str, int]]:
    """What is wrong with what an expression reads, each with its offset."""
    for name, offset in reader.calls:
        if name == "has":
            yield "has() would take an unknown value for an absent one; compare with null", offset
    for offset in reader.computed:
        yield "a field can only be selected from a path", offset
    for use in reader.uses:
        problem = _MISUSE.get(use.path[0] if use.path[0] == PARAMS else "", _of_object)(policy, use)
        if problem:
            yield problem, use.offset


def _of_params(policy: Policy, use: Use) -> str:
    if len(use.path) == 1:
        return "params can't be used whole"
    return "" if use.path[1] in policy.params else f"params.{use.path[1]} is not declared in this policy"


def _of_object(policy: Policy, use: Use) -> str:
    kind, *path = use.path
    if kind != policy.applies_to:
        return "" if kind in _TYPES else f"a policy on a {policy.applies_to} can't read {kind!r}"
    try:
        shape = shape_of(kind, tuple(path))
    except NoSuchName as missing:
        return "; ".join(filter(None, [str(missing), nearest(missing.name, missing.names)]))
    if use.how not in _TAKES.get(shape.form, {use.how}):
        return f"{'.'.join(use.path)} is {shape.form}: {_ADVICE[shape.form]}"
    return ""


_MISUSE: dict[str, Callable[[Policy, Use], str]] = {PARAMS: _of_params}
_TYPES = frozenset("bool bytes double int list map null_type string type uint".split())


def _params(policy: Policy, used: set[str], written: Document) -> Iterator[PolicyError]:
    for name, schema in policy.params.items():
        if name not in used:
            yield written.error("is declared, but not used", PARAMS, name)
        yield from _default(name, schema, written)


def _default(name: str, schema: dict[str, Any], written: Document) -> Iterator[PolicyError]:
    import jsonschema  # noqa: PLC0415 - takes longer to import than a run takes

    try:
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.validate(schema["default"], schema, jsonschema.Draft202012Validator)
    except jsonschema.SchemaError as error:
        yield written.error(f"is no JSON Schema: {error.message}", PARAMS, name)
    except jsonschema.ValidationError as error:
        yield written.error(f"its default does not match: {error.message}", PARAMS, name, "default")


def _at(policy: Policy, written: Document) -> Iterator[PolicyError]:
    if policy.at is not None:
        try:
            shape_of(policy.applies_to, tuple(policy.at.split(".")))
        except NoSuchName as missing:
            yield written.error(str(missing), "at", remedy=nearest(missing.name, missing.names))
