"""Changes of the secure example's account that take more than one call."""

import json

from tests.aws.server import Server

_PREFIX = "ecr-pullthroughcache/"
_ROLE = "ecr-repository-creation"


def other_secret(server: Server) -> None:
    """Let a rule log in with the secret of another one."""
    arn = server.client("secretsmanager").describe_secret(SecretId=f"{_PREFIX}docker-hub")["ARN"]
    server.client("ecr").update_pull_through_cache_rule(ecrRepositoryPrefix="github", credentialArn=arn)


def other_upstream(server: Server) -> None:
    """Make a rule anew, for another upstream."""
    ecr = server.client("ecr")
    ecr.delete_pull_through_cache_rule(ecrRepositoryPrefix="kubernetes")
    ecr.create_pull_through_cache_rule(ecrRepositoryPrefix="kubernetes", upstreamRegistryUrl="public.ecr.aws")


def fewer_images(server: Server) -> None:
    """Let a template keep ten images."""
    ecr = server.client("ecr")
    (template,) = ecr.describe_repository_creation_templates(prefixes=["github"])["repositoryCreationTemplates"]
    fewer = template["lifecyclePolicy"].replace('"countNumber":100', '"countNumber":10')
    assert fewer != template["lifecyclePolicy"]
    ecr.update_repository_creation_template(prefix="github", lifecyclePolicy=fewer)


def open_repositories(server: Server) -> None:
    """Let anybody pull from a template's repositories."""
    statement = {"Sid": "OrganizationPulls", "Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    server.client("ecr").update_repository_creation_template(prefix="kubernetes", repositoryPolicy=policy)


def another_statement(server: Server) -> None:
    """Add a statement to the registry's policy."""
    ecr = server.client("ecr")
    policy = json.loads(ecr.get_registry_policy()["policyText"])
    everyone = {"Sid": "Temporary", "Effect": "Allow", "Principal": "*", "Action": "ecr:CreateRepository"}
    policy["Statement"].append({**everyone, "Resource": "*"})
    ecr.put_registry_policy(policyText=json.dumps(policy))


def scan_less(server: Server) -> None:
    """Scan on push only."""
    ecr = server.client("ecr")
    configuration = ecr.get_registry_scanning_configuration()["scanningConfiguration"]
    rules = [one for one in configuration["rules"] if one["scanFrequency"] == "SCAN_ON_PUSH"]
    ecr.put_registry_scanning_configuration(scanType="ENHANCED", rules=rules)


def replicate(server: Server) -> None:
    """Replicate to another region."""
    rule = {"destinations": [{"region": "us-east-1", "registryId": "123456789012"}]}
    server.client("ecr").put_replication_configuration(replicationConfiguration={"rules": [rule]})


def trust_anyone(server: Server) -> None:
    """Let anybody assume a role."""
    statement = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    server.client("iam").update_assume_role_policy(RoleName=_ROLE, PolicyDocument=policy)


def allow_more(server: Server) -> None:
    """Give a role another policy."""
    statement = {"Effect": "Allow", "Action": "ecr:*", "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    server.client("iam").put_role_policy(RoleName=_ROLE, PolicyName="more", PolicyDocument=policy)
