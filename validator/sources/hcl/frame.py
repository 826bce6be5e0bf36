"""What an expression sees: the names around it, and objects whose attributes are found when they are asked for."""

from collections.abc import Callable
from typing import Any, ClassVar, Protocol

from validator.model.value import Unknown
from validator.sources.hcl.nodes import Expression
from validator.sources.hcl.run import Run

_MISSING = object()


class Surroundings(Protocol):
    """The module instance that an expression stands in.

    Attributes:
        run: The reading it belongs to.
        address: Its address; empty for the root module.
        sensitive: Which of its expressions are sensitive, as far as somebody asked.
    """

    run: Run
    address: str
    sensitive: dict[int, bool]

    def root_name(self, name: str) -> Any:
        """What a reference's first name means: ``var``, ``local``, ``aws_ecr_repository``.

        Raises:
            EvaluationError: It means nothing here.
        """

    def written(self, chain: tuple[str, ...], frame: "Frame") -> "tuple[Expression, Frame] | str | None":
        """What stands behind a reference to a local, a variable, a module's output or a resource.

        Args:
            chain: The names of the reference.
            frame: Where it stands.

        Returns:
            The expression and its frame; or a word for who gives the value: ``literal``, ``variable``, ``generated``
            or ``lookup``; ``None`` for what gives no part of a value, and where it can't be told.
        """

    def declares_sensitive(self, chain: tuple[str, ...]) -> bool:
        """Whether a reference is one to a variable or output that is declared sensitive."""

    @property
    def context(self) -> Any:
        """What functions may know of the module: see `validator.sources.hcl.functions`."""


class Frame:
    """A module instance, and the names that a resource instance or a ``for`` adds to it.

    Attributes:
        scope: The module instance.
        bindings: ``each``, ``count``, ``self``, iterators of ``dynamic`` blocks and ``for`` variables.
        for_each: The expression that ``each`` goes through.
    """

    __slots__ = ("bindings", "for_each", "scope")

    def __init__(self, scope: Surroundings, bindings: dict[str, Any], for_each: Expression | None = None) -> None:
        self.scope = scope
        self.bindings = bindings
        self.for_each = for_each

    def lookup(self, name: str) -> Any:
        """What a name means here.

        Raises:
            EvaluationError: It means nothing here.
        """
        found = self.bindings.get(name, _MISSING)
        return self.scope.root_name(name) if found is _MISSING else found

    def extended(self, **bindings: Any) -> "Frame":
        """A frame with further names."""
        return Frame(self.scope, {**self.bindings, **bindings}, self.for_each)


class LazyObject(dict[str, Any]):
    """An object whose attributes are found one by one: a resource, a module's outputs, all variables.

    It is a dict, so that functions and operators take it. As long as it may have attributes that are not in the dict,
    it holds an ``Unknown`` under the key `REST`: whoever uses the whole object then gets something unknown, never
    something that lacks a part.

    Attributes:
        address: Its Terraform address; empty when it is no resource.
    """

    __slots__ = ("_names", "_resolve", "address")
    REST: ClassVar[str] = "*"

    def __init__(
        self,
        resolve: Callable[[str], Any],
        rest: Unknown | None,
        *,
        names: Callable[[], list[str]] | None = None,
        address: str = "",
        known: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(known or {})
        if rest is not None:
            self[self.REST] = rest
        self._resolve = resolve
        self._names = names
        self.address = address

    def attribute(self, name: str) -> Any:
        """One attribute.

        Raises:
            EvaluationError: There is no such attribute.
        """
        found = self.get(name, _MISSING)
        if found is _MISSING:
            found = self[name] = self._resolve(name)
        return found

    def settle(self) -> None:
        """Find all attributes, where it is known which there are."""
        if self._names is None or self.REST not in self:
            return
        for name in self._names():
            self.attribute(name)
        self.pop(self.REST, None)
