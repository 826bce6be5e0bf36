"""``for`` expressions: lists, objects, groups, and the ``%{ for }`` of templates."""

from collections.abc import Callable, Iterator
from typing import Any

from validator.model.value import Unknown
from validator.sources.hcl.conversions import to_bool, to_string
from validator.sources.hcl.frame import Frame, LazyObject
from validator.sources.hcl.nodes import Expression, ForList, ForObject, TemplateFor
from validator.sources.hcl.values import EvaluationError, TerraformSet, kind, unknown_from

Evaluate = Callable[[Expression, Frame], Any]


def entries(collection: Any) -> list[tuple[Any, Any]] | Unknown:
    """The keys and values that a ``for`` goes through, in Terraform's order.

    Raises:
        EvaluationError: It is no collection.
    """
    if isinstance(collection, LazyObject):
        collection.settle()
        if LazyObject.REST in collection:
            return unknown_from(collection[LazyObject.REST])
    if isinstance(collection, dict):
        return sorted(collection.items())
    if isinstance(collection, TerraformSet):
        return [(element, element) for element in collection]
    if isinstance(collection, list):
        return list(enumerate(collection))
    if isinstance(collection, Unknown):
        return unknown_from(collection)
    raise EvaluationError(f"a for expression needs a collection, not {kind(collection)}")


def for_list(node: ForList, frame: Frame, evaluate: Evaluate) -> Any:
    """``[for …]``: a list; unknown when it is not known which elements there are."""
    found = []
    for inner in _frames(node, frame, evaluate):
        if isinstance(inner, Unknown):
            return inner
        found.append(evaluate(node.result, inner))
    return found


def for_object(node: ForObject, frame: Frame, evaluate: Evaluate) -> Any:
    """``{for …}``: an object; unknown when it is not known which keys there are.

    Raises:
        EvaluationError: A key is null, or comes twice without ``...``.
    """
    found: dict[str, Any] = {}
    for inner in _frames(node, frame, evaluate):
        if isinstance(inner, Unknown):
            return inner
        key = evaluate(node.key_result, inner)
        if isinstance(key, Unknown):
            return unknown_from(key)
        name = to_string(key)
        value = evaluate(node.result, inner)
        if node.group:
            found.setdefault(name, []).append(value)
        elif name in found:
            raise EvaluationError(f'two elements have the key "{name}"; "..." after the value would group them')
        else:
            found[name] = value
    return found


def template_for(node: TemplateFor, frame: Frame, evaluate: Evaluate, render: Callable[..., Any]) -> Any:
    """``%{ for }``: the rendered bodies, one after the other."""
    text: list[str] = []
    found = entries(evaluate(node.collection, frame))
    if isinstance(found, Unknown):
        return found
    frame.scope.run.spend(len(found))
    inner = Frame(frame.scope, dict(frame.bindings))
    for key, value in found:
        _bind(inner, node, key, value)
        body = render(node.body, inner)
        if isinstance(body, Unknown):
            return Unknown(body.reason, body.detail, prefix="".join(text) + body.prefix)
        text.append(body)
    return "".join(text)


def _frames(node: ForList | ForObject, frame: Frame, evaluate: Evaluate) -> Iterator[Frame | Unknown]:
    """The frame of each element that the condition lets through; it is the same frame with other names each time."""
    found = entries(evaluate(node.collection, frame))
    if isinstance(found, Unknown):
        yield found
        return
    frame.scope.run.spend(len(found))
    inner = Frame(frame.scope, dict(frame.bindings))
    for key, value in found:
        _bind(inner, node, key, value)
        if node.condition is not None:
            wanted = evaluate(node.condition, inner)
            if isinstance(wanted, Unknown):
                yield unknown_from(wanted)
                return
            if not to_bool(wanted):
                continue
        yield inner


def _bind(frame: Frame, node: ForList | ForObject | TemplateFor, key: Any, value: Any) -> None:
    if node.key is not None:
        frame.bindings[node.key] = key
    frame.bindings[node.value] = value
