"""Pull through cache rules. ECR gives them no ARN: their addresses are made as ECR makes the ARNs of repositories."""

from typing import Any

import msgspec

from validator.model.base import RegistryRef
from validator.model.objects import Rule, Validation
from validator.model.origin import Origin
from validator.model.prefix_syntax import prefix_problem
from validator.model.prefixes import narrowing, without_slash
from validator.model.roles import account_and_name
from validator.model.upstreams import upstream_of
from validator.model.value import Unknown
from validator.sources.aws.answers import moment, of, text
from validator.sources.aws.caller import Caller

_PLACE = ":pull-through-cache-rule/"
_GONE = ("PullThroughCacheRuleNotFoundException",)


def read_rules(caller: Caller) -> tuple[list[Rule], Unknown | None]:
    """The rules of a region, and why there may be more."""
    found, unlisted = caller.listed("ecr", "describe_pull_through_cache_rules")
    rules = [_rule(one, caller.registry, caller.partition) for one in found]
    return sorted(rules, key=lambda one: one.address), unlisted


def with_validation(rule: Rule, caller: Caller) -> Rule:
    """The rule with what ECR says when it is asked to log in at the upstream, where a login is needed.

    Source: ECR API Reference, ValidatePullThroughCacheRule: it is for upstreams that require authentication.
    """
    if rule.credential_arn is None and rule.role_arn is None:
        return rule
    # The address has the prefix as ECR has it, be it with a final slash.
    prefix = rule.address.partition(_PLACE)[2]
    answer = caller.call("ecr", "validate_pull_through_cache_rule", _GONE, ecrRepositoryPrefix=prefix)
    return msgspec.structs.replace(rule, validation=of(answer, _validation))


def _validation(answer: dict[str, Any]) -> Validation:
    return Validation(valid=answer["isValid"], failure=text(answer.get("failure")))


def _rule(found: dict[str, Any], registry: RegistryRef, partition: str) -> Rule:
    prefix, upstream_prefix = found["ecrRepositoryPrefix"], found.get("upstreamRepositoryPrefix")
    role = text(found.get("customRoleArn"))
    address = f"arn:{partition}:ecr:{registry.region}:{registry.account}{_PLACE}{prefix}"
    return Rule(
        address=address,
        registry=registry,
        origin=Origin(address),
        prefix=without_slash(prefix),
        upstream=upstream_of(text(found.get("upstreamRegistryUrl")), text(found.get("upstreamRegistry"))),
        upstream_prefix=narrowing(text(upstream_prefix)),
        credential_arn=text(found.get("credentialArn")),
        role_arn=role,
        has_role=role is not None,
        role_is_own=_is_own(role, registry),
        prefix_problem=prefix_problem(prefix, text(upstream_prefix)),
        created_at=moment(found.get("createdAt")),
    )


def _is_own(role: str | None, registry: RegistryRef) -> bool | None:
    if role is None:
        return None
    parts = account_and_name(role)
    return parts is not None and parts[0] == registry.account
