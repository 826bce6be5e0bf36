"""Builds random expressions from the productions of each type; these are in the modules beside this one."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from tools.random_expressions.types import BOOL, NUMBER, STRING, ListOf, MapOf, Object, Type

Production = Callable[["Builder", Any, int], str]
_FIELDS = ("a", "b", "name", "if_", "x-y")
_LOOP_NAMES = ("k", "v", "each_one", "x", "y")


class Builder:
    """Builds one expression.

    Attributes:
        draw: Hypothesis's choice from a strategy.
        productions: By class of type, how to build an expression of it; the first one builds a literal.
        names: The ``for`` variables in scope, with their types.
    """

    def __init__(
        self, draw: Callable[[st.SearchStrategy[Any]], Any], productions: dict[type, tuple[Production, ...]]
    ) -> None:
        self.draw = draw
        self.productions = productions
        self.names: dict[str, Type] = {}

    def pick(self, *choices: Any) -> Any:
        """One of some choices."""
        return self.draw(st.sampled_from(choices))

    def number_between(self, least: int, most: int) -> int:
        """A whole number."""
        return int(self.draw(st.integers(least, most)))

    def type(self, depth: int = 1) -> Type:
        """Any type."""
        if depth == 0 or self.number_between(0, 1):
            return self.pick(STRING, STRING, NUMBER, BOOL)
        match self.number_between(0, 2):
            case 0:
                return ListOf(self.type(depth - 1))
            case 1:
                return MapOf(self.type(depth - 1))
        return self.object_type(self.type(depth - 1))

    def object_type(self, first: Type) -> Object:
        """The type of an object with an attribute of some type and perhaps others."""
        names = self.draw(st.lists(st.sampled_from(_FIELDS), min_size=1, max_size=3, unique=True))
        return Object(tuple((name, first if place == 0 else self.type(0)) for place, name in enumerate(names)))

    def expression(self, wanted: Type, depth: int) -> str:
        """An expression of some type that holds at most ``depth`` levels of others."""
        named = [name for name, known in self.names.items() if known == wanted]
        if named and self.number_between(0, 2):
            return str(self.pick(*named))
        own = self.productions[type(wanted)]
        if depth <= 0:
            return own[0](self, wanted, 0)
        if self.number_between(0, 3) == 0:
            anywhere = self.pick(self.conditional, self.element, self.member, self.looked_up, self.tried)
            return str(anywhere(wanted, depth - 1))
        return str(self.pick(*own)(self, wanted, depth - 1))

    def arguments(self, depth: int, *wanted: Type) -> str:
        """Arguments of a call."""
        return ", ".join(self.expression(one, depth) for one in wanted)

    def conditional(self, wanted: Type, depth: int) -> str:
        """``condition ? a : b``, in brackets."""
        return f"({self.expression(BOOL, depth)} ? {self.arguments(depth, wanted)} : {self.arguments(depth, wanted)})"

    def element(self, wanted: Type, depth: int) -> str:
        """An element of a list."""
        items = self.expression(ListOf(wanted), depth)
        position = self.pick(0, 0, 0, 1, 2)
        return self.pick(f"{items}[{position}]", f"({items}).{position}", f"element({items}, {position})")

    def member(self, wanted: Type, depth: int) -> str:
        """An attribute of an object, which may not be there."""
        shape = self.object_type(wanted)
        name = shape.fields[0][0] if self.number_between(0, 9) else "missing"
        subject = self.expression(shape, depth)
        return self.pick(f"{subject}.{name}", f'{subject}["{name}"]')

    def looked_up(self, wanted: Type, depth: int) -> str:
        """``lookup`` with a default."""
        return f"lookup({self.arguments(depth, MapOf(wanted), STRING, wanted)})"

    def tried(self, wanted: Type, depth: int) -> str:
        """``try`` or ``coalesce``."""
        fails = self.pick(self.expression(wanted, depth), "{}.missing", '"" / 2', "[][0]")
        return f"try({fails}, {self.expression(wanted, depth)})"

    def loop(self, depth: int) -> tuple[str, dict[str, Type]]:
        """The head of a ``for`` expression, and the names that it brings."""
        item = self.type()
        collection = self.pick(ListOf(item), MapOf(item))
        key, value = self.draw(st.lists(st.sampled_from(_LOOP_NAMES), min_size=2, max_size=2, unique=True))
        subject = self.expression(collection, depth)
        if self.number_between(0, 1):
            return f"for {value} in {subject}", {value: item}
        return f"for {key}, {value} in {subject}", {
            key: NUMBER if isinstance(collection, ListOf) else STRING,
            value: item,
        }

    def within(self, names: dict[str, Type], build: Callable[[], str]) -> str:
        """What is built while further names are in scope."""
        outside, self.names = self.names, {**self.names, **names}
        try:
            return build()
        finally:
            self.names = outside

    def condition(self, depth: int) -> str:
        """The filter of a ``for`` expression, often none."""
        return f" if {self.expression(BOOL, depth)}" if self.number_between(0, 1) else ""
