"""Real Terraform with the real AWS provider against the server."""

import os
import shutil
from pathlib import Path

import pytest
import yaml

from tests.aws.server import running
from tools.record.command import Options, Terraform
from tools.record.mirror import RecordError, find_mirror, find_terraform

SECURE = Path(__file__).parents[2] / "examples" / "terraform" / "secure"
LEFT_OUT = shutil.ignore_patterns("plan.json", ".terraform*", "*.tfstate*", "plan.bin")


@pytest.fixture(scope="module")
def server():
    with running() as started:
        yield started


@pytest.fixture(scope="module")
def terraform(server, tmp_path_factory):
    try:
        mirror = find_mirror(os.environ)
    except RecordError as error:
        pytest.skip(str(error))
    return Terraform.with_mirror(find_terraform(), mirror, tmp_path_factory.mktemp("home"), server.environment())


@pytest.mark.terraform
def test_terraform_applies_the_secure_example_sees_no_change_after_it_and_destroys_it(terraform, server, tmp_path):
    root = tmp_path / "secure"
    shutil.copytree(SECURE, root, ignore=LEFT_OUT)
    recipe = yaml.safe_load((SECURE / "record.yaml").read_text(encoding="utf-8"))
    options = Options(environment=recipe["env"])
    terraform.init(root, options)

    terraform.run(root, options, "apply", "-auto-approve", "-input=false", "-no-color")
    ecr = server.client("ecr")
    rules = ecr.describe_pull_through_cache_rules()["pullThroughCacheRules"]
    assert sorted(rule["ecrRepositoryPrefix"] for rule in rules) == [
        "docker-hub",
        "ecr-public",
        "github",
        "kubernetes",
        "quay",
    ]
    assert all(ecr.validate_pull_through_cache_rule(ecrRepositoryPrefix=one)["isValid"] for one in ("github", "quay"))
    assert len(ecr.describe_repository_creation_templates()["repositoryCreationTemplates"]) == len(rules)

    # With this option Terraform fails where it sees a change.
    terraform.run(root, options, "plan", "-input=false", "-no-color", "-detailed-exitcode")

    terraform.run(root, options, "destroy", "-auto-approve", "-input=false", "-no-color")
    assert ecr.describe_pull_through_cache_rules()["pullThroughCacheRules"] == []
    assert ecr.describe_repository_creation_templates()["repositoryCreationTemplates"] == []
    with pytest.raises(ecr.exceptions.RegistryPolicyNotFoundException):
        ecr.get_registry_policy()
