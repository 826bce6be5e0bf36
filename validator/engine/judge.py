"""What each policy of a kind says of each object of that kind."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from validator.engine import cel
from validator.engine.holes import Hole, holes
from validator.engine.policy import Policy
from validator.engine.view import Node, Projector
from validator.errors import PolicyError
from validator.findings.finding import Outcome
from validator.model.links import Links
from validator.model.objects import KINDS, Object

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


_DECIDED: dict[Any, Verdict] = {
    True: Verdict(Outcome.PASS),
    False: Verdict(Outcome.FAIL),
    cel.NOT_APPLICABLE: Verdict(Outcome.NOT_APPLICABLE),
}


class Judge:
    """The policies of one kind, compiled, on the objects of one inventory."""

    def __init__(
        self, compiler: cel.Compiler, policies: Sequence[Policy], params: Mapping[str, Any], links: Links
    ) -> None:
        """Compile policies, which must all apply to the same kind.

        Raises:
            PolicyError: An expression does not compile.
        """
        self._kind = policies[0].applies_to
        self._compiler = compiler
        self._programs = [(policy, _compiled(compiler, policy)) for policy in policies]
        self._params = {name: params[name] for policy in policies for name in policy.params}
        self._node = Node((path for policy in policies for path in policy.reads), self._kind)
        self._projector = Projector(links)
        self._links = links

    def judge(self, found: Object) -> Iterator[tuple[Policy, Verdict]]:
        """The verdict of every policy on an object, in the order of the policies."""
        variables = {self._kind: self._projector.view(found, self._node), PARAMS: self._params}
        activation = self._compiler.activation(variables)
        for policy, program in self._programs:
            try:
                value = cel.evaluate(program, activation)
            except RuntimeError:
                activation = self._compiler.activation(cel.mended(variables))
                value = cel.evaluate(program, activation)
            verdict = _DECIDED.get(value) if value.__class__ in _DECISIVE else None
            yield policy, verdict or self._undecided(policy, found, value)

    def _undecided(self, policy: Policy, found: Object, value: Any) -> Verdict:
        """The verdict on an object for which an expression gave no decision."""
        if not isinstance(value, cel.Failure):
            return Verdict(Outcome.ERROR, error=f"the expression gives {type(value).__name__}, not true or false")
        for path in policy.reads if value.key is not None else ():
            for hole in holes(self._links, found, path):
                if value.key in hole.keys:
                    return Verdict(Outcome.UNDECIDED, hole=hole)
        return Verdict(Outcome.ERROR, error=value.text)


_DECISIVE = frozenset({bool, str})


def compiler() -> cel.Compiler:
    """A compiler for the expressions of policies: the kinds, each by its name, and ``params``."""
    return cel.Compiler([*KINDS, PARAMS])


def _compiled(compiler: cel.Compiler, policy: Policy) -> Any:
    try:
        return compiler.condition(policy.when, policy.require)
    except cel.CelMistake as mistake:
        raise PolicyError(mistake.problem, place=str(policy.path)) from None
