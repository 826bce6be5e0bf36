"""The WSGI application in front of moto: records, delays and spoils calls, and answers those that moto can't."""

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

from tests.aws import answers, ecr, models, roles, secrets
from tests.aws.answers import Answer
from tests.aws.calls import Call, Environ, identify, read_body, replace_body
from tests.aws.faults import UNSUPPORTED, Faults
from tests.aws.settings import Settings

_FORMS = ("query", "ec2")


@dataclass
class Endpoint:
    """The whole of AWS that a client sees.

    Attributes:
        settings: How it behaves.
        faults: The wrong answers that are switched on.
        calls: Every call that was answered, in that order.
    """

    settings: Settings
    faults: Faults = field(default_factory=Faults)
    calls: list[Call] = field(default_factory=list)
    moto: DomainDispatcherApplication = field(default_factory=lambda: DomainDispatcherApplication(create_backend_app))

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        body = read_body(environ)
        call = identify(environ, body)
        if call is None:
            return self.moto(environ, start_response)
        # The list may be another one when a slow call ends.
        calls = self.calls
        if self.settings.latency:
            time.sleep(self.settings.latency)
        answer = self._own_answer(call, body)
        if answer is not None:
            return _sent(calls, call, answer, start_response)
        # Otherwise moto looks through all accounts for the access key.
        environ["HTTP_X_MOTO_ACCOUNT_ID"] = call.account
        self._limit_page(call, environ, body)

        def recorded(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            calls.append(replace(call, status=int(status[:3])))
            return start_response(status, headers, *rest)

        try:
            return self.moto(environ, recorded)
        except NotImplementedError:
            return _sent(calls, call, answers.fault(UNSUPPORTED, call), start_response)

    def _own_answer(self, call: Call, body: bytes) -> Answer | None:
        """The answer to what is not left to moto."""
        kind = self.faults.of(call)
        if kind:
            return answers.fault(kind, call)
        if call.service == "ecr":
            return ecr.answer(call, body, self.settings)
        if call.service == "secretsmanager":
            return secrets.answer(call, body, self.settings)
        if call.action == "sts:AssumeRole":
            return roles.refusal(call, self.settings)
        return None

    def _limit_page(self, call: Call, environ: Environ, body: bytes) -> None:
        """Ask moto for smaller pages; it keeps to the limit in most of its paged operations."""
        size = self.settings.page_size
        limit = models.page_limit(call.service, call.operation) if size else None
        if size is None or limit is None or call.parameters.get(limit, size + 1) <= size:
            return
        if call.protocol == "json":
            replace_body(environ, json.dumps({**json.loads(body), limit: size}).encode())
        elif call.protocol in _FORMS:
            # The first of two is taken.
            replace_body(environ, urlencode({limit: size}).encode() + b"&" + body)


def _sent(calls: list[Call], call: Call, answer: Answer, start_response: Any) -> Iterable[bytes]:
    calls.append(replace(call, status=answer.status))
    start_response(f"{answer.status} {HTTPStatus(answer.status).phrase}", answer.headers)
    return (answer.body,)
