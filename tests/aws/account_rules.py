"""A rule that stands in an account."""

from tests.aws.server import ACCOUNT, REGION, Server


def add_rule(
    server: Server, account: str = ACCOUNT, *, region: str = REGION, prefix: str = "quay", host: str = "quay.io"
) -> None:
    """Make a rule, and forget that it was made."""
    client = server.client("ecr", region=region, account=account)
    client.create_pull_through_cache_rule(ecrRepositoryPrefix=prefix, upstreamRegistryUrl=host)
    server.forget_calls()
