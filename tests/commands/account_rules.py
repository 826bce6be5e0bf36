"""Rules that stand in an account of the local AWS."""

from tests.aws.server import ACCOUNT


def add_rule(server, account=ACCOUNT, prefix="quay", host="quay.io"):
    """Make a rule, and forget that it was made."""
    client = server.client("ecr", account=account)
    client.create_pull_through_cache_rule(ecrRepositoryPrefix=prefix, upstreamRegistryUrl=host)
    server.forget_calls()
