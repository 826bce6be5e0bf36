"""What a plan shows and hides: each line of that list, on a plan that real Terraform made of it."""

import json

from recorded import by_address, changed, credential_of, inventory, module_plan, of_module

from validator.model.lifecycle import LifecycleRule
from validator.model.links import Links
from validator.model.value import Reason, Unknown


def test_what_is_unknown_in_after_is_unknown_and_says_what_it_refers_to():
    found = by_address(of_module("computed-references").rules)["aws_ecr_pull_through_cache_rule.hub"]
    assert found.credential_arn == Unknown(Reason.AFTER_APPLY, refers_to=("aws_secretsmanager_secret.hub.arn",))


def test_what_is_null_in_after_is_absent():
    found = by_address(of_module("rule-minimal").rules)["aws_ecr_pull_through_cache_rule.ecr_public"]
    assert (found.credential_arn, found.role_arn, found.has_role, found.upstream_prefix) == (None, None, False, None)


def test_a_credential_of_the_same_plan_is_found_by_reference():
    found = of_module("rule-depends-on")
    for name in ("by_version", "by_depends_on", "races"):
        credential = credential_of(found, f"aws_ecr_pull_through_cache_rule.{name}")
        assert credential.address == "aws_secretsmanager_secret.hub"


def test_for_each_over_a_resource_gives_the_instance_of_the_same_key():
    found = of_module("for-each-resources")
    credential = credential_of(found, 'aws_ecr_pull_through_cache_rule.this["github"]')
    assert credential.address == 'aws_secretsmanager_secret.this["github"]'


def test_a_key_that_holds_the_resource_s_name_is_a_key_all_the_same(tmp_path):
    path = tmp_path / "plan.json"
    path.write_text(module_plan("for-each-resources").read_text().replace("github", "this"))
    credential = credential_of(inventory(path), 'aws_ecr_pull_through_cache_rule.this["this"]')
    assert credential.address == 'aws_secretsmanager_secret.this["this"]'


def test_for_each_over_a_local_hides_the_link(tmp_path):
    """A local is not in a plan, so what is behind it can't be told, and nothing is guessed."""

    def hide(document):
        for resource in document["configuration"]["root_module"]["resources"]:
            if resource["type"] == "aws_ecr_pull_through_cache_rule":
                resource["for_each_expression"] = {"references": ["local.rules"]}

    found = changed(module_plan("for-each-resources"), tmp_path, hide)
    credential = credential_of(found, 'aws_ecr_pull_through_cache_rule.this["github"]')
    assert credential == Unknown(Reason.LINK_HIDDEN, detail="local.rules")


def test_jsonencode_of_one_unknown_hides_the_whole_policy():
    found = of_module("partial-strings")
    assert isinstance(found.registries[0].permissions, Unknown)
    assert found.registries[0].permissions.reason is Reason.AFTER_APPLY


def test_a_policy_document_with_known_inputs_is_known():
    statement = of_module("document-plain").registries[0].permissions.statements[0]
    assert statement.principals[0].account == "123456789012"
    assert "ecr:BatchImportUpstreamImage" in statement.actions


def test_the_statements_of_a_pending_policy_document_are_judged_one_by_one():
    named, public = of_module("document-unknown").registries[0].permissions.statements
    assert (named.label, named.public) == ("Named", False)
    assert named.principals[0].kind == "role"
    assert (public.label, public.public) == ("Public", True)
    assert isinstance(public.resources[0], Unknown)


def test_a_pending_document_may_take_another_pending_one():
    statements = of_module("document-unknown-source").registries[0].permissions.statements
    assert [(one.label, one.effect) for one in statements] == [("Fill", "Allow"), ("NoPush", "Deny")]


def test_omitted_computed_arguments_are_absent_although_the_plan_calls_them_unknown():
    found = by_address(of_module("endpoints-omitted").endpoints)
    assert found["aws_vpc_endpoint.s3"].permissions is None
    template = of_module("template-minimal").templates[0]
    assert (template.encryption, template.kms_key) == ("AES256", None)


