"""What is wrong with what ECR logs in to an upstream with.

Sources: ECR User Guide, "Storing your upstream repository credentials in AWS Secrets Manager" and "ECR to ECR pull
through cache"; the managed policy of ``AWSServiceRoleForECRPullThroughCache``.
"""

from collections.abc import Iterator

from validator.model.objects import Credential, Rule, SecretValue, Validation
from validator.model.prediction.facts import Facts
from validator.model.prediction.structs import Problem, Stage

_KEYS = ("accessToken", "username")


def login_problems(facts: Facts) -> Iterator[Problem]:
    """What keeps ECR from logging in."""
    rule, credential = facts.rule, facts.credential
    if not isinstance(rule, Rule):
        return
    if rule.upstream.authentication == "secret" and credential is None:
        message = f"ECR logs in to {rule.upstream.host} with a secret, also for public images, and the rule has none."
        yield Problem("missing-credential", Stage.APPLY, message, rule.address)
    if rule.upstream.authentication == "role":
        yield from _role(rule)
    if isinstance(credential, Credential):
        yield from _secret(credential, rule)
        yield from _value(credential)
    if isinstance(rule.validation, Validation) and rule.validation.valid is False:
        said = f": {rule.validation.failure}" if isinstance(rule.validation.failure, str) else ""
        message = f"ECR tried to log in to {rule.upstream.host} and could not{said}. Only cached images are served."
        yield Problem("login-fails", Stage.PULL, message, rule.address)


def _role(rule: Rule) -> Iterator[Problem]:
    own, theirs = rule.registry.account, rule.upstream.account
    foreign = isinstance(own, str) and isinstance(theirs, str) and own != theirs
    if foreign and rule.has_role is False:
        message = f"The upstream is a registry of account {theirs}, which takes a role, and the rule has none."
        yield Problem("missing-role", Stage.APPLY, message, rule.address)
    if rule.role_is_own is False:
        message = "The rule's role is in another account than the rule, and has to be in the same."
        yield Problem("foreign-role", Stage.APPLY, message, rule.address)


def _secret(credential: Credential, rule: Rule) -> Iterator[Problem]:
    address = credential.address
    if credential.named_for_ecr is False:
        message = "The secret's name does not begin with ecr-pullthroughcache/, and ECR may read no others."
        yield Problem("secret-name", Stage.APPLY, message, address)
    if credential.customer_key is True:
        message = "A customer managed key encrypts the secret. ECR does not support that: its role may not decrypt."
        yield Problem("customer-managed-key", Stage.APPLY, message, address)
    here, there = rule.registry, credential.registry
    pairs = ((here.account, there.account), (here.region, there.region))
    if any(isinstance(one, str) and isinstance(other, str) and one != other for one, other in pairs):
        message = "The secret is in another account or region than the rule, where ECR can't read it."
        yield Problem("secret-elsewhere", Stage.APPLY, message, address)
    if isinstance(credential.deleted_at, str):
        message = "The secret is pending deletion, and can't be read meanwhile."
        yield Problem("secret-deleted", Stage.PULL, message, address)


def _value(credential: Credential) -> Iterator[Problem]:
    value = credential.value
    if not isinstance(value, SecretValue):
        return
    if value.keys is None:
        message = "The secret's value is no JSON object, and ECR wants one with username and accessToken."
        yield Problem("secret-value", Stage.PULL, message, credential.address)
    elif isinstance(value.keys, dict) and sorted(value.keys) != list(_KEYS):
        found = ", ".join(sorted(value.keys)) or "none"
        message = f"The secret's value has the keys {found}; ECR wants username and accessToken, in this spelling."
        yield Problem("secret-value", Stage.PULL, message, credential.address)
