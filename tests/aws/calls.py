"""What a request asks for: the account, the region, the operation and its parameters."""

import gzip
import io
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from moto.core.parse import PROTOCOL_PARSERS
from moto.core.request import Request
from moto.core.routing import NotFound, get_service_router

from tests.aws import models
from tests.aws.accounts import account_of

Environ = dict[str, Any]

# Service in the SDK -> prefix of its IAM actions, where they differ.
_PREFIXES = {"elbv2": "elasticloadbalancing", "sesv2": "ses"}


@dataclass(frozen=True)
class Call:
    """One request as the server understood it.

    Attributes:
        account: The account that the credentials belong to.
        region: The region that the request was signed for.
        service: The service's name in the SDK: ``cloudwatch``, not ``monitoring``.
        operation: As the API spells it: ``DescribeImages``.
        parameters: The input, without what the model marks as sensitive.
        protocol: ``json``, ``query``, ``ec2``, ``rest-json``, ``rest-xml`` or ``smithy-rpc-v2-cbor``.
        status: The HTTP status of the answer.
    """

    account: str
    region: str
    service: str
    operation: str
    parameters: dict[str, Any] = field(default_factory=dict)
    protocol: str = "json"
    status: int = 0

    @property
    def action(self) -> str:
        """The IAM action that allows the call: ``ecr:DescribeImages``."""
        return f"{_PREFIXES.get(self.service, self.service)}:{self.operation}"

    @property
    def key(self) -> str:
        """The same for two calls that ask for the same."""
        asked = json.dumps(self.parameters, sort_keys=True, default=str)
        return f"{self.account} {self.region} {self.action} {asked}"


def read_body(environ: Environ) -> bytes:
    """The body of a request, which stays readable for whoever comes next."""
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if not length and not environ.get("wsgi.input_terminated"):
        return b""
    body: bytes = environ["wsgi.input"].read(length) if length else environ["wsgi.input"].read()
    replace_body(environ, body)
    return body


def replace_body(environ: Environ, body: bytes) -> None:
    """Give a request another body."""
    environ["wsgi.input"] = io.BytesIO(body)
    environ["CONTENT_LENGTH"] = str(len(body))


def identify(environ: Environ, body: bytes) -> Call | None:
    """The call that a request makes; None for one that no SDK signed."""
    scope = _scope(environ.get("HTTP_AUTHORIZATION", ""))
    if scope is None:
        return None
    key, region, signed = scope
    service = models.SERVICES.get(signed, signed)
    protocol, operation = _operation(environ, body, service)
    if operation is None:
        return None
    parameters = _parameters(environ, body, service, operation, protocol)
    return Call(account_of(key), region, service, operation, parameters, protocol)


def _scope(authorization: str) -> tuple[str, str, str] | None:
    """Access key, region and service of a signature of version 4."""
    _, found, credential = authorization.partition("Credential=")
    parts = credential.partition(",")[0].split("/")
    return (parts[0], parts[2], parts[3]) if found and len(parts) >= 5 else None


def _operation(environ: Environ, body: bytes, service: str) -> tuple[str, str | None]:
    target = environ.get("HTTP_X_AMZ_TARGET")
    if target:
        return "json", target.rpartition(".")[2]
    path: str = environ.get("PATH_INFO", "")
    if path.startswith("/service/") and "/operation/" in path:
        return "smithy-rpc-v2-cbor", path.rpartition("/")[2]
    if environ.get("CONTENT_TYPE", "").startswith("application/x-www-form-urlencoded"):
        action = dict(parse_qsl(_plain(environ, body).decode())).get("Action")
        if action:
            return "ec2" if service == "ec2" else "query", action
    return _rest_operation(environ, service)


def _rest_operation(environ: Environ, service: str) -> tuple[str, str | None]:
    model = models.service_model(service)
    if model is None or not model.protocol.startswith("rest"):
        return "json", None
    try:
        operation, parameters = get_service_router(service).match(Request(environ))
    except (NotFound, NotImplementedError):
        return model.protocol, None
    environ["tests.aws.path"] = parameters
    return model.protocol, operation.name


def _parameters(environ: Environ, body: bytes, service: str, operation: str, protocol: str) -> dict[str, Any]:
    model = models.operation_model(service, operation)
    if model is None:
        return {}
    given = _json(body) if protocol == "json" else _parsed(environ, body, protocol, model)
    if model.input_shape is not None and models.has_secrets(service, operation):
        return dict(models.without_secrets(given, model.input_shape))
    return given


def _json(body: bytes) -> dict[str, Any]:
    try:
        given = json.loads(body or b"{}")
    except ValueError:
        return {}
    return given if isinstance(given, dict) else {}


def _parsed(environ: Environ, body: bytes, protocol: str, model: Any) -> dict[str, Any]:
    parser = PROTOCOL_PARSERS.get(protocol)
    if parser is None:
        return {}
    plain = _plain(environ, body)
    request = Request({**environ, "wsgi.input": io.BytesIO(plain), "CONTENT_LENGTH": str(len(plain))})
    parsed = parser(model).parse(
        {
            "method": request.method,
            "values": request.values,
            "headers": request.headers,
            "body": plain,
            "url_path": request.path,
            "url_params": environ.get("tests.aws.path", {}),
        }
    )
    return dict(parsed)


def _plain(environ: Environ, body: bytes) -> bytes:
    return gzip.decompress(body) if environ.get("HTTP_CONTENT_ENCODING") == "gzip" else body
