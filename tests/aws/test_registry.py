"""Templates and the registry's settings over HTTP."""

import json

import pytest
from botocore.exceptions import ClientError

PUBLIC = {"Effect": "Allow", "Principal": "*", "Action": "ecr:BatchGetImage", "Resource": "*"}
LIFECYCLE = json.dumps(
    {
        "rules": [
            {
                "rulePriority": 1,
                "selection": {
                    "tagStatus": "any",
                    "countType": "sinceImagePulled",
                    "countUnit": "days",
                    "countNumber": 90,
                },
                "action": {"type": "transition", "targetStorageClass": "archive"},
            }
        ]
    }
)


@pytest.fixture
def ecr(server):
    return server.client("ecr")


def refused(call, **given):
    with pytest.raises(ClientError) as error:
        call(**given)
    return error.value.response["Error"]["Code"]


def template(ecr, **given):
    wanted = {"prefix": "docker-hub", "appliedFor": ["PULL_THROUGH_CACHE"], **given}
    return ecr.create_repository_creation_template(**wanted)["repositoryCreationTemplate"]


def test_a_template_has_defaults_and_all_that_is_given(ecr):
    plain = template(ecr)
    assert plain["encryptionConfiguration"] == {"encryptionType": "AES256"}
    assert (plain["imageTagMutability"], plain["appliedFor"]) == ("MUTABLE", ["PULL_THROUGH_CACHE"])
    assert plain["createdAt"] == plain["updatedAt"]
    full = {
        "prefix": "ROOT",
        "description": "Everything else",
        "appliedFor": ["PULL_THROUGH_CACHE", "REPLICATION", "CREATE_ON_PUSH"],
        "imageTagMutability": "IMMUTABLE_WITH_EXCLUSION",
        "imageTagMutabilityExclusionFilters": [{"filterType": "WILDCARD", "filter": "latest*"}],
        "resourceTags": [{"Key": "upstream", "Value": "any"}],
        "repositoryPolicy": json.dumps({"Version": "2012-10-17", "Statement": [PUBLIC]}),
        "lifecyclePolicy": LIFECYCLE,
        "encryptionConfiguration": {
            "encryptionType": "KMS",
            "kmsKey": "arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-4000-8000-000000000001",
        },
        "customRoleArn": "arn:aws:iam::123456789012:role/template",
    }
    made = template(ecr, **full)
    assert {name: made[name] for name in full} == full
    shown = ecr.describe_repository_creation_templates(prefixes=["ROOT", "other"])
    assert (shown["registryId"], shown["repositoryCreationTemplates"]) == ("123456789012", [made])


def test_an_update_replaces_what_is_given(ecr):
    template(ecr, description="old", imageTagMutability="IMMUTABLE")
    changed = ecr.update_repository_creation_template(prefix="docker-hub/", description="new")
    assert changed["repositoryCreationTemplate"]["description"] == "new"
    assert changed["repositoryCreationTemplate"]["imageTagMutability"] == "IMMUTABLE"
    ecr.delete_repository_creation_template(prefix="docker-hub")
    assert ecr.describe_repository_creation_templates()["repositoryCreationTemplates"] == []


@pytest.mark.parametrize(
    "given",
    [
        {"prefix": "Docker"},
        {"appliedFor": ["PULL"]},
        {"imageTagMutability": "IMMUTABLE_WITH_EXCLUSION"},
        {"imageTagMutabilityExclusionFilters": [{"filterType": "WILDCARD", "filter": "x"}]},
        {"repositoryPolicy": "{"},
        {"description": "x" * 257},
        {"encryptionConfiguration": {"encryptionType": "KMS", "kmsKey": "alias/mine"}},
        {"resourceTags": [{"Key": "a", "Value": "1"}, {"Key": "a", "Value": "2"}]},
    ],
)
def test_wrong_templates_are_invalid_parameters(given, ecr):
    assert refused(template, ecr=ecr, **given) == "InvalidParameterException"


def test_templates_exist_once_and_have_to_exist(ecr):
    template(ecr)
    assert refused(template, ecr=ecr) == "TemplateAlreadyExistsException"
    assert refused(ecr.update_repository_creation_template, prefix="x1") == "TemplateNotFoundException"
    assert refused(ecr.delete_repository_creation_template, prefix="x1") == "TemplateNotFoundException"


def test_a_policy_of_scope_v2_may_name_any_action_and_one_of_v1_three(ecr):
    policy = json.dumps({"Version": "2012-10-17", "Statement": [PUBLIC]})
    assert refused(ecr.get_registry_policy) == "RegistryPolicyNotFoundException"
    assert refused(ecr.delete_registry_policy) == "RegistryPolicyNotFoundException"
    ecr.put_registry_policy(policyText=policy)
    assert ecr.get_registry_policy()["policyText"] == policy
    assert ecr.delete_registry_policy()["policyText"] == policy
    ecr.put_account_setting(name="REGISTRY_POLICY_SCOPE", value="V1")
    assert refused(ecr.put_registry_policy, policyText=policy) == "InvalidParameterException"
    ecr.put_registry_policy(policyText=policy.replace("BatchGetImage", "CreateRepository"))


