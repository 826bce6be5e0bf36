"""The syntax tree of HCL: frozen nodes, each with the range it was written in.

``syntax.py`` builds it from python-hcl2's parse tree; the evaluator sees nothing else.
"""

from typing import TypeAlias

import msgspec


class Span(msgspec.Struct, frozen=True, gc=False):
    """A range within one file; lines and columns count from 1, the end column is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Node(msgspec.Struct, frozen=True, gc=False):
    """What all nodes have."""

    span: Span


class Literal(Node, frozen=True, gc=False):
    """A number (``int`` when integral, else ``Decimal``), a string without interpolation, a bool or null."""

    value: object


class Template(Node, frozen=True, gc=False):
    """A quoted or heredoc template with at least one sequence; strip markers and indentation are dealt with.

    A template of a single interpolation (``"${x}"``) is no Template: it is the expression itself.
    """

    parts: tuple["Expression | TemplateIf | TemplateFor", ...]


class TemplateIf(Node, frozen=True, gc=False):
    """``%{ if c }…%{ else }…%{ endif }``."""

    condition: "Expression"
    then: tuple["Expression | TemplateIf | TemplateFor", ...]
    otherwise: tuple["Expression | TemplateIf | TemplateFor", ...]


class TemplateFor(Node, frozen=True, gc=False):
    """``%{ for k, v in xs }…%{ endfor }``."""

    key: str | None
    value: str
    collection: "Expression"
    body: tuple["Expression | TemplateIf | TemplateFor", ...]


class ListExpr(Node, frozen=True, gc=False):
    """``[a, b]``."""

    items: tuple["Expression", ...]


class ObjectExpr(Node, frozen=True, gc=False):
    """``{ k = v }``; a bare identifier as a key is a Literal string."""

    items: tuple[tuple["Expression", "Expression"], ...]


class Name(Node, frozen=True, gc=False):
    """The root of a reference: ``var``, ``local``, ``aws_ecr_repository``, a ``for`` variable."""

    name: str


class GetAttr(Node, frozen=True, gc=False):
    """``x.name``."""

    subject: "Expression"
    name: str


class Index(Node, frozen=True, gc=False):
    """``x[key]``, and the legacy ``x.0``."""

    subject: "Expression"
    key: "Expression"


class Splat(Node, frozen=True, gc=False):
    """``x[*].a[0]`` (full: every step applies to each element) or ``x.*.a`` (attribute-only steps).

    ``each`` is the expression for one element; in it, the element is ``Name("*")``.
    """

    subject: "Expression"
    each: "Expression"


class Unary(Node, frozen=True, gc=False):
    """``-x`` or ``!x``."""

    operator: str
    operand: "Expression"


class Binary(Node, frozen=True, gc=False):
    """``a + b`` and all other two-sided operators, nested by precedence."""

    operator: str
    left: "Expression"
    right: "Expression"


class Conditional(Node, frozen=True, gc=False):
    """``c ? a : b``."""

    condition: "Expression"
    then: "Expression"
    otherwise: "Expression"


class ForList(Node, frozen=True, gc=False):
    """``[for k, v in xs : result if condition]``."""

    key: str | None
    value: str
    collection: "Expression"
    result: "Expression"
    condition: "Expression | None"


class ForObject(Node, frozen=True, gc=False):
    """``{for k, v in xs : key => result... if condition}``."""

    key: str | None
    value: str
    collection: "Expression"
    key_result: "Expression"
    result: "Expression"
    condition: "Expression | None"
    group: bool


class Call(Node, frozen=True, gc=False):
    """``f(a, b...)``; ``expand`` says the last argument is spread. ``name`` may hold ``provider::aws::f``."""

    name: str
    arguments: tuple["Expression", ...]
    expand: bool


Expression: TypeAlias = (
    Literal
    | Template
    | ListExpr
    | ObjectExpr
    | Name
    | GetAttr
    | Index
    | Splat
    | Unary
    | Binary
    | Conditional
    | ForList
    | ForObject
    | Call
)


class Attribute(Node, frozen=True, gc=False):
    """``name = expression``; the span covers all of it."""

    name: str
    expression: Expression


class Block(Node, frozen=True, gc=False):
    """``type "label" { … }``; the span covers head and body, ``head`` the head alone."""

    type: str
    labels: tuple[str, ...]
    body: "Body"
    head: Span


class Body(Node, frozen=True, gc=False):
    """What stands between the braces of a block, or in a file."""

    attributes: dict[str, Attribute]
    blocks: tuple[Block, ...]
