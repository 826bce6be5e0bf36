"""The one door to AWS: every call is bounded, counted, and where it fails it leaves a gap instead of an exception."""

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

from botocore.exceptions import BotoCoreError, ClientError

from validator.model.inventory import Gap
from validator.model.objects import RegistryRef
from validator.model.value import Unknown
from validator.sources.aws.failures import reason_of, remedy_for
from validator.sources.aws.line import Line
from validator.sources.aws.operations import OPERATIONS

T = TypeVar("T")
R = TypeVar("R")


class Listed(NamedTuple):
    """What a paged call lists.

    Attributes:
        items: What was listed, in the order of the pages.
        unknown: Why there may be more; ``None``: these are all.
    """

    items: list[dict[str, Any]]
    unknown: Unknown | None


class Caller:
    """Calls AWS for one account and region.

    Attributes:
        registry: The registry that is read.
        calls: How often each IAM action was used.
    """

    def __init__(self, line: Line, region: str) -> None:
        self.registry = RegistryRef(f"{line.account}/{region}", line.account, region)
        self.calls: Counter[str] = Counter()
        self._line = line
        self._region = region
        self._clients: dict[str, Any] = {}
        self._failures: dict[str, tuple[Unknown, str]] = {}
        self._making = threading.Lock()
        self._counting = threading.Lock()

    @property
    def partition(self) -> str:
        """The partition of the region's ARNs: ``aws``, ``aws-cn``, ``aws-us-gov``."""
        return str(self._line.session.get_partition_for_region(self._region))

    def call(
        self, service: str, operation: str, absent: tuple[str, ...] = (), **parameters: Any
    ) -> dict[str, Any] | Unknown | None:
        """What a call answers.

        Args:
            service: The service as the SDK calls it.
            operation: The SDK's method, see `OPERATIONS`.
            absent: The error codes that mean that what is asked for is not there.
            parameters: The call's parameters.

        Returns:
            The answer; ``None`` where it is not there; an ``Unknown`` where the call failed, which is a gap then.
        """
        try:
            return next(self._pages(service, operation, paged=False, parameters=parameters))
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") in absent:
                self._count(OPERATIONS[service, operation].action)
                return None
            return self._failed(service, operation, error)
        except BotoCoreError as error:
            return self._failed(service, operation, error)
        except _Over as over:
            return self._missed(service, operation, over.unknown)

    def listed(self, service: str, operation: str, **parameters: Any) -> Listed:
        """All that a paged call lists; where a page fails, what the pages before it listed."""
        items: list[dict[str, Any]] = []
        result = OPERATIONS[service, operation].result
        try:
            for page in self._pages(service, operation, paged=True, parameters=parameters):
                items += page.get(result) or ()
        except (BotoCoreError, ClientError) as error:
            return Listed(items, self._failed(service, operation, error))
        except _Over as over:
            return Listed(items, self._missed(service, operation, over.unknown))
        return Listed(items, None)

    def each(self, read: Callable[[T], R], items: Iterable[T]) -> list[R]:
        """What a function that calls AWS gives for each item, in their order; several are under way at once.

        The function must not use `each` itself.
        """
        return list(self._line.pool.map(read, items))

    def gaps(self) -> list[Gap]:
        """One gap for each action that failed, and what can't be judged without it."""
        return [
            Gap(
                f"{action} in {self.registry.key}",
                f"{unknown.reason} ({unknown.detail}), so {needed_for} can't be judged",
                remedy_for(unknown),
            )
            for action, (unknown, needed_for) in sorted(self._failures.items())
        ]

    def _pages(
        self, service: str, operation: str, *, paged: bool, parameters: dict[str, Any]
    ) -> Iterator[dict[str, Any]]:
        client = self._client(service)
        answers: Iterator[dict[str, Any]]
        if paged and client.can_paginate(operation):
            answers = iter(client.get_paginator(operation).paginate(**parameters))
        else:
            answers = _by_token(getattr(client, operation), parameters, paged=paged)
        action = OPERATIONS[service, operation].action
        while True:
            with self._line.slots:
                over = self._line.watch.over()
                if over is not None:
                    raise _Over(over)
                answer = next(answers, None)
            if answer is None:
                return
            self._count(action)
            yield answer

    def _client(self, service: str) -> Any:
        with self._making:
            if service not in self._clients:
                self._clients[service] = self._line.client(service, self._region)
            return self._clients[service]

    def _count(self, action: str) -> None:
        with self._counting:
            self.calls[action] += 1
        self._line.watch.on_call()

    def _failed(self, service: str, operation: str, error: Exception) -> Unknown:
        # Retries excepted, a call that failed was made too.
        action = OPERATIONS[service, operation].action
        self._count(action)
        return self._missed(service, operation, reason_of(error, action))

    def _missed(self, service: str, operation: str, unknown: Unknown) -> Unknown:
        known = OPERATIONS[service, operation]
        self._failures.setdefault(known.action, (unknown, known.needed_for))
        return unknown


class _Over(Exception):  # noqa: N818 - no error: the end that the user asked for
    """No further call may be made."""

    def __init__(self, unknown: Unknown) -> None:
        super().__init__(str(unknown))
        self.unknown = unknown


def _by_token(
    method: Callable[..., dict[str, Any]], parameters: dict[str, Any], *, paged: bool
) -> Iterator[dict[str, Any]]:
    """One answer, or all pages of a call that the SDK has no paginator for."""
    answer = method(**parameters)
    yield answer
    while paged and answer.get("NextToken"):
        answer = method(**parameters, NextToken=answer["NextToken"])
        yield answer
