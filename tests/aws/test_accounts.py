"""Accounts, regions, roles and pages."""

import boto3
import pytest
from botocore.exceptions import ClientError

from tests.aws.seeding import add_account, add_role

OTHER = "111122223333"


def assume(server, arn, **given):
    return server.client("sts").assume_role(RoleArn=arn, RoleSessionName="audit", **given)["Credentials"]


def refused(call, *args, **given):
    with pytest.raises(ClientError) as error:
        call(*args, **given)
    return error.value.response["Error"]["Code"]


def test_accounts_and_regions_have_registries_of_their_own(server):
    places = [("eu-west-1", "123456789012"), ("us-east-1", "123456789012"), ("eu-west-1", OTHER)]
    for number, (region, account) in enumerate(places):
        client = server.client("ecr", region, account)
        client.create_pull_through_cache_rule(ecrRepositoryPrefix=f"q{number}", upstreamRegistryUrl="quay.io")
    for number, (region, account) in enumerate(places):
        (rule,) = server.client("ecr", region, account).describe_pull_through_cache_rules()["pullThroughCacheRules"]
        assert (rule["ecrRepositoryPrefix"], rule["registryId"]) == (f"q{number}", account)


def test_an_assumed_role_acts_in_its_account(server):
    keys = assume(server, add_role(OTHER, "audit"))
    session = {
        "endpoint_url": server.url,
        "region_name": "eu-west-1",
        "aws_access_key_id": keys["AccessKeyId"],
        "aws_secret_access_key": keys["SecretAccessKey"],
        "aws_session_token": keys["SessionToken"],
    }
    sts, ecr = boto3.client("sts", **session), boto3.client("ecr", **session)
    assert sts.get_caller_identity()["Arn"] == f"arn:aws:sts::{OTHER}:assumed-role/audit/audit"
    assert ecr.describe_registry()["registryId"] == OTHER
    assert [call.account for call in server.calls] == ["123456789012", OTHER, OTHER]
    sts.close()
    ecr.close()


def test_a_role_has_to_exist_and_may_want_an_external_id(server):
    missing = f"arn:aws:iam::{OTHER}:role/missing"
    assert refused(assume, server, missing) == "AccessDenied"
    assert refused(assume, server, "x" * 20) == "AccessDenied"
    arn = add_role(OTHER, "audit", external_id="CANARY-id")
    assert refused(assume, server, arn) == "AccessDenied"
    assert refused(assume, server, arn, ExternalId="other") == "AccessDenied"
    assert assume(server, arn, ExternalId="CANARY-id")["AccessKeyId"].startswith("ASIA")
    server.settings.any_role = True
    assert assume(server, missing)["AccessKeyId"].startswith("ASIA")


def test_the_caller_is_a_user_of_the_account_of_the_key(server):
    identity = server.client("sts", account=OTHER).get_caller_identity()
    assert (identity["Account"], identity["Arn"]) == (OTHER, f"arn:aws:iam::{OTHER}:user/moto")


def test_the_organization_lists_its_accounts_page_by_page(server):
    for account in (OTHER, "444455556666"):
        add_account(account, role="audit")
    server.settings.page_size = 1
    pages = list(server.client("organizations").get_paginator("list_accounts").paginate())
    assert [[one["Id"] for one in page["Accounts"]] for page in pages] == [["123456789012"], [OTHER], ["444455556666"]]
    assert server.client("organizations").list_accounts()["Accounts"][0]["Status"] == "ACTIVE"


def test_every_list_of_ecr_comes_in_small_pages(server):
    ecr = server.client("ecr")
    for number in range(5):
        ecr.create_pull_through_cache_rule(ecrRepositoryPrefix=f"q{number}", upstreamRegistryUrl="quay.io")
        ecr.create_repository_creation_template(prefix=f"q{number}", appliedFor=["PULL_THROUGH_CACHE"])
        ecr.create_repository(repositoryName=f"q{number}")
        ecr.put_image(repositoryName="q0", imageManifest=f'{{"mediaType": "x", "n": {number}}}', imageTag=f"v{number}")
    server.settings.page_size = 2
    for operation, key, given in (
        ("describe_pull_through_cache_rules", "pullThroughCacheRules", {}),
        ("describe_repository_creation_templates", "repositoryCreationTemplates", {}),
        ("describe_repositories", "repositories", {}),
        ("describe_images", "imageDetails", {"repositoryName": "q0"}),
        ("list_images", "imageIds", {"repositoryName": "q0"}),
    ):
        pages = [page[key] for page in ecr.get_paginator(operation).paginate(**given, PaginationConfig={"PageSize": 4})]
        assert [len(page) for page in pages] == [2, 2, 1], operation
        assert len({str(sorted(one.items())) for page in pages for one in page}) == 5


def test_a_caller_may_ask_for_pages_smaller_than_the_server_s(server):
    for number in range(3):
        server.client("secretsmanager").create_secret(Name=f"s{number}")
    assert len(server.client("secretsmanager").list_secrets(MaxResults=2)["SecretList"]) == 2
    server.settings.page_size = 1
    pages = server.client("secretsmanager").get_paginator("list_secrets").paginate()
    assert [[one["Name"] for one in page["SecretList"]] for page in pages] == [["s0"], ["s1"], ["s2"]]


def test_a_reset_empties_all_accounts_and_goes_back_to_the_first_settings(server):
    server.client("ecr", account=OTHER).create_repository(repositoryName="x1")
    server.settings.page_size = 1
    server.settings.expired_tokens.add("CANARY")
    server.deny("*")
    server.reset()
    assert server.client("ecr", account=OTHER).describe_repositories()["repositories"] == []
    assert (server.settings.page_size, server.settings.expired_tokens) == (None, set())
    assert len(server.calls) == 1
