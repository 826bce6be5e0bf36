"""``count`` and ``for_each``: which instances a resource or module call has."""

from typing import Any

from validator.model.value import Unknown
from validator.sources.hcl.access import key_step
from validator.sources.hcl.conversions import to_number
from validator.sources.hcl.declarations import Declaration
from validator.sources.hcl.evaluate import evaluate
from validator.sources.hcl.frame import Frame, LazyObject
from validator.sources.hcl.values import EvaluationError, TerraformSet, contains_unknown, kind, unknown_from

MAX_INSTANCES = 100_000
Bindings = dict[str, Any]


class Instances(dict[str | int | None, Bindings]):
    """What each instance adds to the names that its expressions see, by instance key; ``None`` is the only one's."""

    def arranged(self, values: list[Any]) -> Any:
        """The instances' values as a reference to all of them gives them: one, a list or a map."""
        if None in self:
            return values[0]
        if all(isinstance(key, int) for key in self) and self.counted:
            return values
        return {str(key): value for key, value in zip(self, values, strict=True)}

    counted: bool = False


def instances_of(declaration: Declaration, frame: Frame) -> Instances | Unknown:
    """The instances of a block; unknown when ``count`` or the keys of ``for_each`` are.

    Args:
        declaration: A resource, data source or module call.
        frame: Where its arguments are evaluated.
    """
    attributes = declaration.block.body.attributes
    for name, read in (("count", _counted), ("for_each", _keyed)):
        if given := attributes.get(name):
            found: Instances | Unknown = frame.scope.run.attempt(
                declaration.file_of(name),
                given.span,
                lambda read=read, given=given: read(evaluate(given.expression, frame), frame),  # type: ignore[misc]
            )
            return found
    return Instances({None: {}})


def suffix(key: str | int | None) -> str:
    """What an instance key adds to an address."""
    return "" if key is None else key_step(key)


def _counted(value: Any, frame: Frame) -> Instances | Unknown:
    if isinstance(value, Unknown):
        return unknown_from(value)
    if value is None:
        raise EvaluationError("count is null")
    count = to_number(value)
    if not isinstance(count, int) or count < 0:
        raise EvaluationError("count is no whole number of at least 0")
    _bounded(count, frame)
    found = Instances({position: {"count": {"index": position}} for position in range(count)})
    found.counted = True
    return found


def _keyed(value: Any, frame: Frame) -> Instances | Unknown:
    if isinstance(value, LazyObject):
        value.settle()
    if isinstance(value, Unknown) or (isinstance(value, dict) and LazyObject.REST in value):
        return unknown_from(value)
    if isinstance(value, dict):
        _bounded(len(value), frame)
        return Instances({key: {"each": {"key": key, "value": value[key]}} for key in sorted(value)})
    if isinstance(value, list) and contains_unknown(value):
        return unknown_from(value)
    if not isinstance(value, TerraformSet):
        raise EvaluationError(f"for_each needs a map or a set of strings, not {kind(value)}")
    _bounded(len(value), frame)
    if not all(isinstance(element, str) for element in value):
        raise EvaluationError("for_each needs a set of strings; this one has other elements")
    return Instances({element: {"each": {"key": element, "value": element}} for element in value})


def _bounded(count: int, frame: Frame) -> None:
    if count > MAX_INSTANCES:
        raise EvaluationError(f"there would be {count:,} instances; more than {MAX_INSTANCES:,} are not read")
    frame.scope.run.spend(count)