def test_omitted_blocks_and_defaults_are_what_aws_makes_of_them():
    repositories = of_module("repository-omitted").repositories
    assert {(one.mutability, one.encryption, one.scan_on_push) for one in repositories} == {
        ("MUTABLE", "AES256", False)
    }
    secret = of_module("secret-minimal").credentials[0]
    assert (secret.recovery_days, secret.kms_key, secret.customer_key) == (30, None, False)


def test_the_account_is_unknown_on_create_and_may_be_declared():
    found = of_module("rule-minimal")
    assert isinstance(found.rules[0].registry.account, Unknown)
    declared = of_module("rule-minimal", account="111122223333", region="eu-west-1")
    assert declared.rules[0].registry.key == "111122223333/eu-west-1"


def test_the_account_is_told_by_what_exists_already():
    found = of_module("state-no-op")
    assert {one.registry.key for one in [*found.rules, *found.credentials]} == {"123456789012/eu-west-1"}


def test_the_region_is_that_of_the_provider_configuration():
    found = by_address(of_module("provider-aliases").rules)
    assert found["aws_ecr_pull_through_cache_rule.ireland"].registry.region == "eu-west-1"
    assert found["aws_ecr_pull_through_cache_rule.frankfurt"].registry.region == "eu-central-1"


def test_the_region_may_be_a_variable_of_the_root():
    found = of_module("provider-region-variable")
    assert {one.registry.region for one in found.rules} == {"eu-north-1"}


def test_configurations_are_passed_to_modules():
    found = by_address(of_module("configuration-aliases").rules)
    assert found["module.pair.module.far.aws_ecr_pull_through_cache_rule.this"].registry.region == "us-east-1"
    assert found["module.inherits.aws_ecr_pull_through_cache_rule.this"].registry.region == "eu-west-1"


def test_links_lead_into_and_out_of_modules():
    found = of_module("nested-modules")
    rule = found.rules[0]
    assert rule.address == "module.platform.module.cache.aws_ecr_pull_through_cache_rule.this"
    credential = Links(found).follow(rule, "credential")
    assert credential.address == "module.platform.module.cache.module.secret.aws_secretsmanager_secret.this"


def test_nothing_is_judged_that_will_be_gone():
    assert [one.prefix for one in of_module("state-delete").rules] == ["quay"]
    assert [one.prefix for one in of_module("state-forget").rules] == ["quay"]


def test_a_replaced_rule_is_judged_by_its_new_shape():
    assert [one.prefix for one in of_module("state-replace").rules] == ["hub", "quay"]


def test_an_unchanged_rule_is_judged_too():
    found = of_module("state-no-op")
    assert credential_of(found, found.rules[0].address).name == "misnamed/hub"


def test_a_lifecycle_document_is_read_as_the_policy_it_renders_to():
    lifecycle = of_module("lifecycle-document").templates[0].lifecycle
    assert all(isinstance(rule, LifecycleRule) for rule in lifecycle.rules)
    assert lifecycle.rules[0].action == "expire"


def test_a_plan_of_nothing_has_no_objects(tmp_path):
    def nothing(document):
        document.pop("resource_changes", None)

    assert list(changed(module_plan("rule-minimal"), tmp_path, nothing).objects()) == []


def test_opentofu_writes_the_same_with_another_provider_name(tmp_path):
    path = tmp_path / "plan.json"
    path.write_text(module_plan("rule-full").read_text().replace("registry.terraform.io", "registry.opentofu.org"))
    assert inventory(path).rules == of_module("rule-full").rules


def test_two_resources_that_set_one_policy_are_a_gap(tmp_path):
    def twice(document):
        first = next(one for one in document["resource_changes"] if one["type"] == "aws_ecr_registry_policy")
        second = json.loads(json.dumps(first))
        second["address"] = "aws_ecr_registry_policy.other"
        document["resource_changes"].append(second)

    found = changed(module_plan("registry-policy"), tmp_path, twice)
    assert "set the policy of one registry" in found.gaps[0].problem
    assert len(found.registries[0].permissions.statements) == 6
