"""Pull through cache rules."""

from moto.core.exceptions import ServiceException

from tests.aws.ecr import credentials
from tests.aws.ecr.errors import invalid, without_paging
from tests.aws.ecr.request import Request
from tests.aws.ecr.upstreams import Upstream, unsupported, upstream_of
from tests.aws.request import Object, fields, now

_ROOT = "ROOT"
# No default for the upstream's prefix: with one, Terraform would replace every rule that sets none.
_GIVEN = "ecrRepositoryPrefix upstreamRegistryUrl credentialArn customRoleArn upstreamRepositoryPrefix".split()
_CREATED = (
    "ecrRepositoryPrefix upstreamRegistryUrl createdAt registryId upstreamRegistry credentialArn customRoleArn "
    "upstreamRepositoryPrefix"
).split()
_UPDATED = "ecrRepositoryPrefix registryId updatedAt credentialArn customRoleArn upstreamRepositoryPrefix".split()
_DELETED = (
    "ecrRepositoryPrefix upstreamRegistryUrl createdAt registryId credentialArn customRoleArn upstreamRepositoryPrefix"
).split()
_VALIDATED = (
    "ecrRepositoryPrefix registryId upstreamRegistryUrl credentialArn customRoleArn upstreamRepositoryPrefix"
).split()


def create(request: Request) -> Object:
    """CreatePullThroughCacheRule. The prefix is kept as it was sent; with and without a final slash it is the same."""
    request.own_registry()
    given, rules = request.given, request.registry.rules
    prefix = given["ecrRepositoryPrefix"]
    upstream = upstream_of(given["upstreamRegistryUrl"])
    _check_upstream(request, upstream)
    if prefix == _ROOT and given.get("upstreamRepositoryPrefix", _ROOT) != _ROOT:
        raise invalid("upstreamRepositoryPrefix", "must not be set when ecrRepositoryPrefix is ROOT")
    _check_login(request)
    if key(prefix) in rules:
        raise ServiceException(
            "PullThroughCacheRuleAlreadyExistsException", f"A pull through cache rule with prefix {prefix} exists."
        )
    if len(rules) >= request.settings.rule_limit:
        raise ServiceException("LimitExceededException", "The registry has as many rules as it may have.")
    rule = {
        **fields(given, *_GIVEN),
        "upstreamRegistry": upstream.name,
        "registryId": request.account,
        "createdAt": now(),
    }
    rule["updatedAt"] = rule["createdAt"]
    rules[key(prefix)] = rule
    return fields(rule, *_CREATED)


def update(request: Request) -> Object:
    """UpdatePullThroughCacheRule: the credential or the role, which replaces the other."""
    rule = _found(request)
    logins = fields(request.given, "credentialArn", "customRoleArn")
    if not logins:
        raise invalid("credentialArn", "one of credentialArn and customRoleArn must be given")
    _check_login(request)
    for name in ("credentialArn", "customRoleArn"):
        rule.pop(name, None)
    rule.update(logins, updatedAt=now())
    return fields(rule, *_UPDATED)


def delete(request: Request) -> Object:
    """DeletePullThroughCacheRule."""
    rule = _found(request)
    del request.registry.rules[key(rule["ecrRepositoryPrefix"])]
    return fields(rule, *_DELETED)


def describe(request: Request) -> Object:
    """DescribePullThroughCacheRules: all, page by page, or those with some prefixes."""
    request.own_registry()
    prefixes = request.given.get("ecrRepositoryPrefixes")
    if prefixes is None:
        return request.paged("pullThroughCacheRules", list(request.registry.rules.values()))
    without_paging(request.given, "ecrRepositoryPrefixes")
    return {"pullThroughCacheRules": [_rule(request, prefix) for prefix in dict.fromkeys(prefixes)]}


def validate(request: Request) -> Object:
    """ValidatePullThroughCacheRule: whether ECR could log in upstream. Nothing of the secret is in the answer."""
    rule = _found(request)
    arn = rule.get("credentialArn")
    expired = request.settings.expired_tokens
    problem = credentials.problem(arn, request.account, request.region, expired) if arn else None
    answer: Object = {**fields(rule, *_VALIDATED), "isValid": problem is None}
    return {**answer, "failure": problem.failure} if problem else answer


def key(prefix: str) -> str:
    """What identifies a prefix: a final slash is implied."""
    return prefix.removesuffix("/")


def _found(request: Request) -> Object:
    request.own_registry()
    return _rule(request, request.given["ecrRepositoryPrefix"])


def _rule(request: Request, prefix: str) -> Object:
    rule = request.registry.rules.get(key(prefix))
    if rule is None:
        raise ServiceException(
            "PullThroughCacheRuleNotFoundException",
            f"The pull through cache rule with prefix {prefix} does not exist in registry {request.account}.",
        )
    return rule


def _check_upstream(request: Request, upstream: Upstream) -> None:
    given = request.given
    named = given.get("upstreamRegistry")
    if named is not None and named != upstream.name:
        raise invalid("upstreamRegistry", f"{given['upstreamRegistryUrl']} is not {named}")
    if upstream.wants_secret and "credentialArn" not in given:
        raise unsupported("The upstream registry requires authentication. Specify a valid credential and try again.")
    abroad = upstream.account not in {None, request.account}
    if abroad and "customRoleArn" not in given:
        raise unsupported("The upstream registry requires authentication. Specify a custom role and try again.")


def _check_login(request: Request) -> None:
    role, secret = request.given.get("customRoleArn"), request.given.get("credentialArn")
    if role is not None and role.split(":")[4:5] != [request.account]:
        raise invalid("customRoleArn", "must be a role in the account of the registry")
    if secret is not None:
        credentials.check(secret, request.account, request.region)


OPERATIONS = {
    "CreatePullThroughCacheRule": create,
    "UpdatePullThroughCacheRule": update,
    "DeletePullThroughCacheRule": delete,
    "DescribePullThroughCacheRules": describe,
    "ValidatePullThroughCacheRule": validate,
}
