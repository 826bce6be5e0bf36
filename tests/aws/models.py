"""The SDK's own descriptions of services, loaded once."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import botocore.loaders
from botocore.exceptions import UnknownServiceError
from botocore.model import ListShape, MapShape, Shape, StructureShape
from moto.core.model import OperationModel, ServiceModel

# Signing name -> name of the service in the SDK, where they differ.
SERVICES = {"monitoring": "cloudwatch", "eventbridge": "events"}

_LOADER = botocore.loaders.create_loader()


@cache
def service_model(service: str) -> ServiceModel | None:
    """The model of a service by its name in the SDK; None where the SDK doesn't know it."""
    try:
        return ServiceModel(_LOADER.load_service_model(service, "service-2"), service)
    except UnknownServiceError:
        return None


@cache
def operation_model(service: str, operation: str) -> OperationModel | None:
    """The model of an operation; None where the SDK doesn't know it."""
    model = service_model(service)
    if model is None or operation not in model.operation_names:
        return None
    return model.operation_model(operation)


@cache
def page_limit(service: str, operation: str) -> str | None:
    """The parameter that limits the size of a page; None where the operation has no pages."""
    try:
        pages: dict[str, Any] = _LOADER.load_service_model(service, "paginators-1")["pagination"]
    except UnknownServiceError:
        return None
    limit: str | None = pages.get(operation, {}).get("limit_key")
    return limit


@cache
def has_secrets(service: str, operation: str) -> bool:
    """Whether the model marks any part of an operation's input as sensitive."""
    model = operation_model(service, operation)
    shape = model.input_shape if model else None
    return shape is not None and any(one.metadata.get("sensitive") for one in _shapes_in(shape, set()))


def without_secrets(value: Any, shape: Shape) -> Any:
    """An input without what its model marks as sensitive."""
    if isinstance(shape, StructureShape) and isinstance(value, dict):
        return {
            key: without_secrets(item, shape.members[key])
            for key, item in value.items()
            if key in shape.members and not shape.members[key].metadata.get("sensitive")
        }
    if isinstance(shape, ListShape) and isinstance(value, list):
        return [without_secrets(item, shape.member) for item in value]
    if isinstance(shape, MapShape) and isinstance(value, dict):
        return {} if shape.value.metadata.get("sensitive") else value
    return value


def _shapes_in(shape: Shape, seen: set[str]) -> Iterator[Shape]:
    if shape.name in seen:
        return
    seen.add(shape.name)
    yield shape
    inner: list[Shape] = []
    if isinstance(shape, StructureShape):
        inner = list(shape.members.values())
    elif isinstance(shape, ListShape):
        inner = [shape.member]
    elif isinstance(shape, MapShape):
        inner = [shape.value]
    for one in inner:
        yield from _shapes_in(one, seen)
