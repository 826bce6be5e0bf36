"""Pull through cache rules over HTTP: each action and each error code."""

import json
from datetime import UTC, datetime

import pytest
from botocore.exceptions import ClientError

LOGIN = json.dumps({"username": "robot", "accessToken": "CANARY-token"})
DOCKER = "registry-1.docker.io"
ECR = "dkr.ecr.eu-west-1.amazonaws.com"
ROLE = "arn:aws:iam::123456789012:role/cache"


@pytest.fixture
def ecr(server):
    return server.client("ecr")


@pytest.fixture
def secrets(server):
    return server.client("secretsmanager")


def secret(secrets, name="docker-hub", value=LOGIN, **more):
    given = {"SecretString": value, **more} if value else more
    return secrets.create_secret(Name=f"ecr-pullthroughcache/{name}", **given)["ARN"]


def create(ecr, prefix="quay", host="quay.io", **more):
    return ecr.create_pull_through_cache_rule(ecrRepositoryPrefix=prefix, upstreamRegistryUrl=host, **more)


def refused(call, *args, **given):
    with pytest.raises(ClientError) as error:
        call(*args, **given)
    assert error.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400
    return error.value.response["Error"]["Code"]


def test_a_created_rule_has_its_upstream_and_the_dates_of_now(ecr, secrets):
    arn = secret(secrets)
    before = datetime.now(UTC).replace(microsecond=0)
    made = create(ecr, "docker-hub", DOCKER, credentialArn=arn)
    assert made["createdAt"] >= before
    made.pop("ResponseMetadata")
    (rule,) = ecr.describe_pull_through_cache_rules()["pullThroughCacheRules"]
    assert rule == {**made, "updatedAt": made["createdAt"]}
    assert rule["upstreamRegistry"] == "docker-hub"
    assert rule["registryId"] == "123456789012"
    assert "upstreamRepositoryPrefix" not in rule


@pytest.mark.parametrize(
    ("host", "registry", "login"),
    [
        ("public.ecr.aws", "ecr-public", None),
        ("registry.k8s.io", "k8s", None),
        ("quay.io", "quay", None),
        ("ghcr.io", "github-container-registry", "secret"),
        ("registry.gitlab.com", "gitlab-container-registry", "secret"),
        ("cgr.dev", "chainguard", "secret"),
        ("myteam.azurecr.io", "azure-container-registry", "secret"),
        (f"123456789012.{ECR}", "ecr", None),
        (f"111122223333.{ECR}", "ecr", "role"),
    ],
)
def test_the_upstream_follows_from_the_host(host, registry, login, ecr, secrets):
    logins = {"secret": lambda: {"credentialArn": secret(secrets)}, "role": lambda: {"customRoleArn": ROLE}}
    assert create(ecr, "x1", host, **logins.get(login, dict)())["upstreamRegistry"] == registry


@pytest.mark.parametrize(
    "host", ["gcr.io", "docker.io", "https://quay.io", "quay.io/org", "Quay.io", DOCKER, f"111122223333.{ECR}"]
)
def test_unknown_hosts_and_missing_logins_are_unsupported(host, ecr):
    assert refused(create, ecr, "x1", host) == "UnsupportedUpstreamRegistryException"


def test_a_prefix_is_kept_as_sent_and_is_the_same_with_and_without_a_final_slash(ecr):
    assert create(ecr, "quay/")["ecrRepositoryPrefix"] == "quay/"
    assert refused(create, ecr, "quay") == "PullThroughCacheRuleAlreadyExistsException"
    (rule,) = ecr.describe_pull_through_cache_rules(ecrRepositoryPrefixes=["quay"])["pullThroughCacheRules"]
    assert rule["ecrRepositoryPrefix"] == "quay/"


