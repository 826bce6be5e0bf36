"""A server for the tests of the server."""

import pytest

from tests.aws.server import running


@pytest.fixture(scope="module")
def started():
    with running() as server:
        yield server


@pytest.fixture
def server(started):
    started.reset()
    return started
