"""Verdicts: three-valued, and an error is never a pass."""

import msgspec
import pytest
from engine_objects import (
    AFTER_APPLY,
    NO_VALUE,
    inventory,
    policy,
    registry,
    rule,
    secret,
    statement,
    template,
    verdict,
    verdicts,
)

from validator.engine.evaluate import outcomes_of
from validator.errors import PolicyError
from validator.findings.finding import Outcome


def outcome(require, found, when=None):
    kind = type(found).__name__.lower()
    return verdict(policy(require, kind, **({"when": when} if when else {})), found).outcome


@pytest.mark.parametrize(
    ("require", "expected"),
    [
        ("rule.prefix == 'hub'", Outcome.PASS),
        ("rule.prefix != 'hub'", Outcome.FAIL),
        ("rule.credential_arn == null", Outcome.UNDECIDED),
        ("rule.credential_arn == null || rule.prefix == 'hub'", Outcome.PASS),
        ("rule.credential_arn == null && rule.prefix != 'hub'", Outcome.FAIL),
        ("rule.credential_arn == null || rule.prefix != 'hub'", Outcome.UNDECIDED),
        ("rule.upstream_prefix == null", Outcome.PASS),
        ("rule.upstream_prefix.startsWith('x')", Outcome.ERROR),
        ("rule.credential_arn == null || rule.upstream_prefix.startsWith('x')", Outcome.UNDECIDED),
        ("rule.prefix", Outcome.ERROR),
        ("rule.prefix.matches('(')", Outcome.ERROR),
        ("{'a': true}[rule.prefix]", Outcome.ERROR),
    ],
)
def test_outcomes(require, expected):
    assert outcome(require, rule(credential_arn=AFTER_APPLY)) is expected


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("rule.prefix == 'hub'", Outcome.FAIL),
        ("rule.prefix != 'hub' // a comment", Outcome.NOT_APPLICABLE),
        ("rule.credential_arn != null", Outcome.UNDECIDED),
        ("rule.prefix", Outcome.ERROR),
    ],
)
def test_when(when, expected):
    assert outcome("rule.has_role // a comment", rule(credential_arn=AFTER_APPLY), when=when) is expected


def test_a_key_that_no_unknown_explains_is_an_error():
    found = verdict(policy("registry.settings.NAME == 'x'", "registry"), registry(settings={}))
    assert (found.outcome, found.error) == (Outcome.ERROR, 'NOT_FOUND: Key not found in map : "NAME"')


def test_the_reason_is_of_the_unknown_that_was_met():
    found = rule(prefix=AFTER_APPLY, credential_arn=NO_VALUE)
    met = verdict(policy("(rule.prefix == 'x' || true) && rule.credential_arn == null"), found)
    assert (met.hole.path, met.hole.unknown) == ("credential_arn", NO_VALUE)


def test_one_unknown_statement_does_not_hide_a_public_one():
    require = "registry.permissions.statements.all(s, !s.public)"
    known, unknown = statement(public=True), statement(public=NO_VALUE)
    assert outcome(require, registry(unknown, known)) is Outcome.FAIL
    found = verdict(policy(require, "registry"), registry(statement(), unknown))
    assert (found.outcome, found.hole.path) == (Outcome.UNDECIDED, "permissions.statements[1].public")


def test_an_unknown_element_of_a_list_is_neither_in_it_nor_not():
    found = template(applied_for=["REPLICATION", NO_VALUE])
    for require in ("'X' in template.applied_for", "!('X' in template.applied_for)", "template.applied_for.size() > 0"):
        assert outcome(require, found) is Outcome.UNDECIDED


def test_errors_of_many_objects_do_not_change_the_verdicts_of_others():
    chosen = [policy("rule.credential_arn == null", id="A1"), policy("rule.prefix != 'p20'", id="A2", name="other")]
    rules = [rule(f"r{i}", prefix=f"p{i}", credential_arn=NO_VALUE if i % 30 == 29 else None) for i in range(70)]
    found = outcomes_of(inventory(rules=rules), chosen, {})
    unusual = {(one.id, what.address): v.outcome for one, what, v in found if v.outcome is not Outcome.PASS}
    assert unusual == {
        ("A1", "r29"): Outcome.UNDECIDED,
        ("A1", "r59"): Outcome.UNDECIDED,
        ("A2", "r20"): Outcome.FAIL,
    }


def test_parameters_are_seen():
    chosen = policy("rule.prefix in params.names", params={"names": {"type": "array", "default": ["hub"]}})
    assert verdicts(chosen, rule())[0].outcome is Outcome.PASS
    assert verdicts(chosen, rule(), params={"names": ["other"]})[0].outcome is Outcome.FAIL


@pytest.mark.parametrize("text", ["a\ud800b", "a\0b"])
def test_what_cel_cannot_take_is_a_replacement_character(text):
    assert outcome("rule.prefix == 'a\\ufffdb'", rule(prefix=text)) is Outcome.PASS


def test_a_surrogate_does_not_make_another_policy_miss_an_unknown():
    found = rule(prefix="a\ud800", credential_arn=NO_VALUE)
    assert outcome("rule.prefix == '' || rule.credential_arn == null", found) is Outcome.UNDECIDED


def test_more_elements_than_cel_goes_through_are_an_error():
    world = {"rules": [rule(f"r{i}", prefix=f"p{i}") for i in range(10_001)]}
    found = verdict(policy("registry.rules.all(r, r.prefix != '')", "registry"), registry(), **world)
    assert (found.outcome, found.error) == (Outcome.ERROR, "INTERNAL: Iteration budget exceeded [INTERNAL]")


def test_policies_of_kinds_without_objects_are_not_compiled():
    broken = policy("this is no expression", "template")
    assert list(outcomes_of(inventory(rules=[rule()]), [broken], {})) == []
    with pytest.raises(PolicyError, match=r"^policy\.yaml: Syntax error"):
        list(outcomes_of(inventory(templates=[template()]), [broken], {}))


def test_links_are_judged_where_values_are_unknown():
    refers = msgspec.structs.replace(AFTER_APPLY, refers_to=("aws_secretsmanager_secret.hub.arn",))
    world = {"credentials": [secret("aws_secretsmanager_secret.hub", name="wrong", arn=AFTER_APPLY)]}
    found = verdict(policy("rule.credential.name != 'wrong'"), rule(credential_arn=refers), **world)
    assert found.outcome is Outcome.FAIL
