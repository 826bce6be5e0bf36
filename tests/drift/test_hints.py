"""The import block for what no input has: real Terraform reads each, and writes the resource for it."""

import os

import pytest
from sides import ACCOUNT, LATER, compare, credential, inventory, live, registry, rule, template, unset

from tests.aws.server import running
from tools.record.command import Options, Terraform
from tools.record.mirror import RecordError, find_mirror, find_terraform
from validator.drift.hints import import_hint
from validator.model.upstreams import upstream_of

HUB = f"arn:aws:secretsmanager:eu-west-1:{ACCOUNT}:secret:ecr-pullthroughcache/docker-hub-AbCdEf"
WHERE = f"# With a provider for eu-west-1 in account {ACCOUNT}.\n"


def hints(*actual):
    """The hints for what only the account has, by what they import."""
    found = compare(
        inventory(rule("declared", prefix="declared"), unset()), live(*actual, rule("d", prefix="declared"))
    )
    return [import_hint(one) for one in found.drifts]


def test_each_kind_has_a_block_with_the_id_that_its_resource_is_imported_by():
    found = hints(
        rule("a", prefix="docker-hub"),
        template("b", prefix="docker-hub/library"),
        credential("c", name="ecr-pullthroughcache/docker-hub", arn=HUB),
        registry(),
    )
    assert [hint.removeprefix(WHERE).replace("import {\n  to = ", "").replace("\n  id = ", " ") for hint in found] == [
        'aws_ecr_pull_through_cache_rule.docker_hub "docker-hub"\n}\n',
        'aws_ecr_repository_creation_template.docker_hub_library "docker-hub/library"\n}\n',
        f'aws_secretsmanager_secret.docker_hub "{HUB}"\n}}\n',
        f'aws_ecr_registry_policy.this "{ACCOUNT}"\n}}\n',
        f'aws_ecr_replication_configuration.this "{ACCOUNT}"\n}}\n',
        f'aws_ecr_registry_scanning_configuration.this "{ACCOUNT}"\n}}\n',
        "",
    ]


def test_a_name_that_terraform_does_not_take_is_made_one():
    assert "to = aws_ecr_pull_through_cache_rule._1password\n" in hints(rule(prefix="1password"))[0]
    assert "to = aws_ecr_pull_through_cache_rule.root\n" in hints(rule(prefix="ROOT"))[0]


def test_a_prefix_is_imported_as_ecr_has_it():
    address = f"arn:aws:ecr:eu-west-1:{ACCOUNT}:pull-through-cache-rule/quay/"
    assert 'to = aws_ecr_pull_through_cache_rule.quay\n  id = "quay/"\n' in hints(rule(address, prefix="quay"))[0]


def test_a_template_in_an_id_stays_text():
    assert r'id = "a$${b}%%{c}\"d"' in hints(rule(prefix='a${b}%{c}"d'))[0]


def test_what_is_missing_or_changed_has_nothing_to_import():
    found = compare(inventory(rule(), template()), live(rule(upstream=upstream_of("quay.io"))))
    assert [(one.change, import_hint(one)) for one in found.drifts] == [("changed", ""), ("missing", "")]
    assert LATER not in [one.import_id for one in found.drifts]


@pytest.fixture
def server():
    with running() as started:
        yield started


@pytest.mark.terraform
def test_terraform_writes_the_resources_for_all_that_the_hints_import(server, tmp_path):
    try:
        mirror = find_mirror(os.environ)
    except RecordError as error:
        pytest.skip(str(error))
    secret = seeded(server)
    actual = live(
        rule("a", prefix="quay"),
        template("b", prefix="quay"),
        credential("c", name="ecr-pullthroughcache/hub", arn=secret),
        registry(signing=None),
    )
    root, home = tmp_path / "root", tmp_path / "home"
    root.mkdir()
    home.mkdir()
    actual = compare(inventory(registry(permissions=None, replication=None, scanning=None, signing=None)), actual)
    blocks = [import_hint(one) for one in actual.drifts]
    (root / "imports.tf").write_text('provider "aws" {\n  region = "eu-west-1"\n}\n\n' + "\n".join(blocks))
    terraform = Terraform.with_mirror(find_terraform(), mirror, home, server.environment())
    options = Options()
    terraform.init(root, options)
    terraform.run(root, options, "fmt", "-check", "-diff")
    terraform.run(root, options, "plan", "-input=false", "-no-color", "-generate-config-out=made.tf")
    made = (root / "made.tf").read_text(encoding="utf-8")
    assert made.count("\nresource ") == len(blocks) == 6
    assert made.count('= "quay"') == 2


def seeded(server):
    """An account with one of everything that can be imported; the ARN of its secret."""
    ecr = server.client("ecr")
    ecr.create_pull_through_cache_rule(ecrRepositoryPrefix="quay", upstreamRegistryUrl="quay.io")
    ecr.create_repository_creation_template(prefix="quay", appliedFor=["PULL_THROUGH_CACHE"])
    statement = (
        '{"Sid":"Import","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},'
        '"Action":"ecr:CreateRepository","Resource":"arn:aws:ecr:eu-west-1:123456789012:repository/quay/*"}'
    )
    ecr.put_registry_policy(policyText=f'{{"Version":"2012-10-17","Statement":[{statement}]}}')
    ecr.put_registry_scanning_configuration(
        scanType="ENHANCED",
        rules=[{"scanFrequency": "SCAN_ON_PUSH", "repositoryFilters": [{"filter": "*", "filterType": "WILDCARD"}]}],
    )
    ecr.put_replication_configuration(
        replicationConfiguration={"rules": [{"destinations": [{"region": "us-east-1", "registryId": ACCOUNT}]}]}
    )
    return server.client("secretsmanager").create_secret(Name="ecr-pullthroughcache/hub")["ARN"]