@pytest.mark.parametrize(
    "text",
    ["{", "[]", "{}", '{"Statement": [{"Effect": "Allow"}]}', json.dumps({"Statement": {**PUBLIC, "NotAction": "x"}})],
)
def test_what_is_no_policy_is_an_invalid_parameter(text, ecr):
    assert refused(ecr.put_registry_policy, policyText=text) == "InvalidParameterException"


def test_account_settings_have_the_defaults_of_new_accounts_and_known_values(ecr):
    names = ("BASIC_SCAN_TYPE_VERSION", "REGISTRY_POLICY_SCOPE", "BLOB_MOUNTING")
    assert [ecr.get_account_setting(name=name)["value"] for name in names] == ["AWS_NATIVE", "V2", "DISABLED"]
    ecr.put_account_setting(name="BLOB_MOUNTING", value="ENABLED")
    assert ecr.get_account_setting(name="BLOB_MOUNTING")["value"] == "ENABLED"
    assert refused(ecr.get_account_setting, name="OTHER") == "InvalidParameterException"
    assert refused(ecr.put_account_setting, name=names[1], value="CLAIR") == "InvalidParameterException"


def test_signing_is_put_got_and_deleted(ecr):
    assert refused(ecr.get_signing_configuration) == "SigningConfigurationNotFoundException"
    profile = "arn:aws:signer:eu-west-1:123456789012:/signing-profiles/images"
    rule = {"signingProfileArn": profile, "repositoryFilters": [{"filter": "team*", "filterType": "WILDCARD_MATCH"}]}
    ecr.put_signing_configuration(signingConfiguration={"rules": [rule]})
    assert ecr.get_signing_configuration()["signingConfiguration"] == {"rules": [rule]}
    ecr.delete_signing_configuration()
    assert refused(ecr.delete_signing_configuration) == "SigningConfigurationNotFoundException"


def test_pull_time_exclusions_are_listed(ecr):
    arn = "arn:aws:iam::123456789012:role/scanner"
    ecr.register_pull_time_update_exclusion(principalArn=arn)
    assert refused(ecr.register_pull_time_update_exclusion, principalArn=arn) == "ExclusionAlreadyExistsException"
    assert ecr.list_pull_time_update_exclusions()["pullTimeUpdateExclusions"] == [arn]
    ecr.deregister_pull_time_update_exclusion(principalArn=arn)
    assert refused(ecr.deregister_pull_time_update_exclusion, principalArn=arn) == "ExclusionNotFoundException"


def test_replication_has_more_than_one_rule_but_not_to_itself(ecr):
    destination = {"region": "eu-central-1", "registryId": "123456789012"}
    rules = [{"destinations": [destination]}, {"destinations": [{**destination, "region": "us-east-1"}]}]
    ecr.put_replication_configuration(replicationConfiguration={"rules": rules})
    assert ecr.describe_registry()["replicationConfiguration"] == {"rules": rules}
    here = [{"destinations": [{**destination, "region": "eu-west-1"}]}]
    wrong = {"replicationConfiguration": {"rules": here}}
    assert refused(ecr.put_replication_configuration, **wrong) == "InvalidParameterException"


def filters(frequency, *names):
    return {
        "scanFrequency": frequency,
        "repositoryFilters": [{"filter": name, "filterType": "WILDCARD"} for name in names],
    }


def test_enhanced_scanning_covers_what_its_filters_match_and_continuous_wins(ecr):
    names = ["hub/library/alpine", "team-a", "prod"]
    for name in names:
        ecr.create_repository(repositoryName=name)
    rules = [filters("SCAN_ON_PUSH", "hub", "pro*"), filters("CONTINUOUS_SCAN", "hub/*")]
    ecr.put_registry_scanning_configuration(scanType="ENHANCED", rules=rules)
    assert ecr.get_registry_scanning_configuration()["scanningConfiguration"]["rules"] == rules
    found = ecr.batch_get_repository_scanning_configuration(repositoryNames=[*names, "x1"])
    scanned = [(one["scanFrequency"], one["scanOnPush"]) for one in found["scanningConfigurations"]]
    assert scanned == [("CONTINUOUS_SCAN", True), ("MANUAL", False), ("SCAN_ON_PUSH", True)]
    assert [one["repositoryName"] for one in found["failures"]] == ["x1"]
    basic = {"scanType": "BASIC", "rules": rules}
    assert refused(ecr.put_registry_scanning_configuration, **basic) == "InvalidParameterException"
