"""Answers that the server gives itself, in the protocol of the service."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from tests.aws.calls import Call
from tests.aws.faults import DENIED, THROTTLED, UNSUPPORTED

_JSON = "application/x-amz-json-1.1"
_QUERY, _EC2, _CBOR = "query", "ec2", "smithy-rpc-v2-cbor"
_XML = "text/xml"

# Kind of fault -> protocol -> HTTP status and error code. "" stands for all other protocols.
_CODES: dict[str, dict[str, tuple[int, str]]] = {
    DENIED: {
        "": (400, "AccessDeniedException"),
        "rest-json": (403, "AccessDeniedException"),
        _QUERY: (403, "AccessDenied"),
        "rest-xml": (403, "AccessDenied"),
        _EC2: (403, "UnauthorizedOperation"),
    },
    THROTTLED: {
        "": (400, "ThrottlingException"),
        "rest-json": (429, "TooManyRequestsException"),
        _QUERY: (400, "Throttling"),
        "rest-xml": (503, "SlowDown"),
        _EC2: (503, "RequestLimitExceeded"),
    },
    UNSUPPORTED: {
        "": (400, "UnknownOperationException"),
        "rest-json": (404, "UnknownOperationException"),
        _QUERY: (400, "InvalidAction"),
        "rest-xml": (405, "MethodNotAllowed"),
        _EC2: (400, "InvalidAction"),
    },
}


@dataclass(frozen=True)
class Answer:
    """An HTTP answer."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


def success(result: dict[str, Any]) -> Answer:
    """The result of an operation of a JSON service."""
    return Answer(200, _headers(_JSON), json.dumps(result).encode())


def fault(kind: str, call: Call) -> Answer:
    """The answer to a call that is denied, throttled or unsupported."""
    codes = _CODES[kind]
    status, code = codes.get(call.protocol, codes[""])
    if (kind, call.service) == (THROTTLED, "organizations"):
        code = "TooManyRequestsException"
    return error(call, code, _message(kind, call), status)


def error(call: Call, code: str, message: str, status: int = 400) -> Answer:
    """An error in the protocol of the call."""
    if call.protocol == _CBOR:
        headers = [*_headers("application/cbor"), ("smithy-protocol", "rpc-v2-cbor")]
        return Answer(status, headers, _cbor({"__type": code, "message": message}))
    if call.protocol == _QUERY:
        inner = f"<Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error>"
        return _xml(status, f"<ErrorResponse>{inner}<RequestId>{uuid4()}</RequestId></ErrorResponse>")
    if call.protocol == _EC2:
        inner = f"<Errors><Error><Code>{code}</Code><Message>{message}</Message></Error></Errors>"
        return _xml(status, f"<Response>{inner}<RequestID>{uuid4()}</RequestID></Response>")
    if call.protocol == "rest-xml":
        return _xml(status, f"<Error><Code>{code}</Code><Message>{message}</Message></Error>")
    body = json.dumps({"__type": code, "message": message}).encode()
    return Answer(status, [*_headers(_JSON), ("x-amzn-ErrorType", code)], body)


def _message(kind: str, call: Call) -> str:
    if kind == DENIED:
        return (
            f"User: arn:aws:sts::{call.account}:assumed-role/tests/session is not authorized to perform: {call.action} "
            f"because no identity-based policy allows the {call.action} action"
        )
    return "Rate exceeded" if kind == THROTTLED else f"The operation {call.operation} is not supported here."


def _headers(kind: str) -> list[tuple[str, str]]:
    return [("Content-Type", kind), ("x-amzn-RequestId", str(uuid4()))]


def _xml(status: int, body: str) -> Answer:
    return Answer(status, _headers(_XML), f'<?xml version="1.0" encoding="UTF-8"?>\n{body}'.encode())


def _cbor(texts: dict[str, str]) -> bytes:
    """A small map of texts as CBOR (RFC 8949: major type 5 for maps, 3 for texts)."""
    encoded = [bytes([0xA0 | len(texts)])]
    for text in (part for pair in texts.items() for part in pair):
        data = text.encode()
        encoded += [b"\x79", len(data).to_bytes(2), data]
    return b"".join(encoded)
