"""What may be known of a secret's value: who gives it, and which keys its JSON has. The value is dropped here."""

from typing import Any

from validator.model.value import Reason, Unknown
from validator.sources.hcl.encoded import encoded
from validator.sources.hcl.evaluate import evaluate
from validator.sources.hcl.frame import Frame
from validator.sources.hcl.nodes import Call, Expression, Literal, ObjectExpr
from validator.sources.hcl.references import references
from validator.sources.terraform.resource import SecretFacts
from validator.sources.terraform.secret_keys import keys_of, keys_of_object

# The first that applies names the whole: what holds a generated part is not known before it is applied.
_ORDER = ("generated", "lookup", "variable", "literal")
_UNTRACED = Unknown(Reason.UNSUPPORTED, detail="where the secret's value comes from")


def secret_facts(name: str, expression: Expression, frame: Frame) -> SecretFacts | None:
    """What is known of a secret argument; ``None`` when it is null.

    Raises:
        EvaluationError: Terraform would refuse the expression.
    """
    value = evaluate(expression, frame)
    if value is None:
        return None
    givers = _givers(expression, frame, set())
    return SecretFacts(
        given_by=next((one for one in _ORDER if one in givers), _UNTRACED),
        keys=_keys(value, expression, frame),
        write_only=name.endswith("_wo"),
    )


def _givers(expression: Expression, frame: Frame, seen: set[int]) -> set[str]:
    """Who gives the parts of a value: the kinds of all that the expression refers to."""
    if id(expression) in seen:
        return set()
    seen.add(id(expression))
    found: set[str] = set()
    for part in _secret_parts(expression):
        chains = list(references(part))
        for chain in chains:
            written = frame.scope.written(chain, frame)
            found |= {written} if isinstance(written, str) else _givers(*written, seen) if written else set()
        if not chains:
            found.add("literal")
    return found


def _secret_parts(expression: Expression) -> list[Expression]:
    """The parts of a value that are secret: of an object in ``jsonencode`` all but the user's name."""
    match expression:
        case Call(name="jsonencode", arguments=(ObjectExpr(items=items),)):
            named = [(key.value if isinstance(key, Literal) else "", value) for key, value in items]
            return [value for key, value in named if "user" not in str(key).lower()] or [expression]
    return [expression]


def _keys(value: Any, expression: Expression, frame: Frame) -> dict[str, bool] | Unknown | None:
    """The keys of the JSON object that a secret holds, each with whether its value is a non-empty string."""
    if not isinstance(value, Unknown):
        return keys_of(value)
    found = encoded(expression, frame)
    return value if found is None else keys_of_object(found)
