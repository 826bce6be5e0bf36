"""Latency, denials, throttling, unsupported operations and the record of calls."""

import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from tests.aws.accounts import access_key
from tests.aws.calls import Call

# Service -> an operation, and the codes and statuses of its denial, throttling and absence.
ANSWERS = {
    ("ecr", "describe_registry"): [
        (400, "AccessDeniedException"),
        (400, "ThrottlingException"),
        (400, "UnknownOperationException"),
    ],
    ("secretsmanager", "list_secrets"): [
        (400, "AccessDeniedException"),
        (400, "ThrottlingException"),
        (400, "UnknownOperationException"),
    ],
    ("organizations", "list_accounts"): [
        (400, "AccessDeniedException"),
        (400, "TooManyRequestsException"),
        (400, "UnknownOperationException"),
    ],
    ("iam", "list_roles"): [(403, "AccessDenied"), (400, "Throttling"), (400, "InvalidAction")],
    ("sts", "get_caller_identity"): [(403, "AccessDenied"), (400, "Throttling"), (400, "InvalidAction")],
    ("ec2", "describe_regions"): [
        (403, "UnauthorizedOperation"),
        (503, "RequestLimitExceeded"),
        (400, "InvalidAction"),
    ],
    ("s3", "list_buckets"): [(403, "AccessDenied"), (503, "SlowDown"), (405, "MethodNotAllowed")],
    ("lambda", "list_functions"): [
        (403, "AccessDeniedException"),
        (429, "TooManyRequestsException"),
        (404, "UnknownOperationException"),
    ],
}


def answered(call, **given):
    try:
        call(**given)
    except ClientError as error:
        return error.response["ResponseMetadata"]["HTTPStatusCode"], error.response["Error"]["Code"]
    return 200, None


@pytest.mark.parametrize(("service", "operation"), ANSWERS)
def test_each_protocol_has_its_own_codes(service, operation, server):
    call = getattr(server.client(service), operation)
    found = []
    for fault in (server.deny, server.throttle, server.unsupport):
        fault(f"{service}:*")
        found.append(answered(call))
        server.heal()
    assert found == ANSWERS[service, operation]
    assert answered(call) == (200, None)


def test_faults_keep_to_their_action_account_and_region(server):
    server.deny("ecr:DescribeRe*", account="111122223333", region="us-east-1")
    there = server.client("ecr", "us-east-1", "111122223333")
    assert answered(there.describe_registry) == (400, "AccessDeniedException")
    assert answered(there.describe_pull_through_cache_rules) == (200, None)
    assert answered(server.client("ecr", "us-east-1").describe_registry) == (200, None)
    assert answered(server.client("ecr", account="111122223333").describe_registry) == (200, None)


def test_a_denial_names_the_action(server):
    server.deny("ecr:DescribeRegistry")
    with pytest.raises(ClientError, match="is not authorized to perform: ecr:DescribeRegistry because"):
        server.client("ecr").describe_registry()


def test_adaptive_retries_get_through_so_many_throttled_calls(server):
    server.throttle("ecr:DescribeRegistry", times=2)
    client = boto3.client(
        "ecr",
        region_name="eu-west-1",
        endpoint_url=server.url,
        aws_access_key_id=access_key("123456789012"),
        aws_secret_access_key="not-a-key",
        config=Config(retries={"mode": "adaptive", "total_max_attempts": 5}),
    )
    assert client.describe_registry()["registryId"] == "123456789012"
    client.close()
    assert [call.status for call in server.calls] == [400, 400, 200]


def test_what_moto_does_not_have_is_an_unknown_operation(server):
    ecr = server.client("ecr")
    ecr.create_repository(repositoryName="x1")
    assert answered(ecr.get_lifecycle_policy_preview, repositoryName="x1") == (400, "UnknownOperationException")


CALLS = [
    Call("123456789012", "us-east-1", "ecr", "DescribePullThroughCacheRules", {"maxResults": 5}, "json", 200),
    Call(
        "123456789012",
        "eu-west-1",
        "secretsmanager",
        "CreateSecret",
        {"Name": "x", "ClientRequestToken": "0" * 32},
        "json",
        200,
    ),
    Call(
        "123456789012",
        "eu-west-1",
        "ec2",
        "DescribeRouteTables",
        {"Filters": [{"Name": "vpc-id", "Values": ["vpc-1"]}]},
        "ec2",
        200,
    ),
]


def test_calls_are_recorded_with_what_they_asked_for_and_without_secrets(server):
    server.client("ecr", "us-east-1").describe_pull_through_cache_rules(maxResults=5)
    secrets = server.client("secretsmanager")
    secrets.create_secret(Name="x", SecretString="CANARY-value", ClientRequestToken="0" * 32)
    server.client("ec2").describe_route_tables(Filters=[{"Name": "vpc-id", "Values": ["vpc-1"]}])
    assert server.calls == CALLS
    assert server.actions == {
        "ecr:DescribePullThroughCacheRules",
        "secretsmanager:CreateSecret",
        "ec2:DescribeRouteTables",
    }
    assert "CANARY" not in repr(server.calls)


def test_rest_calls_are_recorded_by_their_path(server):
    server.client("s3").list_buckets()
    assert [(call.action, call.protocol) for call in server.calls] == [("s3:ListBuckets", "rest-xml")]


def test_two_calls_for_the_same_have_one_key(server):
    ecr = server.client("ecr")
    for repositories in (["b", "a"], ["b", "a"], ["a", "b"]):
        ecr.batch_get_repository_scanning_configuration(repositoryNames=[f"x{one}" for one in repositories])
    assert len({call.key for call in server.calls}) == 2


def test_every_request_waits_and_they_wait_side_by_side(server):
    server.settings.latency = 0.2
    ecr = server.client("ecr")
    begun = time.monotonic()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: ecr.describe_registry(), range(8)))
    assert 0.2 <= time.monotonic() - begun < 1.2
    assert len(server.calls) == 8


def test_a_connection_stays_open(server):
    scope = f"Credential={access_key('123456789012')}/20260101/eu-west-1/ecr/aws4_request"
    headers = {"Authorization": f"AWS4-HMAC-SHA256 {scope}, Signature=x", "X-Amz-Target": "X.DescribeRegistry"}
    connection = HTTPConnection(*server.url.removeprefix("http://").split(":"))
    connection.request("POST", "/", b"{}", headers)
    connection.getresponse().read()
    socket = connection.sock
    assert socket is not None
    connection.request("POST", "/", b"[]", headers)
    answer = connection.getresponse()
    assert (answer.status, b"SerializationException" in answer.read()) == (400, True)
    assert connection.sock is socket
    connection.close()


def test_a_call_that_is_under_way_belongs_to_the_calls_before(server):
    server.settings.latency = 0.3
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(server.client("ecr").describe_registry)
        time.sleep(0.1)
        server.forget_calls()
        slow.result()

    assert server.calls == []
