"""Objects of a small registry, and what is foreseen of pulls from it."""

import json

from validator.model.inventory import Inventory, Source
from validator.model.links import Links
from validator.model.objects import Credential, Registry, RegistryRef, Rule, SecretValue, Template
from validator.model.origin import Origin
from validator.model.permissions.parse import parse_policy
from validator.model.prediction.predict import predict
from validator.model.prediction.reference import read_reference
from validator.model.upstreams import upstream_of
from validator.model.value import Reason, Unknown

ACCOUNT, REGION = "111122223333", "eu-west-1"
HERE = RegistryRef(f"{ACCOUNT}/{REGION}", ACCOUNT, REGION)
THERE = RegistryRef(f"{ACCOUNT}/us-east-1", ACCOUNT, "us-east-1")
ARN = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:ecr-pullthroughcache/hub-a1B2c3"
NODE = f"arn:aws:iam::{ACCOUNT}:role/node"
DIGEST = f"sha256:{'a' * 64}"
NO_VALUE = Unknown(Reason.NO_VALUE, detail="var.prefix")


def made(kind, address, registry=HERE, **fields):
    return kind(address=address, registry=registry, origin=Origin(address), **fields)


def rule(prefix, host, address=None, registry=HERE, **fields):
    return made(Rule, address or f"rule {prefix}", registry, prefix=prefix, upstream=upstream_of(host), **fields)


def template(prefix="quay", address=None, **fields):
    return made(
        Template, address or f"template {prefix}", prefix=prefix, **{"applied_for": ["PULL_THROUGH_CACHE"], **fields}
    )


def secret(**fields):
    value = SecretValue("variable", {"username": True, "accessToken": True}, write_only=True)
    known = {"arn": ARN, "name": "ecr-pullthroughcache/hub", "named_for_ecr": True, "customer_key": False}
    return made(Credential, "secret", **{**known, "value": value, **fields})


def registry(*statements, **fields):
    policy = parse_policy(json.dumps({"Version": "2012-10-17", "Statement": list(statements)})) if statements else None
    given = {"account": ACCOUNT, "region": REGION, "permissions": policy, **fields}
    return made(Registry, "registry", key=HERE.key, **given)


def allow(principal, *actions, effect="Allow", resource="*", **fields):
    return {
        "Effect": effect,
        "Principal": principal,
        "Action": [f"ecr:{one}" for one in actions],
        "Resource": resource,
        **fields,
    }


def predicted(image, **objects):
    inventory = Inventory(Source.HCL, **objects)
    return predict(inventory, Links(inventory), read_reference(image))


def only(image, **objects):
    (found,) = predicted(image, **objects)
    return found


def problems(image, **objects):
    return [one.name for one in only(image, **objects).problems]


def notes(image, **objects):
    return [one.name for one in only(image, **objects).notes]
