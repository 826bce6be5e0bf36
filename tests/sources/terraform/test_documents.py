"""Policy documents that are still to be read during apply: their blocks are judged instead of the JSON."""

import json

import pytest

from validator.model.permissions.document import PolicyDocument
from validator.model.value import Reason, Unknown
from validator.sources.terraform.documents import Documents
from validator.sources.terraform.resource import ProviderScope, Resource
from validator.sources.terraform.targets import Targets

NOWHERE = Unknown(Reason.ACCOUNT)
LATER = Unknown(Reason.AFTER_APPLY)
IMPORT = {
    "sid": "Fill",
    "actions": ["ecr:BatchImportUpstreamImage"],
    "resources": ["*"],
    "principals": [{"type": "AWS", "identifiers": ["111122223333"]}],
}


def source(name, kind="aws_iam_policy_document", **values):
    provider = ProviderScope("aws", NOWHERE, NOWHERE)
    return Resource(f"data.{kind}.{name}", kind, values, provider, data=True)


def reference(name, kind="aws_iam_policy_document", attribute="json"):
    return Unknown(Reason.AFTER_APPLY, refers_to=(f"data.{kind}.{name}.{attribute}",))


def policy(*sources, value=None):
    return Documents(Targets(sources)).policy(value or reference("this"))


def shapes(document):
    assert isinstance(document, PolicyDocument)
    return [(one.label, one.effect) for one in document.statements]


def test_statement_blocks_are_statements():
    document = policy(source("this", statement=[IMPORT, {"effect": "Deny", "not_actions": ["s3:*"]}]))
    assert shapes(document) == [("Fill", "Allow"), ("statement 2", "Deny")]
    assert document.version == "2012-10-17"
    assert document.statements[0].principals[0].account == "111122223333"
    assert document.statements[1].not_actions == ["s3:*"]


def test_sources_come_first_and_overrides_replace_by_sid():
    first = json.dumps({"Statement": {"Sid": "First", "Effect": "Allow"}})
    override = json.dumps({"Statement": [{"Sid": "Fill", "Effect": "Deny"}, {"Effect": "Deny"}]})
    document = policy(
        source("this", source_policy_documents=[first], statement=[IMPORT], override_policy_documents=[override])
    )
    assert shapes(document) == [("First", "Allow"), ("Fill", "Deny"), ("statement 3", "Deny")]


def test_a_source_that_is_pending_too_is_followed():
    document = policy(
        source("base", statement=[IMPORT]), source("this", source_policy_documents=[reference("base")], statement=[])
    )
    assert shapes(document) == [("Fill", "Allow")]


def test_a_source_that_nobody_knows_stands_for_its_statements():
    document = policy(source("this", source_policy_documents=[LATER], statement=[IMPORT]))
    assert document.statements[0].effect == LATER
    assert document.statements[1].label == "Fill"


def test_an_override_that_nobody_knows_may_replace_anything():
    assert policy(source("this", statement=[IMPORT], override_policy_documents=[LATER])) == LATER


def test_statements_that_are_unknown_as_a_whole_leave_the_document_unknown():
    assert policy(source("this", statement=LATER)) == LATER


def test_a_source_that_is_no_json_is_unknown_and_says_so():
    document = policy(source("this", source_policy_documents=["{"], statement=[]))
    assert document.statements[0].effect.reason is Reason.INVALID


@pytest.mark.parametrize(
    "value",
    [
        reference("other"),
        reference("this", attribute="id"),
        LATER,
        Unknown(
            Reason.AFTER_APPLY,
            refers_to=("data.aws_iam_policy_document.this.json", "data.aws_iam_policy_document.other.json"),
        ),
    ],
)
def test_what_is_not_certainly_one_document_stays_unknown(value):
    assert policy(source("this", statement=[IMPORT]), value=value) == value


def test_principals_of_an_unknown_type_are_unknown():
    block = {**IMPORT, "principals": [{"type": LATER, "identifiers": ["x"]}]}
    assert policy(source("this", statement=[block])).statements[0].principals == LATER
    assert policy(source("this", statement=[{**IMPORT, "principals": LATER}])).statements[0].principals == LATER


def test_identifiers_that_are_unknown_are_a_principal_of_unknown_kind():
    block = {**IMPORT, "principals": [{"type": "AWS", "identifiers": LATER}]}
    assert policy(source("this", statement=[block])).statements[0].principals[0].kind == LATER


def test_conditions_of_one_key_are_joined():
    conditions = [
        {"test": "StringEquals", "variable": "aws:PrincipalOrgID", "values": ["o-1"]},
        {"test": "StringEquals", "variable": "aws:PrincipalOrgID", "values": ["o-2"]},
    ]
    statement = policy(source("this", statement=[{**IMPORT, "condition": conditions}])).statements[0]
    assert [(one.operator, one.values) for one in statement.conditions] == [("StringEquals", ["o-1", "o-2"])]


def test_conditions_of_an_unknown_operator_or_key_are_unknown():
    for condition in ({"test": LATER, "variable": "a"}, {"test": "Bool", "variable": LATER}):
        statement = policy(source("this", statement=[{**IMPORT, "condition": [condition]}])).statements[0]
        assert statement.conditions == LATER
    assert policy(source("this", statement=[{**IMPORT, "condition": LATER}])).statements[0].conditions == LATER


def test_a_pending_lifecycle_document_is_its_rules():
    kind = "aws_ecr_lifecycle_policy_document"
    rule = {
        "priority": 1,
        "selection": [{"tag_status": "any", "count_type": "imageCountMoreThan", "count_number": LATER}],
        "action": [{"type": "expire"}],
    }
    documents = Documents(Targets([source("this", kind, rule=[rule])]))
    found = documents.lifecycle(reference("this", kind)).rules[0]
    assert (found.tag_status, found.count_number, found.action) == ("any", LATER, "expire")
    assert Documents(Targets([source("this", kind, rule=LATER)])).lifecycle(reference("this", kind)) == LATER
    assert documents.lifecycle(LATER) == LATER
