"""Reports made by hand, to be shown."""

from collections import Counter

from validator.findings.finding import Finding, Outcome, Place, Severity, fingerprint
from validator.findings.report import Ignored, Input, Report, make_report
from validator.model.inventory import Gap
from validator.model.origin import Location

PLAN = Input(name="plan.json", source="plan", objects={"rule": 3, "credential": 1})
STATE = Input(name="state.json", source="state", objects={"rule": 1})


def untrusted(address: str, **changes: object) -> Finding:
    fields: dict[str, object] = {
        "policy": "PTC101",
        "name": "untrusted-upstream",
        "severity": Severity.HIGH,
        "outcome": Outcome.FAIL,
        "address": address,
        "registry": Place("123456789012", "eu-west-1"),
        "attribute": "upstream.host",
        "message": "evil mirrors registry.evil.example, which is not in trusted_upstreams",
        "location": None,
        "remediation": "Mirror a trusted registry, or add the host to trusted_upstreams.\n\nSee the guide.",
        "url": "https://example.org/PTC101",
        "fingerprint": fingerprint("PTC101", address),
        "input": "plan.json",
        "rationale": "Whoever runs the upstream decides what your nodes run, e.g. by ECR's pull. It is cached too.",
        "title": "Rule mirrors an upstream that is not trusted",
    }
    return Finding(**fields | changes)  # type: ignore[arg-type]


ROOT = untrusted(
    "aws_ecr_pull_through_cache_rule.root",
    policy="PTC107",
    name="root-rule",
    severity=Severity.CRITICAL,
    attribute="prefix",
    message="ROOT covers every repository name",
    location=Location("main.tf", 3, 12, 3, 18),
    remediation="Give the rule a prefix.",
    url="https://example.org/PTC107",
    rationale="Every name that is not a repository is fetched from outside.",
    title="Rule covers the whole registry",
)
UNDECIDED = untrusted(
    "aws_ecr_pull_through_cache_rule.late",
    outcome=Outcome.UNDECIDED,
    message="upstream.host is unknown: known after apply",
    reason="known after apply",
)
NO_VALUE = untrusted(
    "aws_ecr_pull_through_cache_rule.given",
    outcome=Outcome.UNDECIDED,
    message="upstream.host is unknown: a variable has no value (host)",
    reason="a variable has no value",
)
ERROR = untrusted(
    "aws_ecr_pull_through_cache_rule.odd",
    outcome=Outcome.ERROR,
    message="PTC101 could not judge aws_ecr_pull_through_cache_rule.odd: no such key in `rule.nothing`",
)
MISSING_MODULE = Gap("module.cache", "its source acme/cache/aws is not installed", "run terraform init", "plan.json")


def report(
    *findings: Finding,
    inputs: tuple[Input, ...] = (PLAN,),
    gaps: tuple[Gap, ...] = (),
    passed: int = 17,
    not_applicable: int = 30,
    ignored: tuple[Ignored, ...] = (),
) -> Report:
    outcomes = Counter(finding.outcome for finding in findings)
    outcomes |= Counter({Outcome.PASS: passed, Outcome.NOT_APPLICABLE: not_applicable})
    return make_report(inputs, findings, gaps, outcomes, ignored)
