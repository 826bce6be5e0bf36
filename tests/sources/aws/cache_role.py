"""The documents of a role for the cache, and how it is read."""

from tests.aws.server import ACCOUNT

ARN = f"arn:aws:iam::{ACCOUNT}:role/cache"
FULL_ACCESS = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryFullAccess"
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "pullthroughcache.ecr.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ],
}


def allowing(*actions):
    """A policy that allows actions on everything."""
    return {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": list(actions), "Resource": "*"}]}


FILL, PUSH = allowing("ecr:BatchImportUpstreamImage"), allowing("ecr:PutImage")


def the_role(roles, caller, arn=ARN):
    """The one role of an ARN."""
    (found,) = roles.read([arn], caller.registry).roles
    return found
