"""Findings: what they say, where they point and how they are told apart."""

import msgspec
import pytest
from engine_objects import AFTER_APPLY, FIXTURES, HERE, NO_VALUE, inventory, registry, rule, statement

from validator.engine import load
from validator.engine.evaluate import evaluate
from validator.engine.params import resolve
from validator.findings.finding import Finding, Outcome, Place, Severity, fingerprint
from validator.model.inventory import Unlisted
from validator.model.objects import RegistryRef
from validator.model.origin import Location, Origin
from validator.model.value import Reason, Unknown

UNTRUSTED = load.load_policy(FIXTURES / "untrusted-upstream" / "policy.yaml")
PUBLIC = load.load_policy(FIXTURES / "public-registry" / "policy.yaml")
PARAMS = resolve([UNTRUSTED, PUBLIC], {})
LINE = Location("main.tf", 3, 1, 3, 9)


def findings(*objects, policies=(UNTRUSTED, PUBLIC), **options):
    return evaluate(inventory(rules=objects), policies, PARAMS, **options).findings


def test_a_failure():
    [found] = findings(rule("r", url="ghcr.io"), input_name="plan.json")
    assert found == Finding(
        policy="TST101",
        name="untrusted-upstream",
        severity=Severity.HIGH,
        outcome=Outcome.FAIL,
        address="r",
        registry=Place("111122223333", "eu-west-1"),
        attribute="upstream.host",
        message="hub mirrors ghcr.io, which is none of 2 trusted hosts",
        location=None,
        remediation="Mirror a trusted upstream, or add this one to trusted_upstreams.",
        url=str(FIXTURES / "untrusted-upstream" / "policy.yaml"),
        fingerprint=fingerprint("TST101", "r", "upstream.host", ""),
        input="plan.json",
        rationale="Whoever controls the upstream decides what runs in the cluster.",
        title="Rule mirrors an upstream that is not trusted",
    )


def test_an_undecided_one_says_what_is_unknown_and_why():
    [found] = findings(rule(url=NO_VALUE))
    assert found.outcome is Outcome.UNDECIDED
    assert found.message == "upstream.host is unknown: a variable has no value (var.host)"
    assert found.reason == "a variable has no value"


def test_an_error_names_the_policy_the_object_and_the_expression():
    broken = msgspec.structs.replace(UNTRUSTED, when=None, require="rule.prefix", reads=(("prefix",),))
    [found] = findings(rule("r"), policies=[broken])
    assert (found.outcome, found.reason) == (Outcome.ERROR, None)
    assert found.message == "TST101 could not judge r: the expression gives str, not true or false in `rule.prefix`"


def test_a_finding_of_a_called_module_says_where_it_is_called():
    called = Origin("module.m.r", LINE, "module.m is called at main.tf:1")
    [found] = findings(msgspec.structs.replace(rule("module.m.r", url="ghcr.io"), origin=called))
    assert (found.location, found.note) == (LINE, "module.m is called at main.tf:1")


def test_a_finding_points_to_the_resource_that_gave_the_attribute():
    policy = Origin("aws_ecr_registry_policy.this", LINE)
    found = registry(statement("A", public=True, principals=[]), origins={"permissions": policy})
    [finding] = evaluate(inventory(registries=[found]), [PUBLIC], PARAMS).findings
    assert (finding.address, finding.location) == ("aws_ecr_registry_policy.this", LINE)
    assert finding.message == "111122223333/eu-west-1 is open to anyone in A"


def test_an_unknown_registry_is_null():
    nowhere = msgspec.structs.replace(rule(url="ghcr.io"), registry=RegistryRef("aws", AFTER_APPLY, None))
    assert findings(nowhere)[0].registry == Place(None, None)


def test_every_outcome_is_counted():
    rules = [rule("a"), rule("b", url="ghcr.io"), rule("c", url=NO_VALUE), rule("d")]
    counted = evaluate(inventory(rules=rules, registries=[registry()]), [UNTRUSTED, PUBLIC], PARAMS).outcomes
    assert counted == {
        Outcome.PASS: 2,
        Outcome.FAIL: 1,
        Outcome.UNDECIDED: 1,
        Outcome.NOT_APPLICABLE: 1,
    }


def test_fingerprints_stay_when_lines_move_and_differ_between_scopes_and_twins():
    before, twin = findings(rule(url="ghcr.io"), rule(url="ghcr.io"))
    [moved] = findings(rule(url="ghcr.io", origins={"upstream.host": Origin("rule", LINE)}))
    [elsewhere] = findings(rule(url="ghcr.io"), scope="other")
    assert moved.location == LINE
    assert moved.fingerprint == before.fingerprint
    assert len({before.fingerprint, twin.fingerprint, elsewhere.fingerprint}) == 3


def test_texts_are_read_once_and_only_for_findings(monkeypatch):
    read = []

    def texts(policy):
        read.append(policy.id)
        return load.texts_of(policy)

    monkeypatch.setattr("validator.engine.findings.texts_of", texts)
    findings(rule("a", url="ghcr.io"), rule("b", url="ghcr.io"))
    assert read == ["TST101"]


@pytest.mark.parametrize("kind", ["rule", "registry"])
def test_without_policies_or_objects_nothing_is_found(kind):
    policies = [policy for policy in (UNTRUSTED, PUBLIC) if policy.applies_to != kind]
    world = inventory(rules=[rule(url="ghcr.io")] if kind == "rule" else [], registries=[])
    assert evaluate(world, policies, PARAMS).findings == []
    assert HERE.key == "111122223333/eu-west-1"


def test_what_nobody_could_list_leaves_its_policies_undecided_on_the_registry():
    world = inventory(rules=[rule("r")], registries=[registry()])
    world.unlisted = [Unlisted("rule", HERE.key, Unknown(Reason.DENIED, detail="ecr:DescribePullThroughCacheRules"))]
    evaluation = evaluate(world, [UNTRUSTED, PUBLIC], PARAMS)
    [found] = evaluation.findings
    assert (found.policy, found.outcome, found.address) == ("TST101", Outcome.UNDECIDED, HERE.key)
    assert (found.attribute, found.reason) == (None, "access was denied")
    assert found.message == "the list of rules is unknown: access was denied (ecr:DescribePullThroughCacheRules)"
    assert evaluation.outcomes == {Outcome.UNDECIDED: 1, Outcome.PASS: 1, Outcome.NOT_APPLICABLE: 1}