@pytest.mark.parametrize(
    ("prefix", "more"),
    [
        ("A1", {}),
        ("x" * 31, {}),
        ("ROOT", {"upstreamRepositoryPrefix": "library"}),
        ("x1", {"upstreamRegistry": "k8s"}),
        ("x1", {"upstreamRegistry": "gcr"}),
        ("x1", {"registryId": "1234"}),
        ("x1", {"credentialArn": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:other/docker-hub-AbCdEf"}),
        ("x1", {"customRoleArn": "arn:aws:iam::111122223333:role/cache"}),
    ],
)
def test_wrong_input_is_an_invalid_parameter(prefix, more, ecr):
    assert refused(create, ecr, prefix, **more) == "InvalidParameterException"


def test_a_registry_holds_as_many_rules_as_the_quota_says(server, ecr):
    for number in range(50):
        create(ecr, f"q{number}")
    assert refused(create, ecr, "q50") == "LimitExceededException"
    server.settings.rule_limit = 51
    create(ecr, "q50")


def test_another_account_is_not_reached_by_its_registry_id(ecr):
    assert refused(create, ecr, registryId="111122223333") == "AccessDeniedException"


def test_secrets_that_cannot_be_read_are_refused_with_the_documented_codes(ecr, secrets):
    missing = secret(secrets, "x1").replace("x1-", "x2-")
    assert refused(create, ecr, credentialArn=missing) == "SecretNotFoundException"
    assert refused(create, ecr, credentialArn=secret(secrets, "empty", None)) == "SecretNotFoundException"
    foreign = missing.replace("123456789012", "111122223333")
    assert refused(create, ecr, credentialArn=foreign) == "UnableToAccessSecretException"
    own_key = secret(secrets, "key", KmsKeyId="alias/mine")
    assert refused(create, ecr, credentialArn=own_key) == "UnableToDecryptSecretValueException"
    deleted = secret(secrets, "gone")
    secrets.delete_secret(SecretId=deleted)
    assert refused(create, ecr, credentialArn=deleted) == "UnableToAccessSecretException"


def test_an_update_changes_the_login_and_the_date_and_wants_a_login(ecr, secrets):
    made = create(ecr, "docker-hub", DOCKER, credentialArn=secret(secrets))
    assert refused(ecr.update_pull_through_cache_rule, ecrRepositoryPrefix="docker-hub") == "InvalidParameterException"
    other = secret(secrets, "other")
    updated = ecr.update_pull_through_cache_rule(ecrRepositoryPrefix="docker-hub", credentialArn=other)
    assert updated["credentialArn"] == other
    (rule,) = ecr.describe_pull_through_cache_rules()["pullThroughCacheRules"]
    assert (rule["credentialArn"], rule["createdAt"]) == (other, made["createdAt"])
    assert rule["updatedAt"] >= rule["createdAt"]


def test_a_deleted_rule_is_gone(ecr):
    create(ecr)
    assert ecr.delete_pull_through_cache_rule(ecrRepositoryPrefix="quay")["upstreamRegistryUrl"] == "quay.io"
    assert ecr.describe_pull_through_cache_rules()["pullThroughCacheRules"] == []


@pytest.mark.parametrize("action", ["delete", "validate"])
def test_a_rule_that_does_not_exist_is_not_found(action, ecr):
    call = getattr(ecr, f"{action}_pull_through_cache_rule")
    assert refused(call, ecrRepositoryPrefix="x1") == "PullThroughCacheRuleNotFoundException"
    asked = {"ecrRepositoryPrefixes": ["x1"]}
    assert refused(ecr.describe_pull_through_cache_rules, **asked) == "PullThroughCacheRuleNotFoundException"


def test_validation_tells_in_words_why_a_login_fails_and_never_the_token(server, ecr, secrets):
    arn = secret(secrets)
    create(ecr, "docker-hub", DOCKER, credentialArn=arn)
    create(ecr)

    def verdict(prefix="docker-hub"):
        answer = ecr.validate_pull_through_cache_rule(ecrRepositoryPrefix=prefix)
        assert "CANARY" not in str(answer)
        return answer["isValid"], answer.get("failure")

    assert verdict() == (True, None)
    assert verdict("quay") == (True, None)
    server.settings.expired_tokens.add("CANARY-token")
    assert verdict() == (False, "The upstream registry rejected the credentials in the secret.")
    keys = (False, "The secret must be a JSON object with the keys username and accessToken.")
    for wrong in (
        "CANARY",
        "[]",
        '{"username": "robot", "accesstoken": "CANARY"}',
        '{"username": 1, "accessToken": ""}',
    ):
        secrets.put_secret_value(SecretId=arn, SecretString=wrong)
        assert verdict() == keys
    secrets.update_secret(SecretId=arn, KmsKeyId="alias/mine")
    assert verdict() == (False, "The secret can't be decrypted.")
    secrets.delete_secret(SecretId=arn)
    assert verdict() == (False, "The secret is marked for deletion.")
    secrets.delete_secret(SecretId=arn, ForceDeleteWithoutRecovery=True)
    assert verdict() == (False, "The ARN of the secret specified does not exist.")


def test_prefixes_and_pages_exclude_each_other(ecr):
    create(ecr)
    asked = {"ecrRepositoryPrefixes": ["quay"], "maxResults": 1}
    assert refused(ecr.describe_pull_through_cache_rules, **asked) == "InvalidParameterException"
    assert refused(ecr.describe_pull_through_cache_rules, nextToken="x") == "InvalidParameterException"
    assert refused(ecr.describe_pull_through_cache_rules, maxResults=1001) == "InvalidParameterException"
