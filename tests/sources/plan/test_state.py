"""States: as `terraform show -json` prints them, and raw."""

import json

import pytest
from recorded import FIXTURES, by_address, credential_of, inventory

from validator.model.value import Reason, Unknown

STATES = FIXTURES / "plans"


@pytest.fixture(params=["state.json", "terraform.tfstate"])
def applied(request):
    """A state after an apply, in both forms."""
    return inventory(STATES / "state-applied" / request.param)


@pytest.fixture(params=["state.json", "terraform.tfstate"])
def ecr(request):
    return inventory(STATES / "state-ecr" / request.param)


def test_both_forms_give_the_same_objects():
    for name in ("state-applied", "state-ecr"):
        shown, raw = (inventory(STATES / name / form) for form in ("state.json", "terraform.tfstate"))
        assert [one.address for _, one in shown.objects()] == [one.address for _, one in raw.objects()]


def test_secrets_have_their_arn_and_account(applied):
    found = by_address(applied.credentials)['aws_secretsmanager_secret.this["docker-hub"]']
    assert found.registry.key == "123456789012/eu-west-1"
    assert found.name == "ecr-pullthroughcache/docker-hub-login"


def test_a_state_does_not_tell_who_gave_a_value(applied):
    value = by_address(applied.credentials)['aws_secretsmanager_secret.this["github"]'].value
    assert value.given_by == Unknown(Reason.ELSEWHERE, detail="a state does not tell who gave the secret's value")
    assert value.keys == {"username": True, "accessToken": True}


def test_modules_are_read_with_their_keys(applied):
    assert "module.misnamed[0].aws_secretsmanager_secret.this" in by_address(applied.credentials)


def test_a_rule_finds_its_secret_by_arn(ecr):
    credential = credential_of(ecr, "aws_ecr_pull_through_cache_rule.hub")
    assert credential.address == "aws_secretsmanager_secret.hub"


def test_templates_and_policies_are_known(ecr):
    assert ecr.templates[0].tags == ["team"]
    assert ecr.registries[0].permissions.statements[0].public is True


def test_a_key_that_the_provider_writes_as_an_empty_text_is_none(tmp_path):
    values = {"prefix": "hub", "encryption_configuration": [{"encryption_type": "AES256", "kms_key": ""}]}
    template = {"address": "t.hub", "type": "aws_ecr_repository_creation_template", "name": "hub", "values": values}
    path = tmp_path / "state.json"
    path.write_text(json.dumps({"format_version": "1.0", "values": {"root_module": {"resources": [template]}}}))
    (found,) = inventory(path).templates
    assert (found.encryption, found.kms_key, found.key_problem) == ("AES256", None, None)


def test_an_empty_state_has_no_objects(tmp_path):
    path = tmp_path / "state.json"
    path.write_text(json.dumps({"format_version": "1.0"}))
    assert inventory(path).source == "state"
    path.write_text(json.dumps({"version": 4, "resources": []}))
    assert list(inventory(path).objects()) == []


def test_deposed_objects_are_left_out(tmp_path):
    resource = {
        "mode": "managed",
        "type": "aws_ecr_repository",
        "name": "x",
        "provider": "aws",
        "instances": [
            {"index_key": "a.b", "attributes": {"name": "one"}},
            {"index_key": 1, "attributes": {"name": "two"}},
            {"index_key": "a.b", "deposed": "0a1b", "attributes": {"name": "old"}},
        ],
    }
    path = tmp_path / "terraform.tfstate"
    path.write_text(json.dumps({"version": 4, "resources": [resource]}))
    assert {one.address: one.name for one in inventory(path).repositories} == {
        'aws_ecr_repository.x["a.b"]': "one",
        "aws_ecr_repository.x[1]": "two",
    }


def test_what_a_state_marks_as_sensitive_is_not_read(tmp_path):
    resource = {
        "mode": "managed",
        "type": "aws_ecr_repository",
        "name": "x",
        "instances": [
            {"attributes": {"name": "marked"}, "sensitive_attributes": [[{"type": "get_attr", "value": "name"}]]}
        ],
    }
    path = tmp_path / "terraform.tfstate"
    path.write_text(json.dumps({"version": 4, "resources": [resource]}))
    assert inventory(path).repositories[0].name == Unknown(Reason.SENSITIVE)
