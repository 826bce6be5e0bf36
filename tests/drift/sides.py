"""The two sides of comparisons: an account with one of everything, and what Terraform says of it."""

from written_policies import ACCOUNT, allow, lifecycle, policy

from validator.drift.expected import compare
from validator.model.inventory import Inventory, Source
from validator.model.objects import (
    Credential,
    Registry,
    RegistryRef,
    ReplicationRule,
    Repository,
    Role,
    Rotation,
    Rule,
    Scanning,
    ScanRule,
    Template,
)
from validator.model.origin import Origin
from validator.model.upstreams import upstream_of
from validator.model.value import Reason, Unknown

REGION = "eu-west-1"
LIVE_RULE = f"arn:aws:ecr:{REGION}:{ACCOUNT}:pull-through-cache-rule/quay"
PLACE = f"{ACCOUNT}/{REGION}"
REF = RegistryRef(PLACE, ACCOUNT, REGION)
NOWHERE = RegistryRef("aws", Unknown(Reason.ACCOUNT), Unknown(Reason.ACCOUNT))
SECRET = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:ecr-pullthroughcache/hub-AbCdEf"
OTHER_SECRET = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:ecr-pullthroughcache/other-AbCdEf"
KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/11112222-3333-4444-5555-666677778888"
OTHER_KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/99998888-3333-4444-5555-666677778888"
LATER = Unknown(Reason.AFTER_APPLY)
DENIED = Unknown(Reason.DENIED, detail="DescribeSecret")


def _at(address, registry=REF):
    return {"address": address, "registry": registry, "origin": Origin(address)}


def rule(address="aws_ecr_pull_through_cache_rule.hub", registry=REF, **fields):
    given = {
        "prefix": "docker-hub",
        "upstream": upstream_of("registry-1.docker.io"),
        "credential_arn": SECRET,
        "role_arn": f"arn:aws:iam::{ACCOUNT}:role/puller",
        "has_role": True,
    }
    return Rule(**_at(address, registry), **given | fields)


def template(address="aws_ecr_repository_creation_template.hub", registry=REF, **fields):
    given = {
        "prefix": "docker-hub",
        "description": "Docker Hub",
        "applied_for": ["PULL_THROUGH_CACHE"],
        "mutability": "IMMUTABLE_WITH_EXCLUSION",
        "exclusions": ["latest", "dev*"],
        "encryption": "KMS",
        "kms_key": KEY,
        "lifecycle": lifecycle(100),
        "permissions": policy(allow()),
        "tags": ["team"],
        "tag_values": {"team": "platform"},
        "role_arn": f"arn:aws:iam::{ACCOUNT}:role/templates",
        "has_role": True,
    }
    return Template(**_at(address, registry), **given | fields)


def credential(address="aws_secretsmanager_secret.hub", registry=REF, **fields):
    given = {
        "arn": SECRET,
        "name": "ecr-pullthroughcache/hub",
        "named_for_ecr": True,
        "description": "The token of Docker Hub",
        "kms_key": KEY,
        "customer_key": True,
        "policy": policy(allow(Action="secretsmanager:GetSecretValue")),
        "rotation": Rotation(enabled=True, days=30),
    }
    return Credential(**_at(address, registry), **given | fields)


def repository(address="aws_ecr_repository.alpine", registry=REF, **fields):
    given = {
        "name": "docker-hub/library/alpine",
        "mutability": "IMMUTABLE",
        "encryption": "KMS",
        "kms_key": KEY,
        "scan_on_push": True,
        "lifecycle": lifecycle(100),
        "permissions": policy(allow()),
    }
    return Repository(**_at(address, registry), **given | fields)


def role(address="aws_iam_role.puller", registry=REF, **fields):
    trust = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ecr.amazonaws.com"}}
    given = {
        "arn": f"arn:aws:iam::{ACCOUNT}:role/puller",
        "name": "puller",
        "trust": policy(trust),
        "documents": [policy({"Effect": "Allow", "Action": "ecr:*", "Resource": "*"})],
        "managed_policies": ["arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly"],
    }
    return Role(**_at(address, registry), **given | fields)


def registry(ref=REF, **fields):
    given = {
        "permissions": policy(allow()),
        "policy_scope": "V2",
        "scanning": Scanning("ENHANCED", [ScanRule("SCAN_ON_PUSH", ["*"])]),
        "replication": [ReplicationRule(["210987654321/us-east-1"], ["prod"])],
        "signing": ["prod/*"],
        "settings": {"BLOB_MOUNTING": "ENABLED"},
    }
    named = {"key": ref.key, "account": ref.account, "region": ref.region}
    return Registry(**_at(f"registry {ref.key}", ref), **named, **given | fields)


def bare(ref=REF):
    """A registry that nobody configured, as the account shows it."""
    return registry(
        ref,
        permissions=None,
        policy_scope="V1",
        scanning=Scanning("BASIC", []),
        replication=[],
        signing=None,
        settings={"BLOB_MOUNTING": "DISABLED"},
    )


def unset(ref=REF):
    """A registry of which an input sets nothing."""
    return registry(
        ref, permissions=None, policy_scope=None, scanning=None, replication=None, signing=None, settings={}
    )


MAKE = {"rule": rule, "template": template, "credential": credential, "repository": repository, "role": role}


def with_rule(kind, one):
    """An object with the rule that brings it to the account: a repository is read under a rule's prefix."""
    return (one,) if kind == "rule" else (one, rule())


def inventory(*objects, source=Source.PLAN, **fields):
    """An inventory of objects; without a registry among them, of one that nothing is set of."""
    found = Inventory(source, **fields)
    for one in objects:
        {
            "Rule": found.rules,
            "Template": found.templates,
            "Credential": found.credentials,
            "Repository": found.repositories,
            "Role": found.roles,
            "Registry": found.registries,
        }[type(one).__name__].append(one)
    if not found.registries:
        found.registries.append(unset() if source is not Source.LIVE else bare())
    return found


def live(*objects, **fields):
    """The inventory of an account."""
    return inventory(*objects, source=Source.LIVE, **fields)


def drifts(expected, actual, **sides):
    """What differs, each as its change, its kind, its key and its attribute."""
    found = compare(expected, actual, **sides)
    return [(one.change, one.kind, one.key, one.attribute) for one in found.drifts]


def skipped(found):
    """How much was not compared for each reason."""
    return {reason: one.count for reason, one in found.not_compared.items()}
