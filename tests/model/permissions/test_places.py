"""The facts of the policies of roles and of VPC endpoints."""

from validator.model.objects import Registry, RegistryRef, Role
from validator.model.origin import Origin
from validator.model.permissions.parse import policy_of
from validator.model.permissions.places import endpoint_access, role_access
from validator.model.value import Reason, Unknown

OWN = "111122223333"
IMPORT = "ecr:BatchImportUpstreamImage"
PULL_ONLY = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly"
LATER = Unknown(Reason.AFTER_APPLY)


def document(**elements):
    return policy_of({"Statement": {"Sid": "S", "Effect": "Allow", "Action": IMPORT, "Resource": "*"} | elements})


def test_the_policies_of_a_role_are_taken_together_with_those_of_aws():
    (found,) = role_access([], [PULL_ONLY], OWN).allowed
    assert (found.statement, found.kind, found.actions, found.names) == (
        "AmazonEC2ContainerRegistryPullOnly",
        "holder",
        [IMPORT],
        ["*"],
    )
    assert role_access([document(Effect="Deny")], [PULL_ONLY], OWN).allowed == []


def test_a_role_may_have_more_where_a_policy_is_not_known():
    assert role_access(LATER, [], OWN) is LATER
    assert role_access([], LATER, OWN) is LATER
    (found,) = role_access([], [LATER], OWN).allowed
    assert found.actions == [LATER]


def test_a_customers_policy_that_is_not_part_of_the_input_allows_nothing_that_is_known():
    assert role_access(None, ["arn:aws:iam::aws:policy/ReadOnlyAccess"], OWN).allowed == []


def test_an_endpoint_for_ecr_lets_through_to_repositories_and_one_for_s3_to_the_layers_of_its_region():
    layers = document(Principal="*", Action="s3:*", Resource="arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*")
    (found,) = endpoint_access(layers, "s3", OWN, "eu-west-1").allowed
    assert (found.kind, found.actions, found.stands) == ("anyone", ["s3:GetObject"], True)
    assert endpoint_access(layers, "s3", OWN, "eu-west-2").allowed == []
    assert len(endpoint_access(layers, "s3", OWN, LATER).allowed) == 1
    assert endpoint_access(layers, "ecr.dkr", OWN, "eu-west-1").allowed == []
    assert endpoint_access(document(Principal="*"), "ecr.dkr", OWN, "eu-west-1").allowed[0].actions == [IMPORT]


def test_an_endpoint_without_a_policy_has_no_facts_and_of_an_unknown_service_none_are_known():
    assert endpoint_access(None, "ecr.api", OWN, "eu-west-1") is None
    assert endpoint_access(None, LATER, OWN, "eu-west-1") is LATER


def test_a_role_and_a_registry_tell_the_facts_of_their_own_policies():
    place = {"registry": RegistryRef("k", OWN, "eu-west-1"), "origin": Origin("o")}
    role = Role(address="r", documents=[document()], managed_policies=[], **place)
    registry = Registry(
        address="g", key="k", account=OWN, region="eu-west-1", permissions=document(Action="ecr:Nothing"), **place
    )
    assert [one.actions for one in role.access.allowed] == [[IMPORT]]
    assert [(one.element, one.value) for one in registry.faults] == [("Action", "ecr:Nothing")]
