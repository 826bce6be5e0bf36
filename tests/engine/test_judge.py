"""Verdicts: three-valued, and an error is never a pass."""

from itertools import product

import msgspec
import pytest
from engine_objects import AFTER_APPLY, NO_VALUE, inventory, policy, registry, rule, secret, statement, template
from hypothesis import given, settings
from hypothesis import strategies as st

from validator.engine.evaluate import outcomes_of
from validator.engine.params import resolve
from validator.errors import PolicyError
from validator.findings.finding import Outcome
from validator.model.permissions.document import PolicyDocument, Principal
from validator.model.value import Unknown


def verdicts(chosen, *objects, params=None, **world):
    everything = inventory(**world)
    everything.of_kind(chosen.applies_to).extend(objects)
    values = resolve([chosen], params or {})
    return [verdict for _, _, verdict in outcomes_of(everything, [chosen], values)]


def verdict(chosen, found, **world):
    return verdicts(chosen, found, **world)[0]


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


ATOMS = st.sampled_from(
    [
        "template.has_role",
        "template.prefix == 'a'",
        "template.kms_key == null",
        "template.kms_key == template.prefix",
        "'a' in template.applied_for",
        "template.applied_for.exists(x, x == template.prefix)",
        "template.applied_for.size() == 1",
        "template.permissions.statements.all(s, s.public)",
        "template.permissions.statements.exists(s, s.narrowed && s.label == 'b')",
        "template.permissions.statements.exists_one(s, s.public)",
        "template.permissions.statements.filter(s, s.public).size() == 1",
        "template.permissions.statements.exists(s, s.principals.all(p, p.kind == 'a'))",
        "template.permissions.statements.map(s, s.public) == [true, false]",
    ]
)
EXPRESSIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["&&", "||", "==", "!="]), inner).map(lambda t: f"({t[0]}) {t[1]} ({t[2]})"),
        inner.map(lambda one: f"!({one})"),
        st.tuples(inner, inner, inner).map(lambda t: f"({t[0]}) ? ({t[1]}) : ({t[2]})"),
    ),
    max_leaves=6,
)
HOLE = st.just(NO_VALUE)
FLAG, WORD = st.booleans() | HOLE, st.sampled_from(["a", "b"]) | HOLE
STATEMENT = st.builds(
    lambda label, public, narrowed, kind: statement(
        label, public=public, narrowed=narrowed, principals=[Principal(kind, "x")]
    ),
    st.sampled_from(["a", "b"]),
    FLAG,
    FLAG,
    WORD,
)
TEMPLATES = st.builds(
    lambda statements, **fields: template(**fields, permissions=PolicyDocument("v", statements)),
    st.lists(STATEMENT, max_size=2),
    has_role=FLAG,
    prefix=WORD,
    kms_key=WORD | st.none(),
    applied_for=st.lists(WORD, max_size=2) | HOLE,
)


def completions(value, name=""):
    """What the value of a field could turn out to be: something known for each unknown in it."""
    if isinstance(value, Unknown):
        if name in {"has_role", "public", "narrowed"}:
            return [True, False]
        return [["a"], ["b", "c"], []] if name == "applied_for" else ["a", "b", "c"]
    if isinstance(value, list):
        return [list(one) for one in product(*map(completions, value))]
    if isinstance(value, msgspec.Struct):
        names = [name for name in value.__struct_fields__ if name not in {"origin", "origins", "registry"}]
        parts = product(*(completions(getattr(value, name), name) for name in names))
        return [msgspec.structs.replace(value, **dict(zip(names, one, strict=True))) for one in parts]
    return [value]


@settings(max_examples=300, deadline=None)
@given(EXPRESSIONS, TEMPLATES)
def test_no_decision_hangs_on_an_unknown_value(expression, found):
    chosen = policy(expression, "template")
    decided = verdict(chosen, found).outcome
    possible = {one.outcome for one in verdicts(chosen, *completions(found)[:200])}
    assert Outcome.ERROR not in possible | {decided}
    assert decided is Outcome.UNDECIDED or possible == {decided}
