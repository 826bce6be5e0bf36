"""Amazon ECR as the pull through cache needs it: what moto lacks or gets wrong, on moto's own repositories and images.

Operations that are not here are moto's, with inputs checked first.
"""

import json
from typing import Any

from moto.core.exceptions import ServiceException

from tests.aws import answers, models
from tests.aws.answers import Answer
from tests.aws.calls import Call
from tests.aws.ecr import images, registry, repositories, rules, scanning, shapes, templates
from tests.aws.ecr.request import Request
from tests.aws.settings import Settings

OPERATIONS = {
    **rules.OPERATIONS,
    **templates.OPERATIONS,
    **registry.OPERATIONS,
    **scanning.OPERATIONS,
    **repositories.OPERATIONS,
    **images.OPERATIONS,
}


def answer(call: Call, body: bytes, settings: Settings) -> Answer | None:
    """The answer to a call of ECR; None where the input is right and moto has the answer."""
    model = models.operation_model("ecr", call.operation)
    if model is None:
        return answers.error(call, "UnknownOperationException", f"Unknown operation {call.operation}")
    try:
        given = _decoded(body)
        if model.input_shape is not None:
            shapes.check(model.input_shape, given)
        operation = OPERATIONS.get(call.operation)
        if operation is None:
            return None
        return answers.success(operation(Request(call.account, call.region, given, settings)))
    except ServiceException as error:
        return answers.error(call, error.code, error.message)


def _decoded(body: bytes) -> dict[str, Any]:
    try:
        given = json.loads(body or b"{}")
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise ServiceException("SerializationException", "The request is not a JSON object")
    return given
