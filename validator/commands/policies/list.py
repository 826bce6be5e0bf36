"""``pullguard policies list``: the policies there are, by object and severity."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import msgspec

from validator.commands import options
from validator.commands.exits import Exit
from validator.commands.output import view, write
from validator.commands.pack import everything, pack
from validator.commands.policies.page import sources_text
from validator.commands.settings import Flags, settle
from validator.engine.load import texts_of
from validator.engine.policy import Policy
from validator.engine.select import choose
from validator.findings.finding import Severity
from validator.model.inventory import Source
from validator.model.kinds import KINDS
from validator.reporters.ink import Ink
from validator.reporters.view import View

_STATIC = (Source.HCL, Source.PLAN, Source.STATE)
# The short words of the policy catalogue beside the sources themselves: static, live, and both.
_WORDS: dict[str, tuple[Source, ...]] = {"s": _STATIC, "l": (Source.LIVE,), "sl": tuple(Source)}
_WORDS |= {source.value: (source,) for source in Source}


@click.command("list", short_help="List the policies.")
@click.option("--severity", type=click.Choice([one.value for one in Severity]), help="Only those of a severity.")
@click.option("--object", "kind", type=click.Choice(list(KINDS)), help="Only those on a kind of object.")
@click.option(
    "--source",
    type=click.Choice(list(_WORDS)),
    help="Only those that a source can decide; s is any of hcl, plan and state, l is live, sl is s and l.",
)
@click.option("--format", "-f", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@options.policies
@options.config
def command(form: str, policies: tuple[Path, ...], config: Path | None, **wanted: str | None) -> Exit:
    """List the shipped policies and your own, with the severities that .pullguard.yaml gives them.

    \b
    Examples:
      pullguard policies list --severity critical
      pullguard policies list --object template --source plan --format json
    """  # noqa: D301 - click's mark for lines that stay as they are
    settings = settle([], Flags(policies=policies, config=config))
    running = {policy.id for policy in pack(settings).policies}
    known = choose(everything(settings), severities=settings.severities)
    rows = [_row(policy, off=policy.id not in running) for policy in known if _fits(policy, **wanted)]
    if form == "json":
        write(msgspec.json.format(msgspec.json.encode(rows), indent=2).decode() + "\n", None, encoding="utf-8")
    else:
        write("".join(f"{line}\n" for line in _lines(rows, view(None))), None)
    return Exit.CLEAN


def _fits(policy: Policy, *, severity: str | None, kind: str | None, source: str | None) -> bool:
    return severity in {None, policy.severity.value} and kind in {None, policy.applies_to} and _decides(policy, source)


def _decides(policy: Policy, word: str | None) -> bool:
    """Whether the sources that a word stands for can decide a policy: one of them, or with ``sl`` code and account."""
    if word == "sl":
        return _decides(policy, "s") and _decides(policy, "l")
    return word is None or any(source in policy.sources for source in _WORDS[word])


def _row(policy: Policy, *, off: bool) -> dict[str, Any]:
    return {
        "id": policy.id,
        "name": policy.name,
        "title": texts_of(policy).title,
        "severity": policy.severity.value,
        "object": policy.applies_to,
        "sources": [source.value for source in policy.sources],
        "decided_on": sources_text(policy),
        "params": list(policy.params),
        "off": off,
        "url": policy.url,
    }


def _lines(rows: list[dict[str, Any]], screen: View) -> Iterator[str]:
    """The policies by the object they judge, the worst first, in columns."""
    ink = Ink(screen)
    names = max((len(row["name"]) for row in rows), default=0)
    for kind in KINDS:
        members = [row for row in rows if row["object"] == kind]
        if not members:
            continue
        yield ink.strong(kind)
        for row in sorted(members, key=lambda row: (-Severity(row["severity"]).rank, row["id"])):
            severity = ink.severity(Severity(row["severity"]), f"{row['severity']:8}")
            title = f"{row['title']} (off)" if row["off"] else row["title"]
            room = f"  {'':8}  {row['id']:8} {row['name']:{names}}  "
            first, *rest = ink.lines(title, room)
            yield f"  {severity}{first[10:]}"
            yield from rest
        yield ""
    yield "1 policy" if len(rows) == 1 else f"{len(rows)} policies"
