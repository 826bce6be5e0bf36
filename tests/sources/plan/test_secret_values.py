"""What a plan shows and hides of the values of secrets, on plans that real Terraform made."""

import json

from recorded import by_address, changed, module_plan, of_module

from validator.model.objects import SecretValue
from validator.model.value import Reason, Unknown


def test_secret_values_are_reduced_to_facts():
    found = {one.address: one.value for one in of_module("secret-values").credentials}
    literal = SecretValue("literal", {"username": True, "accessToken": True}, write_only=False)
    assert found['aws_secretsmanager_secret.this["literal"]'] == literal
    assert found['aws_secretsmanager_secret.this["wrong-keys"]'].keys == {"user": True, "accesstoken": True}
    assert found['aws_secretsmanager_secret.this["encoded"]'].keys == {"username": True, "accessToken": False}
    assert found['aws_secretsmanager_secret.this["plain"]'].keys is None
    assert found['aws_secretsmanager_secret.this["binary"]'].given_by == "literal"


def test_a_write_only_value_is_known_to_be_there_by_its_version():
    found = {one.address: one.value for one in of_module("secret-values").credentials}
    value = found['aws_secretsmanager_secret.this["write-only"]']
    assert (value.write_only, value.given_by) == (True, "literal")
    assert value.keys == Unknown(Reason.SENSITIVE, detail="write-only")


def test_an_ephemeral_value_is_generated_and_a_variable_s_default_is_a_literal():
    found = by_address(of_module("ephemeral-write-only").credentials)
    assert found["aws_secretsmanager_secret.copy"].value.given_by == "generated"
    assert found["aws_secretsmanager_secret.hub"].value.given_by == "literal"


def test_an_ephemeral_variable_that_the_plan_does_not_hold_can_not_be_told(tmp_path):
    def drop(document):
        del document["variables"]

    found = by_address(changed(module_plan("ephemeral-write-only"), tmp_path, drop).credentials)
    assert found["aws_secretsmanager_secret.hub"].value.given_by.reason is Reason.LINK_HIDDEN


def test_a_literal_is_told_from_a_variable_by_the_references_and_the_values():
    found = by_address(of_module("secret-from-variable").credentials)
    given = {address.split('"')[1]: one.value.given_by for address, one in found.items()}
    assert given["encoded"] == given["template"] == "variable"
    assert given["whole"] == "literal", "the variable's default stands in the code"


def test_a_literal_beside_a_variable_can_not_be_told(tmp_path):
    """`jsonencode({username = var.user, accessToken = "…"})` has the references of a clean one."""

    def mix(document):
        for change in document["resource_changes"]:
            if change["address"] == "aws_secretsmanager_secret_version.encoded":
                change["change"]["after"]["secret_string"] = json.dumps({"username": "u", "accessToken": "in-the-code"})

    found = changed(module_plan("secret-from-variable"), tmp_path, mix)
    value = by_address(found.credentials)['aws_secretsmanager_secret.this["encoded"]'].value
    assert value.given_by.reason is Reason.LINK_HIDDEN


def test_a_value_of_unknown_make_is_judged_although_its_secret_can_not_be_told(tmp_path):
    def lose(document):
        for resource in document["configuration"]["root_module"]["resources"]:
            if resource["type"] == "aws_secretsmanager_secret_version":
                resource["expressions"]["secret_id"] = {"references": ["local.secret"]}

    found = changed(module_plan("rule-depends-on"), tmp_path, lose)
    version = by_address(found.credentials)["aws_secretsmanager_secret_version.hub"]
    assert (version.value.given_by, version.managed) == ("literal", False)
    assert version.name == Unknown(Reason.LINK_HIDDEN, detail="local.secret")
