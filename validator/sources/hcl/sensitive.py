"""Which values Terraform marks as sensitive: those made of a sensitive variable, output or ``sensitive(…)``.

Terraform follows the mark through every operation, up to ``nonsensitive(…)``. Here the references in the code are
followed instead: a plan shows such a value, but nothing may print it, so it is not read.
"""

from validator.sources.hcl.declarations import Declaration
from validator.sources.hcl.frame import Frame
from validator.sources.hcl.nodes import Call, Expression, Literal, Node, ObjectExpr
from validator.sources.hcl.references import chain_of, children_of


def is_sensitive(expression: Expression, frame: Frame) -> bool:
    """Whether Terraform marks the value of an expression as sensitive."""
    known = frame.scope.sensitive
    key = id(expression)
    if key not in known:
        # What refers to itself is an error elsewhere; it adds nothing here.
        known[key] = False
        known[key] = _any_marks(_visible(expression), frame)
    return known[key]


def is_declared_sensitive(declaration: Declaration | None) -> bool:
    """Whether a variable or output says ``sensitive = true``."""
    given = declaration.block.body.attributes.get("sensitive") if declaration else None
    return given is not None and isinstance(given.expression, Literal) and given.expression.value is True


def _visible(expression: Expression) -> list[Node]:
    """The nodes of an expression that are references or calls, without what ``nonsensitive`` hides."""
    found: list[Node] = []
    pending: list[Node] = [expression]
    while pending:
        node = pending.pop()
        if isinstance(node, Call) and node.name == "nonsensitive":
            continue
        if isinstance(node, Call) or chain_of(node):
            found.append(node)
        pending.extend(children_of(node))
    return found


def _any_marks(nodes: list[Node], frame: Frame) -> bool:
    # Not with any(): it would recurse through C, which Python 3.12 bounds however high its limit is set.
    for node in nodes:  # noqa: SIM110
        if _marks(node, frame):
            return True
    return False


def _marks(node: Node, frame: Frame) -> bool:
    if isinstance(node, Call):
        return node.name == "sensitive"
    chain = chain_of(node)
    if frame.scope.declares_sensitive(chain):
        return True
    written = frame.scope.written(chain, frame)
    if not isinstance(written, tuple):
        return False
    expression, inner = written
    return is_sensitive(_below(expression, chain[2:]) if chain[0] in {"local", "var"} else expression, inner)


def _below(expression: Expression, names: tuple[str, ...]) -> Expression:
    """The part of an object that a reference means, as far as the object is written out."""
    for name in names:
        if not isinstance(expression, ObjectExpr):
            break
        found = [value for key, value in expression.items if isinstance(key, Literal) and key.value == name]
        if not found:
            break
        expression = found[-1]
    return expression
