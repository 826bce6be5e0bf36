"""What a ``jsonencode`` is given, where the text that it makes is not known.

One unknown in it makes the whole text unknown, as in Terraform; what it encodes still says almost everything.
"""

from typing import Any

from validator.model.value import Unknown
from validator.sources.hcl.evaluate import evaluate
from validator.sources.hcl.frame import Frame
from validator.sources.hcl.nodes import Call, Conditional, Expression, GetAttr
from validator.sources.hcl.references import chain_of

# How many locals, variables and outputs are followed to the expression behind a value.
_MAX_STEPS = 32


def encoded(expression: Expression, frame: Frame) -> dict[str, Any] | None:
    """The object that a value is the JSON of, with unknowns in place; ``None`` where it is no ``jsonencode``.

    Raises:
        EvaluationError: Terraform would refuse the expression.
    """
    for _ in range(_MAX_STEPS):
        match expression:
            case Call(name="jsonencode", arguments=(content,)):
                found = evaluate(content, frame)
                return found if isinstance(found, dict) else None
            case Conditional(condition=condition, then=then, otherwise=otherwise):
                chosen = evaluate(condition, frame)
                if isinstance(chosen, Unknown):
                    return None
                expression = then if chosen in {True, "true"} else otherwise
            case GetAttr() if isinstance(written := frame.scope.written(chain_of(expression), frame), tuple):
                expression, frame = written
            case _:
                return None
    return None
