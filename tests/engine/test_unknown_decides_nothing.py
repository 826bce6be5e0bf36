"""Whatever an unknown value turns out to be: a decision stays as it is."""

from itertools import product

import msgspec
from engine_objects import NO_VALUE, policy, statement, template, verdict, verdicts
from hypothesis import given, settings
from hypothesis import strategies as st

from validator.findings.finding import Outcome
from validator.model.permissions.document import PolicyDocument, Principal
from validator.model.value import Unknown

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
