"""An AWS endpoint for each test, and who calls it."""

import boto3
import pytest

from tests.aws.server import ACCOUNT, REGION, running
from tests.sources.aws.seeded import seed
from validator.sources.aws.caller import Caller
from validator.sources.aws.line import line_to
from validator.sources.aws.sessions import session_of
from validator.sources.aws.watch import Watch


@pytest.fixture(scope="package")
def started():
    with running() as server:
        yield server


@pytest.fixture
def server(started, monkeypatch):
    """An empty server; what is throttled stays so, since nothing is tried again."""
    started.reset()
    started.settings.page_size = None
    started.settings.latency = 0.0
    for name, value in started.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    return started


@pytest.fixture
def fresh():
    """A process signs in once; here each test has a server of its own."""
    session_of.cache_clear()
    yield
    session_of.cache_clear()


@pytest.fixture
def line(server):
    with line_to(boto3.Session(), ACCOUNT, Watch()) as found:
        yield found


@pytest.fixture
def caller(line):
    return Caller(line, REGION)


class Region:
    """A seeded region that tests only read.

    Attributes:
        server: The server that holds it.
        line: Reads it.
        secrets: The ARNs of its secrets, by the last part of their names.
    """

    def __init__(self, server, line):
        self.server = server
        self.line = line
        self.secrets = seed(server)


@pytest.fixture(scope="module")
def seeded(started):
    """One seeded region for all tests of a module."""
    started.reset()
    started.settings.page_size = None
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**started.environment(), "AWS_MAX_ATTEMPTS": "1"}.items():
            patch.setenv(name, value)
        with line_to(boto3.Session(), ACCOUNT, Watch()) as line:
            yield Region(started, line)
