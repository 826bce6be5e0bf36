"""``pullguard policies test``: every case of policies gives exactly what it should, or the difference is shown."""

from collections.abc import Iterator
from pathlib import Path

import click

from validator.commands.exits import Exit
from validator.commands.output import view, write
from validator.commands.policies.cases import cases_of
from validator.commands.policies.folders import policies_in
from validator.commands.policies.judging import Miss, try_case
from validator.engine.policy import Policy
from validator.errors import PolicyError
from validator.reporters.ink import Ink


@click.command("test", short_help="Run the cases of policies.")
@click.argument("folders", metavar="[DIR]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--quiet", "-q", is_flag=True, help="Print only what is not as it should be.")
def command(folders: tuple[Path, ...], quiet: bool) -> Exit:
    """Run the cases.yaml beside every policy.yaml in or below DIR; those of the shipped policies without a DIR.

    Each case gives Terraform source or an inventory, and every outcome that the policy must have for it: at which
    address, which outcome, at which line. What differs is shown, - as expected, + as found.

    \b
    Example:
      pullguard policies test policies/

    Exit status: 0 all as expected, 1 a case differs, 2 a policy or its cases can't be read.
    """  # noqa: D301 - click's mark for lines that stay as they are
    policies = policies_in(folders)
    ink = Ink(view(None))
    lines: list[str] = []
    total = missed = 0
    for policy in policies:
        cases = cases_of(policy.path)
        misses = [miss for case in cases if (miss := try_case(policy, case))]
        total += len(cases)
        missed += len(misses)
        if misses or not quiet:
            lines += _policy(policy, len(cases), misses, ink)
    if not total:
        raise PolicyError("these policies have no cases", place=", ".join(map(str, folders)))
    if missed or not quiet:
        lines.append(_closing(len(policies), total, missed, ink))
    write("".join(f"{line}\n" for line in lines), None)
    return Exit.FAILED if missed else Exit.CLEAN


def _policy(policy: Policy, count: int, misses: list[Miss], ink: Ink) -> Iterator[str]:
    name = f"{policy.id} {policy.name}"
    if not misses:
        yield f"{ink.good('ok')}    {name}: {_cases(count)}"
        return
    yield f"{ink.bad('wrong')} {name}: {len(misses)} of {_cases(count)}"
    for miss in misses:
        yield from ink.lines(f"{miss.case.name} ({miss.case.place})", "  ")
        for difference in miss.differences:
            yield from ink.lines(difference.address, "    ")
            yield ink.bad(f"      - {difference.expected or 'no outcome'}")
            yield ink.good(f"      + {difference.found or 'no outcome'}")
        for line in (line for note in miss.notes for line in note.splitlines()):
            yield from ink.lines(line, "    ")


def _closing(policies: int, total: int, missed: int, ink: Ink) -> str:
    of = f"{_cases(total)} of {'1 policy' if policies == 1 else f'{policies} policies'}"
    return ink.bad(f"{missed} of {of} not as expected") if missed else ink.good(f"{of}, all as expected")


def _cases(count: int) -> str:
    return "1 case" if count == 1 else f"{count} cases"
