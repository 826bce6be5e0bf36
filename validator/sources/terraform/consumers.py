"""What runs images, from Terraform resources: functions, task definitions, services, batch jobs."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from validator.model.images import is_in_ecr, parse_image
from validator.model.surroundings import Consumer
from validator.model.value import Reason, Unknown, Value
from validator.sources.terraform.context import Context
from validator.sources.terraform.facts import text
from validator.sources.terraform.resource import Resource


class Use(NamedTuple):
    """A reference to an image, and the container that runs it where it has a name."""

    reference: Value[str]
    container: Value[str] = None


def consumers(resources: Iterable[Resource], context: Context) -> list[Consumer]:
    """One consumer for each image that comes from a private ECR registry, or may."""
    return [
        consumer
        for resource in resources
        if resource.type in _READERS and not resource.data
        for consumer in _consumers(resource, context)
    ]


def _consumers(resource: Resource, context: Context) -> Iterator[Consumer]:
    kind, argument, read = _READERS[resource.type]
    uses = [(use, parse_image(use.reference)) for use in read(resource)]
    several = len(uses) > 1
    for place, (use, image) in enumerate(uses):
        if image is not None and is_in_ecr(image) is not False:
            origin = resource.origin(*argument)
            yield Consumer(
                address=f"{resource.address}#{_label(use, place)}" if several else resource.address,
                registry=context.registry(resource),
                origin=resource.origin(),
                origins={} if resource.locate is None else {"image": origin},
                type=kind,
                container=use.container,
                image=image,
            )


def _label(use: Use, place: int) -> str:
    return use.container if isinstance(use.container, str) else str(place)


def _function(resource: Resource) -> Iterator[Use]:
    """A function that is not made of an image has no ``image_uri``."""
    yield Use(text(resource.argument("image_uri")))


def _service(resource: Resource) -> Iterator[Use]:
    for source in _blocks(resource.argument("source_configuration")):
        for repository in _blocks(source.get("image_repository") if isinstance(source, dict) else source):
            yield Use(text(repository.get("image_identifier") if isinstance(repository, dict) else repository))


def _task(resource: Resource) -> Iterator[Use]:
    definitions = _decoded(resource.argument("container_definitions"))
    for one in definitions if isinstance(definitions, list) else [definitions]:
        if isinstance(one, Unknown):
            yield Use(one)
        elif isinstance(one, dict):
            yield Use(text(one.get("image")), text(one.get("name")))


def _job(resource: Resource) -> Iterator[Use]:
    properties = _decoded(resource.argument("container_properties"))
    yield Use(text(properties.get("image")) if isinstance(properties, dict) else properties)


def _blocks(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if isinstance(value, Unknown) else []


def _decoded(value: Any) -> Any:
    """A JSON document; ``None`` where there is none, an ``Unknown`` where it is none."""
    if not isinstance(value, str):
        return value
    try:
        return msgspec.json.decode(value)
    except msgspec.DecodeError as error:
        return Unknown(Reason.INVALID, detail=f"containers: {error}")


_READERS: dict[str, tuple[str, tuple[str | int, ...], Callable[[Resource], Iterator[Use]]]] = {
    "aws_lambda_function": ("lambda", ("image_uri",), _function),
    "aws_ecs_task_definition": ("ecs", ("container_definitions",), _task),
    "aws_apprunner_service": (
        "apprunner",
        ("source_configuration", 0, "image_repository", 0, "image_identifier"),
        _service,
    ),
    "aws_batch_job_definition": ("batch", ("container_properties",), _job),
}
