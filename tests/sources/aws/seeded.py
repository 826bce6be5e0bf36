"""A region with one of everything that the live source reads, most of it wrong in some way."""

import json
from datetime import UTC, datetime, timedelta

from tests.aws.seeding import SeededImage, add_image, age_secret
from tests.aws.server import ACCOUNT, REGION

CANARY = "CANARY-0f3d"
"""What every secret's value holds, and nothing else may."""

STRANGER = "444455556666"
LIFECYCLE = {
    "rules": [
        {
            "rulePriority": 1,
            "selection": {
                "tagStatus": "untagged",
                "countType": "sinceImagePushed",
                "countUnit": "days",
                "countNumber": 9,
            },
            "action": {"type": "expire"},
        }
    ]
}
EVENTS = {"source": ["aws.ecr"], "detail-type": ["ECR Pull Through Cache Action"]}


def document(*actions, principal=None, resource=None):
    """A policy with one statement that allows actions."""
    statement = {"Sid": "Wide", "Effect": "Allow", "Action": list(actions)}
    statement |= {"Principal": principal} if principal else {}
    statement |= {"Resource": resource} if resource else {}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def seed(server):
    """Fill a region, and tell the ARNs of its secrets."""
    secrets = _secrets(server)
    role = _role(server)
    _registry(server)
    _rules_and_templates(server, secrets, role)
    _repositories(server)
    _surroundings(server)
    # A rule can't be made with a secret that is pending deletion, or with none.
    client = server.client("secretsmanager")
    client.delete_secret(SecretId="ecr-pullthroughcache/gitlab", RecoveryWindowInDays=7)
    client.delete_secret(SecretId="ecr-pullthroughcache/azure", ForceDeleteWithoutRecovery=True)
    server.forget_calls()
    return secrets


def _secrets(server):
    client = server.client("secretsmanager")
    value = json.dumps({"username": CANARY, "accessToken": CANARY})
    names = {name: f"ecr-pullthroughcache/{name}" for name in ("hub", "gitlab", "azure", "unused", "empty")}
    arns = {name: client.create_secret(Name=name_, Description=f"for {name}")["ARN"] for name, name_ in names.items()}
    for name in ("hub", "gitlab", "azure", "unused"):
        client.put_secret_value(SecretId=names[name], SecretString=value)
    client.put_resource_policy(
        SecretId=names["hub"],
        ResourcePolicy=document("secretsmanager:GetSecretValue", principal={"AWS": "*"}, resource="*"),
    )
    rotation = {"AutomaticallyAfterDays": 365}
    client.rotate_secret(SecretId=names["hub"], RotationLambdaARN="arn:aws:lambda:x", RotationRules=rotation)
    client.create_secret(Name="unrelated", SecretString=CANARY)
    age_secret(names["hub"], 400)
    return arns


def _role(server):
    client = server.client("iam")
    trust = document("sts:AssumeRole", principal={"Service": "ec2.amazonaws.com"})
    role = client.create_role(RoleName="cache", AssumeRolePolicyDocument=trust)["Role"]["Arn"]
    change = document("ecr:CreatePullThroughCacheRule", resource="*")
    client.put_role_policy(RoleName="cache", PolicyName="change", PolicyDocument=change)
    push = document("ecr:PutImage", resource="*")
    policy = client.create_policy(PolicyName="push", PolicyDocument=push)["Policy"]["Arn"]
    client.attach_role_policy(RoleName="cache", PolicyArn=policy)
    return role


def _registry(server):
    client = server.client("ecr")
    client.put_account_setting(name="REGISTRY_POLICY_SCOPE", value="V1")
    policy = document("ecr:BatchImportUpstreamImage", "ecr:CreateRepository", principal={"AWS": "*"}, resource="*")
    client.put_registry_policy(policyText=policy)
    client.put_registry_scanning_configuration(
        scanType="BASIC",
        rules=[
            {
                "scanFrequency": "SCAN_ON_PUSH",
                "repositoryFilters": [{"filter": "team/*", "filterType": "WILDCARD"}],
            }
        ],
    )
    destination = {"region": "us-east-1", "registryId": ACCOUNT}
    client.put_replication_configuration(replicationConfiguration={"rules": [{"destinations": [destination]}]})
    profile = f"arn:aws:signer:{REGION}:{ACCOUNT}:/signing-profiles/ours"
    filters = [{"filter": "hub/*", "filterType": "WILDCARD_MATCH"}]
    client.put_signing_configuration(
        signingConfiguration={"rules": [{"signingProfileArn": profile, "repositoryFilters": filters}]}
    )


def _rules_and_templates(server, secrets, role):
    client = server.client("ecr")
    for prefix, host, given in (
        ("hub", "registry-1.docker.io", {"credentialArn": secrets["hub"], "upstreamRepositoryPrefix": "library"}),
        ("hub/lab", "registry.gitlab.com", {"credentialArn": secrets["gitlab"]}),
        ("cgr", "cgr.dev", {"credentialArn": secrets["hub"]}),
        ("acr", "mirrored.azurecr.io", {"credentialArn": secrets["azure"]}),
        ("quay/", "quay.io", {}),
        ("peer", f"{STRANGER}.dkr.ecr.{REGION}.amazonaws.com", {"customRoleArn": role}),
    ):
        client.create_pull_through_cache_rule(ecrRepositoryPrefix=prefix, upstreamRegistryUrl=host, **given)
    client.create_repository_creation_template(
        prefix="hub",
        description="Docker Hub",
        appliedFor=["REPLICATION", "PULL_THROUGH_CACHE"],
        imageTagMutability="IMMUTABLE",
        resourceTags=[{"Key": "team", "Value": "platform"}],
        repositoryPolicy=document("ecr:PutImage", principal="*"),
        lifecyclePolicy=json.dumps(LIFECYCLE),
        customRoleArn=role,
    )
    client.create_repository_creation_template(prefix="gone", appliedFor=["PULL_THROUGH_CACHE"])


def _repositories(server):
    client = server.client("ecr")
    for name in ("hub/nginx", "quay/app", "gone/app", "team/app"):
        client.create_repository(repositoryName=name)
    for name in ("hub/nginx", "team/app"):
        client.set_repository_policy(repositoryName=name, policyText=document("ecr:PutImage", principal="*"))
    client.put_lifecycle_policy(repositoryName="hub/nginx", lifecyclePolicyText=json.dumps(LIFECYCLE))
    old = datetime.now(UTC) - timedelta(days=200)
    add_image(SeededImage("hub/nginx", ("1.27", "1"), pushed=old, pulled=old + timedelta(days=1), size=700))
    add_image(SeededImage("hub/nginx", pushed=old, size=300))
    add_image(SeededImage("team/app", ("1",), pushed=old))


def _surroundings(server):
    events = server.client("events")
    events.put_rule(Name="syncs", EventPattern=json.dumps(EVENTS))
    ec2 = server.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.0.0/24")["Subnet"]["SubnetId"]
    for service in ("ecr.api", "ecr.dkr"):
        name = f"com.amazonaws.{REGION}.{service}"
        ec2.create_vpc_endpoint(VpcId=vpc, ServiceName=name, VpcEndpointType="Interface", PrivateDnsEnabled=True)
    gateway = ec2.create_nat_gateway(SubnetId=subnet, ConnectivityType="private")["NatGateway"]["NatGatewayId"]
    tables = ec2.describe_route_tables(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["RouteTables"]
    ec2.create_route(RouteTableId=tables[0]["RouteTableId"], DestinationCidrBlock="0.0.0.0/0", NatGatewayId=gateway)
