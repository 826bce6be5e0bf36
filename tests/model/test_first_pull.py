"""Who may begin a pull of what is not cached: by the registry's policy and by identity policies."""

from foreseen import ACCOUNT, NO_VALUE, NODE, REGION, allow, made, only, problems, registry, rule

from validator.model.access import Grant, Role
from validator.model.objects import RegistryRef
from validator.model.permissions.document import Principal
from validator.model.prediction.predict import is_open
from validator.model.value import Reason, Unknown


def callers(*statements, **objects):
    found = only("quay/a/b", rules=[rule("quay", "quay.io")], registries=[registry(*statements)], **objects)
    return [(one.principal.id, one.imports, one.creates, one.own) for one in found.first_pull.callers]


def test_the_registry_policy_lets_a_role_begin():
    found = callers(allow({"AWS": NODE}, "BatchImportUpstreamImage", "CreateRepository"))
    assert found == [(NODE, True, True, True)]


def test_without_the_right_to_create_only_what_exists_is_filled():
    assert callers(allow({"AWS": NODE}, "BatchImportUpstreamImage")) == [(NODE, True, False, True)]


def test_who_may_only_create_begins_nothing():
    assert callers(allow({"AWS": NODE}, "CreateRepository")) == []


def test_a_grant_for_another_prefix_is_none():
    other = f"arn:aws:ecr:{REGION}:{ACCOUNT}:repository/hub/*"
    assert callers(allow({"AWS": NODE}, "BatchImportUpstreamImage", resource=other)) == []


def test_another_account_is_told_from_the_own():
    stranger = "arn:aws:iam::999999999999:role/ci"
    assert callers(allow({"AWS": stranger}, "BatchImportUpstreamImage")) == [(stranger, True, False, False)]


def test_a_condition_leaves_it_to_the_request():
    condition = {"StringEquals": {"aws:SourceVpc": "vpc-1"}}
    ((_, imports, _, _),) = callers(allow({"AWS": NODE}, "BatchImportUpstreamImage", Condition=condition))
    assert imports == Unknown(Reason.REQUEST)


def grant(principal, **fields):
    known = {
        "via": "identity",
        "statement": "own",
        "principals": [principal],
        "actions": ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"],
        "resources": ["*"],
    }
    return made(Grant, "grant", **{**known, **fields})


def test_an_identity_policy_of_the_input_counts():
    role = Principal("role", NODE, ACCOUNT)
    assert callers(grants=[grant(role)]) == [(NODE, True, True, True)]
    elsewhere = RegistryRef("999999999999/eu-west-1", "999999999999", REGION)
    assert callers(grants=[grant(role, registry=elsewhere)]) == []


def test_a_deny_of_the_registry_wins_over_an_identity_policy():
    deny = allow({"AWS": NODE}, "BatchImportUpstreamImage", effect="Deny")
    assert callers(deny, grants=[grant(Principal("role", NODE, ACCOUNT))]) == []


def test_the_members_of_a_group_are_not_known():
    ((name, imports, _, _),) = callers(grants=[grant(Principal("group", "developers", ACCOUNT))])
    assert name == Unknown(Reason.ELSEWHERE, detail="the members of the group developers")
    assert isinstance(imports, bool | Unknown)


def test_what_is_denied_to_everybody_fails_whoever_asks():
    spared = f"arn:aws:ecr:{REGION}:{ACCOUNT}:repository/hub/*"
    deny = {"Effect": "Deny", "Principal": "*", "Action": "ecr:BatchImportUpstreamImage", "NotResource": spared}
    let = allow({"AWS": NODE}, "BatchImportUpstreamImage", "CreateRepository")
    given = {"rules": [rule("quay", "quay.io"), rule("hub", "ghcr.io")], "registries": [registry(let, deny)]}
    assert problems("quay/a/b", **given) == ["denied"]
    assert problems("hub/a/b", **given) == ["missing-credential"]


def test_a_registry_policy_that_is_not_known_leaves_it_open():
    found = only("quay/a/b", rules=[rule("quay", "quay.io")], registries=[registry(permissions=NO_VALUE)])
    assert [one.imports for one in found.first_pull.callers] == [NO_VALUE]
    assert is_open(found)


def test_a_declared_role_is_told_by_its_name_before_it_has_an_arn():
    reference = Unknown(Reason.AFTER_APPLY, refers_to=("aws_iam_role.node.arn",))
    one = grant(Principal("role", reference, ACCOUNT))
    role = made(Role, "aws_iam_role.node", arn=reference, name="node")
    assert callers(grants=[one], roles=[role]) == [(NODE, True, True, True)]
    deny = allow({"AWS": NODE}, "BatchImportUpstreamImage", effect="Deny")
    assert callers(deny, grants=[one], roles=[role]) == []


def test_a_role_that_only_a_reference_tells_may_perhaps():
    reference = Unknown(Reason.AFTER_APPLY, refers_to=("aws_iam_role.node.arn",))
    ((name, imports, _, _),) = callers(grants=[grant(Principal("role", reference, ACCOUNT))])
    assert (name, imports) == (reference, reference)
