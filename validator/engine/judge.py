"""What each policy of a kind says of each object of that kind."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from validator.engine import cel
from validator.engine.holes import Hole, holes
from validator.engine.overrides import Overrides
from validator.engine.policy import Policy
from validator.engine.view import Node, Projector
from validator.errors import PolicyError
from validator.findings.finding import Outcome
from validator.model.kinds import KINDS
from validator.model.links import Links
from validator.model.objects import Object

PARAMS = "params"


class Verdict(NamedTuple):
    """What a policy says of an object.

    Attributes:
        outcome: See `Outcome`.
        hole: For ``undecided``, the unknown value that it met.
        error: For ``error``, what went wrong in its expression.
    """

    outcome: Outcome
    hole: Hole | None = None
    error: str = ""


PASS = Verdict(Outcome.PASS)
FAIL = Verdict(Outcome.FAIL)
NOT_APPLICABLE = Verdict(Outcome.NOT_APPLICABLE)

# Compiling a policy takes as long as some sixteen times what its evaluation saves then.
_ENOUGH = 16


class Judge:
    """The policies of one kind, compiled, on the objects of one inventory.

    An evaluation costs more than the expression in it. So after some objects in a row that met no error the policies
    are evaluated as one expression, a list of theirs, until an object makes that end in an error.
    """

    def __init__(
        self,
        compiler: cel.Compiler,
        policies: Sequence[Policy],
        params: Mapping[str, Any],
        links: Links,
        overrides: Overrides | None = None,
    ) -> None:
        """Compile policies, which must all apply to the same kind.

        Raises:
            PolicyError: An expression does not compile.
        """
        self.policies = policies
        self._kind = policies[0].applies_to
        self._compiler = compiler
        self._programs = [_compiled(compiler, policy) for policy in policies]
        self._list: Any = None
        self._without_error = 0
        self._params = {name: params[name] for policy in policies for name in policy.params}
        self._overrides = overrides
        self._node = Node((path for policy in policies for path in policy.reads), self._kind)
        self._projector = Projector(links)
        self._links = links

    def judge(self, found: Object) -> list[Verdict]:
        """The verdicts of the policies on an object, in their order."""
        params = self._overrides.applied(self._params, found) if self._overrides else self._params
        values = self._values({self._kind: self._projector.view(found, self._node), PARAMS: params})
        return [
            PASS if value is True else FAIL if value is False else self._verdict(policy, found, value)
            for policy, value in zip(self.policies, values, strict=True)
        ]

    def _values(self, variables: dict[str, Any]) -> list[Any]:
        activation = self._compiler.activation(variables)
        if self._without_error >= _ENOUGH:
            values = self._together(activation)
            if values is not None:
                return values
        each = [cel.evaluate(program, activation) for program in self._programs]
        failed = any(isinstance(value, cel.Failure) for value in each)
        self._without_error = 0 if failed else self._without_error + 1
        return each

    def _together(self, activation: Any) -> list[Any] | None:
        """The values of all policies at once, or ``None`` where one of them ends in an error."""
        if self._list is None:
            conditions = ",\n".join(cel.condition(policy.when, policy.require) for policy in self.policies)
            self._list = self._compiler.program(f"[{conditions}]")
        values: list[Any] | cel.Failure = cel.evaluate(self._list, activation)
        return None if isinstance(values, cel.Failure) else values

    def _verdict(self, policy: Policy, found: Object, value: Any) -> Verdict:
        """The verdict on an object for which an expression gave no boolean."""
        if value == cel.NOT_APPLICABLE:
            return NOT_APPLICABLE
        if not isinstance(value, cel.Failure):
            return Verdict(Outcome.ERROR, error=f"the expression gives {type(value).__name__}, not true or false")
        hole = self._hole(policy, found, value.key) if value.key is not None else None
        return Verdict(Outcome.UNDECIDED, hole=hole) if hole else Verdict(Outcome.ERROR, error=value.text)

    def _hole(self, policy: Policy, found: Object, key: str) -> Hole | None:
        """The unknown value because of which a key is missing."""
        met = (hole for path in policy.reads for hole in holes(self._links, found, path) if key in hole.keys)
        return next(met, None) or (self._overrides.hole(key, found) if self._overrides else None)


def compiler() -> cel.Compiler:
    """A compiler for the expressions of policies: the kinds, each by its name, and ``params``."""
    return cel.Compiler([*KINDS, PARAMS])


def _compiled(compiler: cel.Compiler, policy: Policy) -> Any:
    try:
        return compiler.program(cel.condition(policy.when, policy.require))
    except cel.CelMistake as mistake:
        raise PolicyError(mistake.problem, place=str(policy.path)) from None
