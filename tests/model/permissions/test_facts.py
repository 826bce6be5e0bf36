"""The facts that policies ask for."""

from validator.model.permissions.facts import repository_access, secret_access
from validator.model.permissions.parse import policy_of
from validator.model.permissions.reach import REQUEST
from validator.model.value import Reason, Unknown

OWN = "111122223333"
NODE = f"arn:aws:iam::{OWN}:role/eks-node"
IMPORT, PUT = "ecr:BatchImportUpstreamImage", "ecr:PutImage"
REPOSITORY = f"arn:aws:ecr:eu-west-1:{OWN}:repository/"
PULL_THROUGH_CACHE = "pullthroughcache.ecr.amazonaws.com"
ORGANIZATION = {"aws:PrincipalOrgID": "o-example"}


def statement(effect, principal="*", **elements):
    whole = {"Effect": effect, "Principal": principal, "Action": IMPORT}
    return whole | ({} if "NotResource" in elements else {"Resource": "*"}) | elements


def facts(*statements, account=OWN):
    return repository_access(policy_of({"Statement": list(statements)}), account, "eu-west-1")


def test_what_is_allowed_is_told_by_principal():
    (found,) = facts(statement("Allow", {"AWS": NODE}, Resource=f"{REPOSITORY}docker-hub/*")).allowed
    assert (found.statement, found.kind, found.id, found.account) == ("statement 1", "role", NODE, OWN)
    assert (found.actions, found.names, found.bound) == ([IMPORT], ["docker-hub/*"], [])
    assert (found.public, found.stands) == (False, True)


def test_a_deny_with_not_resource_narrows_the_names_that_are_left():
    deny = statement("Deny", NotResource=[f"{REPOSITORY}docker-hub/*", f"{REPOSITORY}quay/*"])
    (found,) = facts(statement("Allow"), deny).allowed
    assert (found.names, found.public, found.stands) == (["docker-hub/*", "quay/*"], True, True)


def test_a_deny_for_all_but_an_organization_binds_an_allow_for_anyone():
    deny = statement("Deny", Action="*", Condition={"StringNotEqualsIfExists": ORGANIZATION})
    (found,) = facts(statement("Allow"), deny).allowed
    assert [(one.operator, one.key, one.values) for one in found.bound] == [
        ("StringEquals", "aws:principalorgid", ["o-example"])
    ]
    assert (found.public, found.stands) == (False, REQUEST)


def test_a_deny_for_an_organization_or_on_a_part_binds_nobody():
    for deny in (
        statement("Deny", Condition={"StringEquals": ORGANIZATION}),
        statement("Deny", Resource=f"{REPOSITORY}quay/*", Condition={"StringNotEquals": ORGANIZATION}),
        statement("Deny", Condition={"StringNotEquals": ORGANIZATION, "Bool": {"aws:SecureTransport": "false"}}),
    ):
        assert facts(statement("Allow"), deny).allowed[0].public is True


def test_what_is_wholly_denied_is_not_allowed_and_idle():
    found = facts(statement("Allow", Sid="Idle"), statement("Deny", Action="ecr:*", Sid="All"))
    assert (found.allowed, found.idle) == ([], ["Idle"])


def test_statements_that_are_about_nothing_here_are_idle():
    elsewhere = "arn:aws:ecr:eu-west-1:999999999999:repository/*"
    found = facts(
        statement("Allow", Sid="Elsewhere", Resource=elsewhere),
        statement("Deny", Sid="Namespace", Resource=f"arn:aws:ecr:eu-west-1:{OWN}:repo/docker-hub/*"),
        statement("Allow", Sid="Action", Action="ecr:BatchImportImage"),
        statement("Allow", {"AWS": "arn:aws:iam::1111:root"}, Sid="Account"),
        statement("Allow", {"AWS": NODE}, Sid="Good"),
    )
    assert found.idle == ["Elsewhere", "Namespace", "Action", "Account"]


def test_a_deny_says_whom_it_binds_and_which_service_roles_it_stops():
    found = facts(
        statement("Deny", Action=PUT, Resource=f"{REPOSITORY}docker-hub/*"),
        statement("Deny", {"AWS": "999999999999"}),
        statement("Deny", Condition={"StringNotEquals": ORGANIZATION}),
        statement(
            "Deny",
            Condition={
                "ArnNotLike": {"aws:PrincipalArn": f"arn:aws:iam::{OWN}:role/aws-service-role/{PULL_THROUGH_CACHE}/*"}
            },
        ),
    ).denied
    everyone = ["ecr.amazonaws.com", PULL_THROUGH_CACHE, "replication.ecr.amazonaws.com"]
    assert [one.binds_own for one in found] == [True, False, True, True]
    assert [one.conditional for one in found] == [False, False, True, False]
    assert [one.stops for one in found] == [everyone, [], REQUEST, [everyone[0], everyone[2]]]
    assert [one.names for one in found] == [["docker-hub/*"], ["*"], ["*"], ["*"]]


def test_what_is_unknown_stays_unknown_where_it_matters():
    unknown = Unknown(Reason.AFTER_APPLY)
    (found,) = facts(statement("Allow", {"AWS": unknown}, Resource=unknown, Action=[IMPORT, unknown])).allowed
    assert (found.kind, found.names, found.actions) == (unknown, [*found.names[:-1], unknown], [IMPORT, unknown])
    assert found.public == unknown
    assert facts(statement(unknown)).denied[0].binds_own == unknown


def test_the_policy_of_a_secret_is_about_secrets():
    document = policy_of({"Statement": [statement("Allow", Action="secretsmanager:Get*")]})
    assert secret_access(document, OWN).allowed[0].actions == ["secretsmanager:GetSecretValue"]


def test_an_absent_or_unknown_document_stays_so():
    unknown = Unknown(Reason.AFTER_APPLY)
    assert (secret_access(None, OWN), secret_access(unknown, OWN)) == (None, unknown)


def test_it_lasts_milliseconds_even_for_the_largest_policy():
    many = [f"{REPOSITORY}team-{number}/*" for number in range(150)]
    found = facts(
        statement("Allow", Resource=many), statement("Deny", NotResource=many), statement("Deny", {"AWS": NODE})
    )
    assert len(found.allowed[0].names) == 150
