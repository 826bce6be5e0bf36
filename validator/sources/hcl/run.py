"""One reading of one root module: what its parts share."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import msgspec

from validator.errors import PullguardError
from validator.model.inventory import Gap
from validator.model.value import Reason, Unknown
from validator.sources.hcl.nodes import Span
from validator.sources.hcl.values import EvaluationError

# Bounds on the work that code can ask for, counted in elements, instances and blocks that are gone through: for one
# expression, and for a root module in all. A step takes some 2 µs.
MAX_STEPS = 1_000_000
MAX_STEPS_IN_ALL = 10_000_000
_TOO_DEEP = "it is nested too deeply"


class Params(msgspec.Struct, frozen=True):
    """What the user declares about the account and region that the default provider works in."""

    account: str | None = None
    region: str | None = None


class Options(msgspec.Struct, frozen=True):
    """How to read a root.

    Attributes:
        variables: ``name=value``, as for Terraform's ``-var``.
        variable_files: As for ``-var-file``; what ``variables`` say wins over them.
        environment: Where ``TF_VAR_…`` and ``TF_WORKSPACE`` are looked up.
        params: Account and region where the code does not tell.
    """

    variables: tuple[str, ...] = ()
    variable_files: tuple[str, ...] = ()
    environment: dict[str, str] = {}
    params: Params = Params()


class Run:
    """The state of one reading.

    Attributes:
        options: How to read.
        gaps: What could not be read or resolved, each once, in the order of finding.
        errors: Broken files.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self.gaps: dict[Gap, None] = {}
        self.errors: dict[str, PullguardError] = {}
        self._steps = 0
        self._steps_in_all = 0
        self._entered: dict[str, None] = {}

    def spend(self, steps: int) -> None:
        """Count work that code can multiply.

        Raises:
            EvaluationError: An expression asks for more than `MAX_STEPS`, or the root for more than
                `MAX_STEPS_IN_ALL`.
        """
        self._steps += steps
        self._steps_in_all += steps
        if self._steps > MAX_STEPS:
            raise EvaluationError(f"it takes more than {MAX_STEPS:,} steps to evaluate this")
        if self._steps_in_all > MAX_STEPS_IN_ALL:
            raise EvaluationError(f"it takes more than {MAX_STEPS_IN_ALL:,} steps to evaluate this module")

    @contextmanager
    def entering(self, address: str) -> Iterator[None]:
        """Guard the evaluation of something that has an address.

        Raises:
            EvaluationError: It is being evaluated already; the message shows the cycle.
        """
        if address in self._entered:
            names = list(self._entered)
            cycle = " -> ".join([*names[names.index(address) :], address])
            raise EvaluationError(f"it depends on itself: {cycle}")
        self._entered[address] = None
        try:
            yield
        finally:
            del self._entered[address]

    def attempt(self, file: str, span: Span, compute: Callable[[], Any]) -> Any:
        """What a computation gives; where it fails, an ``Unknown`` that says why, and a gap at the place."""
        before, self._steps = self._steps, 0
        try:
            return compute()
        except EvaluationError as error:
            problem = str(error)
        except RecursionError:
            problem = _TOO_DEEP
        finally:
            self._steps = before
        self.gap(problem, file, span)
        return Unknown(Reason.EVALUATION, detail=problem)

    def gap(self, problem: str, file: str, span: Span | None = None, remedy: str = "") -> None:
        """Note what could not be read or resolved, and where."""
        place = f"{file}:{span.line}:{span.column}" if span else file
        self.gaps[Gap(place, problem, remedy)] = None

    def broken(self, error: PullguardError) -> None:
        """Note a file or block that can't be read."""
        self.errors[str(error)] = error
