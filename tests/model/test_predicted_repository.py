"""The repository that a pull makes: its template, its settings, how it is scanned."""

import json

import pytest
from foreseen import NO_VALUE, made, notes, only, problems, registry, rule, template

from validator.model.lifecycle import parse_lifecycle
from validator.model.objects import Repository, Scanning, ScanRule
from validator.model.prediction.structs import Stage
from validator.model.value import Reason, Unknown


def test_without_a_template_the_repository_gets_the_defaults():
    target = only("quay/a/b", rules=[rule("quay", "quay.io")]).target
    assert (target.found, target.template, target.mutability, target.encryption) == (None, None, "MUTABLE", "AES256")
    assert (target.lifecycle, target.access, target.tags) == (None, None, None)


def test_the_most_specific_template_makes_the_repository():
    templates = [template("quay"), template("quay/team", mutability="IMMUTABLE", tags=["owner"], has_role=True)]
    given = {"rules": [rule("quay", "quay.io")], "templates": templates}
    assert only("quay/a/b", **given).target.template.address == "template quay"
    target = only("quay/team/x", **given).target
    assert (target.template.address, target.mutability, target.tags) == ("template quay/team", "IMMUTABLE", ["owner"])
    assert "frozen-tags" in notes("quay/team/x", **given)


def test_a_template_for_something_else_makes_no_cache_repository():
    given = {"rules": [rule("quay", "quay.io")], "templates": [template(applied_for=["REPLICATION"])]}
    assert only("quay/a/b", **given).target.template is None


def test_which_of_two_templates_is_not_guessed():
    templates = [template("ROOT"), template("quay", applied_for=["REPLICATION"])]
    target = only("quay/a/b", rules=[rule("quay", "quay.io")], templates=templates).target
    assert target.template == Unknown(Reason.SEVERAL, detail="template quay, template ROOT")
    assert target.mutability == target.template


def test_what_a_template_is_for_may_be_unknown():
    given = {"rules": [rule("quay", "quay.io")], "templates": [template(applied_for=[NO_VALUE])]}
    assert only("quay/a/b", **given).target.template == NO_VALUE


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"tags": ["a"]}, ["template-without-role"]),
        ({"encryption": "KMS"}, ["template-without-role"]),
        ({"tags": ["a"], "has_role": True}, []),
        ({"tags": ["a"], "has_role": NO_VALUE}, []),
        ({"tags": NO_VALUE}, []),
        ({}, []),
    ],
)
def test_tags_and_keys_take_a_role(fields, names):
    given = {"rules": [rule("quay", "quay.io")], "templates": [template(**fields)]}
    assert problems("quay/a/b", **given) == names


def test_a_repository_that_exists_is_not_made_anew():
    given = {"rules": [rule("quay", "quay.io")], "templates": [template(tags=["a"])]}
    existing = made(Repository, "repository", name="quay/a/b", mutability="IMMUTABLE")
    found = only("quay/a/b", **given, repositories=[existing])
    assert (found.target.found.address, found.target.template, found.target.mutability) == (
        "repository",
        None,
        "IMMUTABLE",
    )
    assert found.problems == []


def test_archived_images_fail_later():
    text = json.dumps(
        {
            "rules": [
                {
                    "rulePriority": 3,
                    "selection": {
                        "tagStatus": "any",
                        "countType": "sinceImagePulled",
                        "countNumber": 90,
                        "countUnit": "days",
                    },
                    "action": {"type": "transition", "targetStorageClass": "archive"},
                }
            ]
        }
    )
    given = {"rules": [rule("quay", "quay.io")], "templates": [template(lifecycle=parse_lifecycle(text))]}
    (problem,) = only("quay/a/b", **given).problems
    assert (problem.name, problem.stage, problem.address) == ("archived", Stage.LATER, "template quay")


@pytest.mark.parametrize(
    ("scanning", "scanned"),
    [
        (None, None),
        (
            Scanning("ENHANCED", [ScanRule("CONTINUOUS_SCAN", ["quay/*"]), ScanRule("SCAN_ON_PUSH", ["*"])]),
            "CONTINUOUS_SCAN",
        ),
        (
            Scanning("ENHANCED", [ScanRule("CONTINUOUS_SCAN", ["hub/*"]), ScanRule("SCAN_ON_PUSH", ["*"])]),
            "SCAN_ON_PUSH",
        ),
        (Scanning("ENHANCED", [ScanRule("SCAN_ON_PUSH", ["hub*"])]), "NEVER"),
        (Scanning("BASIC", []), "MANUAL"),
        (Scanning("BASIC", [ScanRule("SCAN_ON_PUSH", ["a/b"])]), "SCAN_ON_PUSH"),
        (Scanning("BASIC", [ScanRule("SCAN_ON_PUSH", ["hub", NO_VALUE])]), NO_VALUE),
        (Scanning("BASIC", NO_VALUE), NO_VALUE),
    ],
)
def test_the_registrys_filters_decide_on_scanning(scanning, scanned):
    given = {"rules": [rule("quay", "quay.io")], "registries": [registry(scanning=scanning)]}
    assert only("quay/a/b", **given).target.scanned == scanned
