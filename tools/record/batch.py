"""Plan the cases of policies and write a file of plans for each policy."""

import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tools.record.cases import Case, batches, write_calls
from tools.record.cloud import Cloud
from tools.record.command import Options, Terraform
from tools.record.mirror import RecordError
from tools.record.recording import normalised, write
from tools.record.split import split

_CALL = re.compile(r"\bc\d{4}\b")


def record(cases: list[Case], directory: Path, terraform: Terraform, cloud: Cloud) -> list[str]:
    """Write ``<policy>.json``, case name -> plan, for the policies of some cases.

    Returns:
        What Terraform refused, a text for each lot; the cases that are to blame are left out of the recordings.
    """
    plans: dict[str, dict[str, Any]] = {case.policy: {} for case in cases}
    refused: list[str] = []
    for lot in batches(cases):
        cloud.reset()
        for case, plan in planned(lot, terraform, refused):
            plans[case.policy][case.name] = normalised(plan)
    for policy, recorded in plans.items():
        write(directory / f"{policy}.json", recorded)
    return refused


def planned(lot: list[Case], terraform: Terraform, refused: list[str]) -> Iterable[tuple[Case, dict[str, Any]]]:
    """The cases of a lot with their plans, without those that Terraform refuses: they are told in ``refused``."""
    while lot:
        try:
            return [(lot[0], alone(lot[0], terraform))] if lot[0].needs_root else together(lot, terraform)
        except RecordError as error:
            faulty = _blamed(str(error), lot)
            names = ", ".join(f"{case.policy}: {case.name!r}" for case in faulty)
            refused.append(f"{names}\n{error}")
            lot = [case for case in lot if case not in faulty]
    return []


def alone(case: Case, terraform: Terraform) -> dict[str, Any]:
    """The plan of a case as a root module.

    Raises:
        RecordError: Terraform refused it.
    """
    with tempfile.TemporaryDirectory() as scratch:
        case.write(Path(scratch))
        return terraform.plan(Path(scratch), Options(variables=case.variables))


def together(lot: list[Case], terraform: Terraform) -> list[tuple[Case, dict[str, Any]]]:
    """The plans of several cases out of one run.

    Raises:
        RecordError: Terraform refused at least one.
    """
    with tempfile.TemporaryDirectory() as scratch:
        calls = write_calls(Path(scratch), lot)
        plan = terraform.plan(Path(scratch))
    return [(case, split(plan, call, case.variables)) for call, case in calls.items()]


def _blamed(error: str, lot: list[Case]) -> list[Case]:
    """The cases that an error names; all of them where it names none."""
    numbers = {int(call[1:]) for call in _CALL.findall(error)}
    return [case for number, case in enumerate(lot, 1) if number in numbers] or lot
