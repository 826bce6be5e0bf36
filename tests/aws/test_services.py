"""The other services that an audit asks, over HTTP."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.aws.roles import trust_policy
from tests.aws.seeding import age_secret

NAME = "ecr-pullthroughcache/docker-hub"
FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:rotate"
POLICY = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "ecr:*", "Resource": "*"}]})


@pytest.fixture
def secrets(server):
    client = server.client("secretsmanager")
    client.create_secret(Name=NAME, SecretString="CANARY-1")
    return client


def days_ago(date):
    return (datetime.now(UTC) - date).days


def test_secrets_are_listed_by_the_beginning_of_their_name_and_the_deleted_on_request(secrets):
    secrets.create_secret(Name="other/ecr-pullthroughcache/", SecretString="x")
    secrets.create_secret(Name="ecr-pullthroughcache/gone", SecretString="x")
    secrets.delete_secret(SecretId="ecr-pullthroughcache/gone", RecoveryWindowInDays=7)
    wanted = {"Filters": [{"Key": "name", "Values": ["ecr-pullthroughcache/"]}]}

    def names(**more):
        return [one["Name"] for one in secrets.list_secrets(**wanted, **more)["SecretList"]]

    assert names() == [NAME]
    assert names(IncludePlannedDeletion=True) == [NAME, "ecr-pullthroughcache/gone"]
    gone = secrets.describe_secret(SecretId="ecr-pullthroughcache/gone")
    assert gone["DeletedDate"] > datetime.now(UTC) + timedelta(days=6)


def test_a_described_secret_has_no_fields_without_a_value(secrets):
    described = secrets.describe_secret(SecretId=NAME)
    described.pop("ResponseMetadata")
    assert sorted(described) == ["ARN", "CreatedDate", "LastChangedDate", "Name", "VersionIdsToStages"]
    secrets.update_secret(SecretId=NAME, KmsKeyId="alias/mine")
    assert secrets.describe_secret(SecretId=NAME)["KmsKeyId"] == "alias/mine"
    secrets.update_secret(SecretId=NAME, KmsKeyId="alias/aws/secretsmanager")
    assert "KmsKeyId" not in secrets.describe_secret(SecretId=NAME)


def test_reading_a_value_shows_as_the_day_of_the_last_access(secrets):
    secrets.get_secret_value(SecretId=NAME)
    read = secrets.describe_secret(SecretId=NAME)["LastAccessedDate"].astimezone(UTC)
    assert (read.hour, read.minute, read.second) == (0, 0, 0)
    assert days_ago(read) == 0


def test_any_change_counts_as_one_and_versions_keep_their_dates(secrets):
    age_secret(NAME, days=100)
    assert days_ago(secrets.describe_secret(SecretId=NAME)["LastChangedDate"]) == 100
    secrets.tag_resource(SecretId=NAME, Tags=[{"Key": "team", "Value": "x"}])
    assert days_ago(secrets.describe_secret(SecretId=NAME)["LastChangedDate"]) == 0
    secrets.put_secret_value(SecretId=NAME, SecretString="CANARY-2")
    listed = secrets.list_secret_version_ids(SecretId=NAME)
    assert listed["ARN"] == secrets.describe_secret(SecretId=NAME)["ARN"]
    ages = {one["VersionStages"][0]: days_ago(one["CreatedDate"]) for one in listed["Versions"]}
    assert ages == {"AWSPREVIOUS": 100, "AWSCURRENT": 0}


def test_a_resource_policy_is_there_when_it_was_put(secrets):
    assert "ResourcePolicy" not in secrets.get_resource_policy(SecretId=NAME)
    secrets.put_resource_policy(SecretId=NAME, ResourcePolicy=POLICY)
    assert secrets.get_resource_policy(SecretId=NAME)["ResourcePolicy"] == POLICY


def test_rotation_is_configured_without_a_function_that_runs(secrets):
    secrets.rotate_secret(
        SecretId=NAME,
        RotationLambdaARN=FUNCTION,
        RotationRules={"AutomaticallyAfterDays": 60, "Duration": "2h"},
        RotateImmediately=False,
    )
    described = secrets.describe_secret(SecretId=NAME)
    assert (described["RotationEnabled"], described["RotationLambdaARN"]) == (True, FUNCTION)
    assert described["RotationRules"] == {"AutomaticallyAfterDays": 60, "Duration": "2h"}
    assert days_ago(described["NextRotationDate"]) == -60
    assert "LastRotatedDate" not in described


def test_secrets_that_do_not_exist_are_not_found(secrets):
    for call in (secrets.describe_secret, secrets.get_resource_policy, secrets.list_secret_version_ids):
        with pytest.raises(secrets.exceptions.ResourceNotFoundException):
            call(SecretId="missing")


def test_roles_have_their_trust_and_their_policies(server):
    iam = server.client("iam")
    trust = trust_policy("123456789012")
    iam.create_role(RoleName="cache", AssumeRolePolicyDocument=trust)
    iam.put_role_policy(RoleName="cache", PolicyName="inline", PolicyDocument=POLICY)
    arn = iam.create_policy(PolicyName="managed", PolicyDocument=POLICY)["Policy"]["Arn"]
    iam.attach_role_policy(RoleName="cache", PolicyArn=arn)
    assert iam.get_role(RoleName="cache")["Role"]["AssumeRolePolicyDocument"] == json.loads(trust)
    assert iam.list_role_policies(RoleName="cache")["PolicyNames"] == ["inline"]
    assert iam.get_role_policy(RoleName="cache", PolicyName="inline")["PolicyDocument"] == json.loads(POLICY)
    assert [one["PolicyArn"] for one in iam.list_attached_role_policies(RoleName="cache")["AttachedPolicies"]] == [arn]
    version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
    document = iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"]
    assert document == json.loads(POLICY)
    with pytest.raises(iam.exceptions.NoSuchEntityException):
        iam.get_role(RoleName="missing")


def test_attached_policies_come_in_small_pages(server):
    iam = server.client("iam")
    iam.create_role(RoleName="cache", AssumeRolePolicyDocument=trust_policy("123456789012"))
    for number in range(3):
        arn = iam.create_policy(PolicyName=f"p{number}", PolicyDocument=POLICY)["Policy"]["Arn"]
        iam.attach_role_policy(RoleName="cache", PolicyArn=arn)
    server.settings.page_size = 1
    pages = list(iam.get_paginator("list_attached_role_policies").paginate(RoleName="cache"))
    # moto ends with an empty page, as IAM may too.
    assert [one["PolicyName"] for page in pages for one in page["AttachedPolicies"]] == ["p0", "p1", "p2"]
    assert max(len(page["AttachedPolicies"]) for page in pages) == 1


def test_the_network_has_endpoints_routes_and_gateways(server):
    ec2 = server.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.0.0/24")["Subnet"]["SubnetId"]
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    made = ec2.create_vpc_endpoint(
        VpcId=vpc,
        ServiceName="com.amazonaws.eu-west-1.ecr.dkr",
        VpcEndpointType="Interface",
        SubnetIds=[subnet],
        PrivateDnsEnabled=True,
    )["VpcEndpoint"]["VpcEndpointId"]
    gateway = ec2.create_nat_gateway(SubnetId=subnet, ConnectivityType="private")["NatGateway"]["NatGatewayId"]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", NatGatewayId=gateway)
    (endpoint,) = ec2.describe_vpc_endpoints()["VpcEndpoints"]
    assert (endpoint["VpcEndpointId"], endpoint["PrivateDnsEnabled"]) == (made, True)
    (nat,) = ec2.describe_nat_gateways()["NatGateways"]
    assert (nat["NatGatewayId"], nat["ConnectivityType"]) == (gateway, "private")
    (found,) = ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"]
    assert [one.get("NatGatewayId") for one in found["Routes"]] == [None, gateway]


def test_regions_are_listed_with_their_state(server):
    states = {one["RegionName"]: one["OptInStatus"] for one in server.client("ec2").describe_regions()["Regions"]}
    assert states["eu-west-1"] == "opt-in-not-required"
    assert len(states) > 15


def test_event_rules_and_their_targets_are_listed_page_by_page(server):
    events = server.client("events")
    for number in range(3):
        events.put_rule(Name=f"r{number}", EventPattern='{"source": ["aws.ecr"]}')
    topics = [f"arn:aws:sns:eu-west-1:123456789012:alerts-{number}" for number in range(3)]
    events.put_targets(Rule="r0", Targets=[{"Id": topic[-1], "Arn": topic} for topic in topics])
    server.settings.page_size = 2
    pages = events.get_paginator("list_rules").paginate()
    assert [[one["Name"] for one in page["Rules"]] for page in pages] == [["r0", "r1"], ["r2"]]
    pages = events.get_paginator("list_targets_by_rule").paginate(Rule="r0")
    assert [[one["Arn"] for one in page["Targets"]] for page in pages] == [topics[:2], topics[2:]]


def test_metrics_that_were_put_are_summed(server):
    cloudwatch, now = server.client("cloudwatch"), datetime.now(UTC)
    metric = {"MetricName": "RepositoryPullCount", "Dimensions": [{"Name": "RepositoryName", "Value": "hub/alpine"}]}
    cloudwatch.put_metric_data(
        Namespace="AWS/ECR",
        MetricData=[{**metric, "Timestamp": now - timedelta(hours=1), "Value": value} for value in (3, 4)],
    )
    query = {"Metric": {"Namespace": "AWS/ECR", **metric}, "Period": 86_400, "Stat": "Sum"}
    found = cloudwatch.get_metric_data(
        MetricDataQueries=[{"Id": "pulls", "MetricStat": query}], StartTime=now - timedelta(days=2), EndTime=now
    )
    assert sum(found["MetricDataResults"][0]["Values"]) == 7
