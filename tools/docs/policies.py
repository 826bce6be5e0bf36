"""The pages of the shipped policies, and their index."""

from collections.abc import Sequence

from tools.docs.markdown import render, table
from validator.commands.policies.page import page, sources_text
from validator.engine.load import texts_of
from validator.engine.policy import Policy
from validator.findings.finding import Severity
from validator.model.kinds import KINDS

_INTRODUCTION = """\
# Policies

The policies that ship, by the object they judge. Severities are the defaults: `.pullguard.yaml` changes them, and
switches policies off, see [configuration](../configuration.md). [Writing policies](../writing-policies.md) tells how to
add your own.
"""


def page_of(policy: Policy) -> str:
    """The page of a policy."""
    return render(page(policy)) + "\n[All policies](README.md)\n"


def index(policies: Sequence[Policy]) -> str:
    """The list of all policies, by object, the worst first, and a count by severity."""
    parts = [_INTRODUCTION, _counts(policies)]
    for kind in KINDS:
        members = sorted(
            (policy for policy in policies if policy.applies_to == kind), key=lambda one: (-one.severity.rank, one.id)
        )
        if members:
            parts.append(f"## {kind}\n\n{table(['id', 'policy', 'severity', 'decided on'], map(_row, members))}\n")
    return "\n".join(parts)


def _row(policy: Policy) -> list[str]:
    link = f"[{policy.name}]({policy.name}.md): {texts_of(policy).title}"
    return [policy.id, link, policy.severity.value, sources_text(policy)]


def _counts(policies: Sequence[Policy]) -> str:
    rows = [
        [severity.value, str(len(members)), ", ".join(f"[{one.id}]({one.name}.md)" for one in members)]
        for severity in Severity
        if (members := [policy for policy in policies if policy.severity is severity])
    ]
    return table(["severity", "policies", "which"], rows) + "\n"
