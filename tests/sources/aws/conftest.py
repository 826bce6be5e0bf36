"""An AWS endpoint for each test, who calls it, and roles in it."""

import json

import boto3
import pytest
from moto.iam.models import AWSManagedPolicy, iam_backends

from tests.aws.seeding import add_account
from tests.aws.server import ACCOUNT, REGION, running
from tests.sources.aws.cache_role import FILL, FULL_ACCESS, PUSH, TRUST, allowing
from tests.sources.aws.other_account import EXTERNAL_ID, OTHER, ROLE
from tests.sources.aws.seeded import seed
from validator.sources.aws.caller import Caller
from validator.sources.aws.line import line_to
from validator.sources.aws.roles import AccountRoles
from validator.sources.aws.sessions import session_of
from validator.sources.aws.watch import Watch

DAY = "2015-12-21T17:06:48+00:00"


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
def other(server):
    """The ARN of the role in a second account."""
    return add_account(OTHER, ROLE, EXTERNAL_ID)


@pytest.fixture
def line(server):
    with line_to(boto3.Session(), ACCOUNT, Watch()) as found:
        yield found


@pytest.fixture
def caller(line):
    return Caller(line, REGION)


@pytest.fixture
def iam(server):
    return server.client("iam")


@pytest.fixture
def customer_managed(iam):
    made = iam.create_policy(PolicyName="push", PolicyDocument=json.dumps(FILL))["Policy"]["Arn"]
    iam.create_policy_version(PolicyArn=made, PolicyDocument=json.dumps(PUSH), SetAsDefault=True)
    return made


@pytest.fixture
def make_role(iam, server):
    # moto loads AWS's own 1500 policies or none.
    policies = iam_backends[ACCOUNT]["aws"].managed_policies
    name = FULL_ACCESS.rpartition("/")[2]
    data = {"Path": "/", "DefaultVersionId": "v1", "Document": allowing("ecr:*"), "CreateDate": DAY, "UpdateDate": DAY}
    policies[FULL_ACCESS] = AWSManagedPolicy.from_data(name, ACCOUNT, REGION, data)

    def make(name="cache", inline=(), attached=(), path="/"):
        iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(TRUST), Path=path)
        for policy, document in dict(inline).items():
            iam.put_role_policy(RoleName=name, PolicyName=policy, PolicyDocument=json.dumps(document))
        for arn in attached:
            iam.attach_role_policy(RoleName=name, PolicyArn=arn)
        server.forget_calls()

    return make


@pytest.fixture
def roles(caller):
    return AccountRoles(caller)


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
