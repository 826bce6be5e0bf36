"""What an account has, as AWS describes it, so that two accounts can be compared."""

import json
import re


def account_of(server):
    """What an account has, as AWS describes it: without dates, and without what is random."""
    ecr, secrets, iam, events = (server.client(name) for name in ("ecr", "secretsmanager", "iam", "events"))
    role = iam.get_role(RoleName="ecr-repository-creation")["Role"]
    names = iam.list_role_policies(RoleName=role["RoleName"])["PolicyNames"]
    rules = events.list_rules()["Rules"]
    account = {
        "rules": by("ecrRepositoryPrefix", ecr.describe_pull_through_cache_rules()["pullThroughCacheRules"]),
        "templates": by("prefix", ecr.describe_repository_creation_templates()["repositoryCreationTemplates"]),
        "policy": json.loads(ecr.get_registry_policy()["policyText"]),
        "scanning": filters_of(ecr.get_registry_scanning_configuration()["scanningConfiguration"]),
        "scope": ecr.get_account_setting(name="REGISTRY_POLICY_SCOPE")["value"],
        "secrets": by("Name", secrets.list_secrets()["SecretList"]),
        "trust": role["AssumeRolePolicyDocument"],
        "role": {
            one: iam.get_role_policy(RoleName=role["RoleName"], PolicyName=one)["PolicyDocument"] for one in names
        },
        "events": by("Name", rules),
        "targets": {
            one["Name"]: [target["Arn"] for target in events.list_targets_by_rule(Rule=one["Name"])["Targets"]]
            for one in rules
        },
    }
    return without_chance(account)


def filters_of(scanning):
    """Terraform keeps rules and filters as sets."""
    filters = {
        one["scanFrequency"]: sorted(inner["filter"] for inner in one["repositoryFilters"]) for one in scanning["rules"]
    }
    return scanning["scanType"], filters


def by(name, items):
    return {one[name]: one for one in items}


def without_chance(value):
    if isinstance(value, dict):
        return {name: without_chance(inner) for name, inner in value.items() if not _is_chance(name)}
    if isinstance(value, list):
        return [without_chance(inner) for inner in value]
    return re.sub(r"(:secret:[\w/-]+)-\w{6}$", r"\1", value) if isinstance(value, str) else value


def _is_chance(name):
    return name in {"createdAt", "updatedAt", "SecretVersionsToStages"} or name.endswith("Date")
