"""Operators, collections, ``for`` expressions, conditionals and calls."""

from decimal import Decimal
from typing import TypeAlias

import msgspec

from validator.sources.hcl.grammar.places import Places, join
from validator.sources.hcl.grammar.prepare import Prepared
from validator.sources.hcl.grammar.terminals import Parts, Token
from validator.sources.hcl.grammar.traversals import TraversalBuilder
from validator.sources.hcl.nodes import (
    Binary,
    Call,
    Conditional,
    Expression,
    ForList,
    ForObject,
    ListExpr,
    Literal,
    Name,
    Node,
    ObjectExpr,
    Unary,
)

Item: TypeAlias = tuple[Expression, Expression]
"""A key and a value."""


class _Intro(msgspec.Struct):
    """``for k, v in xs :``."""

    key: str | None
    value: str
    collection: Expression


class _Condition(msgspec.Struct):
    """``if c`` of a ``for``."""

    expression: Expression


class ExpressionBuilder(TraversalBuilder):
    """Builds all other expressions."""

    _wrapped: dict[int, Name]

    def start_on(self, source: str, prepared: Prepared, places: Places) -> None:
        """Set the text that the next tokens come from."""
        super().start_on(source, prepared, places)
        # Names in parentheses, by identity: as keys of an object they are no strings.
        self._wrapped = {}

    def expr_term(self, parts: Parts) -> Expression:
        """``(x)``; also what ``prepare`` made of ``${x}``, whose braces are no part of the expression."""
        opening, expression, closing = [part for part in parts if part is not None]
        if self._source[opening.start_pos] != "(":
            return expression  # type: ignore[no-any-return]
        result = self._grown(msgspec.structs.replace(expression, span=self._span(opening, closing)), expression)
        if isinstance(result, Name):
            self._wrapped[id(result)] = result
        return result  # type: ignore[no-any-return]

    def conditional(self, parts: Parts) -> Conditional:
        """``c ? a : b``."""
        condition, then, otherwise = _nodes(parts)
        span = join(condition.span, otherwise.span)
        return self._grown(Conditional(span, condition, then, otherwise), condition, then, otherwise)

    def binary_operator(self, parts: Parts) -> str:
        """An operator."""
        return str(parts[0])

    def binary_term(self, parts: Parts) -> tuple[str, Expression]:
        """An operator and its right side."""
        return parts[0], parts[-1]

    def binary_op(self, parts: Parts) -> Binary:
        """``a + b``."""
        left, (operator, right) = parts[:2]
        return self._grown(Binary(join(left.span, right.span), operator, left, right), left, right)

    def unary_op(self, parts: Parts) -> Expression:
        """``-x`` and ``!x``; a number takes its sign in."""
        operator, operand = parts
        span = join(self._span(operator, operator), operand.span)
        match str(operator), operand:
            case "-", Literal(value=int() | Decimal() as number) if not isinstance(number, bool):
                # Python's own minus would round a Decimal to the digits of the thread's context.
                return Literal(span, number.copy_negate() if isinstance(number, Decimal) else -number)
        return self._grown(Unary(span, str(operator), operand), operand)

    def tuple(self, parts: Parts) -> Expression:
        """``[a, b]``, or a template that ``prepare`` turned into a list."""
        items = _nodes(parts)
        raw = self._prepared.templates.get(parts[0].start_pos)
        if raw is not None:
            return self._grown(self._assembler.assemble(raw, items), *items)
        return self._grown(ListExpr(self._span(parts[0], parts[-1]), (*items,)), *items)

    def object(self, parts: Parts) -> ObjectExpr:
        """``{ k = v }``."""
        items = tuple(part for part in parts[1:-1] if part.__class__ is tuple)
        children = [child for item in items for child in item]
        return self._grown(ObjectExpr(self._span(parts[0], parts[-1]), items), *children)

    def object_elem(self, parts: Parts) -> Item:
        """A key and its value."""
        return parts[0], parts[-1]

    def object_elem_key(self, parts: Parts) -> Expression:
        """A key; a bare word, even a keyword, is a string."""
        (key,) = parts
        if isinstance(key, Name) and id(key) not in self._wrapped:
            return Literal(key.span, key.name)
        if isinstance(key, Node) and not (
            isinstance(key, Literal) and (key.value is None or isinstance(key.value, bool))
        ):
            return key  # type: ignore[return-value]
        word, span = self._word(key, "a key")
        return Literal(span, word)

    def for_intro(self, parts: Parts) -> _Intro:
        """``for k, v in xs :``."""
        *names, collection = _nodes(parts)
        words = [self._word(name, "a variable's name")[0] for name in names]
        return _Intro(words[0] if len(words) > 1 else None, words[-1], collection)

    def for_cond(self, parts: Parts) -> _Condition:
        """``if c``."""
        return _Condition(parts[-1])

    def for_tuple_expr(self, parts: Parts) -> ForList:
        """``[for v in xs : v]``."""
        intro, condition = _intro_and_condition(parts)
        (result,) = _nodes(parts)
        span = self._span(parts[0], parts[-1])
        node = ForList(span, intro.key, intro.value, intro.collection, result, condition)
        return self._grown(node, intro.collection, result, condition or result)

    def for_object_expr(self, parts: Parts) -> ForObject:
        """``{for v in xs : v => v}``."""
        intro, condition = _intro_and_condition(parts)
        key, result = _nodes(parts)
        span = self._span(parts[0], parts[-1])
        node = ForObject(span, intro.key, intro.value, intro.collection, key, result, condition, "..." in parts)
        return self._grown(node, intro.collection, key, result, condition or result)

    def arguments(self, parts: Parts) -> Parts:
        """The arguments, with the commas."""
        return parts

    def function_call(self, parts: Parts) -> Call:
        """``f(a, b...)``."""
        closing: Token = parts[-1]
        given: Parts = next((part for part in parts if isinstance(part, list)), [])
        words = [self._word(part, "a function's name") for part in parts if isinstance(part, Name | Literal)]
        name = "::".join(word for word, _ in words)
        span = join(words[0][1], self._span(closing, closing))
        arguments = _nodes(given)
        return self._grown(Call(span, name, (*arguments,), "..." in given), *arguments)


def _nodes(parts: Parts) -> list[Expression]:
    """The parts that are expressions, without punctuation and newlines."""
    return [part for part in parts if isinstance(part, Node)]  # type: ignore[misc]


def _intro_and_condition(parts: Parts) -> tuple[_Intro, Expression | None]:
    intro = next(part for part in parts if isinstance(part, _Intro))
    condition = next((part.expression for part in parts if isinstance(part, _Condition)), None)
    return intro, condition
