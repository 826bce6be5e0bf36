"""The page of a policy: ``explain`` shows it on a terminal, and the docs hold it as Markdown."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from validator.commands.policies.blocks import Block, Code, Items, Page, Section, Text, blocks_of
from validator.commands.policies.cases import Case, cases_of
from validator.engine.load import texts_of
from validator.engine.policy import Policy, Texts
from validator.findings.finding import Outcome
from validator.model.inventory import Source

_SOURCES = {Source.HCL: "code", Source.PLAN: "plans", Source.STATE: "states", Source.LIVE: "the live account"}
_SHOWN = {Outcome.FAIL: "An example that fails", Outcome.PASS: "An example that passes"}
SCANNERS = "scanners"
"""The key of `Texts.controls` under which the generic scanners' nearest rules stand, and which to waive."""


class Given(msgspec.Struct, frozen=True):
    """The value that a parameter has.

    Attributes:
        value: The value.
        place: Where it is written.
        prefix: The repository prefix that it is narrowed to; empty: it holds everywhere else.
    """

    value: Any
    place: str
    prefix: str = ""


def page(policy: Policy, given: Mapping[str, list[Given]] | None = None, *, note: str = "") -> Page:
    """The page of a policy.

    Args:
        policy: The policy.
        given: The values that a configuration gives its parameters; ``None`` where no configuration matters.
        note: What a configuration makes of the policy, in a few words; may be empty.

    Raises:
        PolicyError: Its file or its cases can't be read.
    """
    texts = texts_of(policy)
    cases = cases_of(policy.path)
    return Page(
        title=f"{policy.id} {policy.name}",
        summary=texts.title,
        facts=list(_facts(policy, note)),
        sections=[section for section in _sections(policy, texts, cases, given) if section.blocks],
    )


def _facts(policy: Policy, note: str) -> Iterator[tuple[str, str]]:
    yield "Severity", policy.severity.value
    yield "Applies to", policy.applies_to
    yield "Decided on", sources_text(policy)
    if not policy.shipped:
        yield "Written in", policy.file
    if note:
        yield "Configured", note


def sources_text(policy: Policy) -> str:
    """The sources that can decide a policy, as words."""
    *most, last = [_SOURCES[source] for source in Source if source in policy.sources]
    return f"{', '.join(most)} and {last}" if most else last


def _sections(
    policy: Policy, texts: Texts, cases: list[Case], given: Mapping[str, list[Given]] | None
) -> Iterator[Section]:
    yield Section("Why", list(blocks_of(texts.rationale)))
    yield Section("How to fix", list(blocks_of(texts.remediation)))
    for outcome, heading in _SHOWN.items():
        case = _chosen(cases, outcome, texts.examples.get(outcome.value))
        yield Section(heading, list(_example(case)) if case else [])
    yield Section("Condition", list(_condition(policy)))
    yield Section("Parameters", [block for name in policy.params for block in _param(name, policy.params[name], given)])
    limits = [f"It is never undecided: {texts.no_undecided}"] if texts.no_undecided else []
    yield Section("Limits", [*blocks_of(texts.limits), *map(Text, limits)])
    yield Section("Generic scanners", _list(texts.controls.get(SCANNERS, [])))
    yield Section("Controls", _list([f"{name}: {', '.join(ids)}" for name, ids in _frameworks(texts)]))
    yield Section("References", _list(texts.references))


def _list(items: list[str]) -> list[Block]:
    return [Items([" ".join(item.split()) for item in items])] if items else []


def _frameworks(texts: Texts) -> list[tuple[str, list[str]]]:
    return [(name, ids) for name, ids in texts.controls.items() if name != SCANNERS]


def _condition(policy: Policy) -> Iterator[Block]:
    if policy.when:
        yield Text("It applies where this is true:")
        yield Code("cel", policy.when)
    yield Text("It passes where this is true:")
    yield Code("cel", policy.require)


def _param(name: str, schema: Mapping[str, Any], given: Mapping[str, list[Given]] | None) -> Iterator[Block]:
    yield Text(f"`{name}`: {' '.join(schema['description'].split())}")
    values = [f"default: `{_json(schema['default'])}`"]
    if given is not None:
        values += [_value(one) for one in given.get(name, [])] or ["now: the default"]
    yield Items(values)


def _value(given: Given) -> str:
    where = f"under {given.prefix}" if given.prefix else "now"
    return f"{where}: `{_json(given.value)}` ({given.place})"


def _chosen(cases: list[Case], outcome: Outcome, name: str | None) -> Case | None:
    """The case that shows an outcome: the named one, else the first that shows nothing else, else the first."""
    showing = [case for case in cases if outcome in case.outcomes]
    named = [case for case in showing if case.name == name]
    alone = [case for case in showing if case.outcomes == {outcome}]
    return next(iter([*named, *alone, *showing]), None)


def _example(case: Case) -> Iterator[Block]:
    yield Text(f"{case.name[0].upper()}{case.name[1:]}.")
    for label, values in (("parameters", case.params), ("variables", case.variables)):
        if values:
            yield Text(f"With these {label}:")
            yield Code("yaml", "\n".join(f"{key}: {_json(value)}" for key, value in values.items()))
    for path, text in case.sources.items():
        if len(case.sources) > 1:
            yield Text(f"`{path}`:")
        yield Code("hcl", text.rstrip("\n"))
    if case.inventory is not None:
        yield Code("json", msgspec.json.format(msgspec.json.encode(case.inventory), indent=2).decode())
    lines = {address: f", line {one.line}" if one.line else "" for address, one in case.expect.items()}
    yield Items([f"`{address}`: {one.outcome.value}{lines[address]}" for address, one in case.expect.items()])


def _json(value: Any) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=0).decode()
