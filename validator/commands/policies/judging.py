"""Judging the cases of a policy, and telling what they give from what they should."""

import json
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from validator.commands.policies.cases import Case, Expected
from validator.engine.evaluate import outcomes_of
from validator.engine.params import resolve
from validator.engine.policy import Policy
from validator.errors import PolicyError, PullguardError
from validator.findings.finding import Outcome
from validator.model.inventory import Inventory, Source
from validator.model.load import load


class Found(NamedTuple):
    """What a policy said of one object, and where its finding points to."""

    outcome: Outcome
    file: str | None = None
    line: int | None = None
    error: str = ""


class Difference(NamedTuple):
    """An address at which a case has another outcome than it should; empty where it should have, or has, none."""

    address: str
    expected: str
    found: str


class Miss(NamedTuple):
    """A case that is not as it should be.

    Attributes:
        case: The case.
        differences: What differs, by address.
        notes: What could not be read of its input.
    """

    case: Case
    differences: list[Difference]
    notes: list[str]


def try_case(policy: Policy, case: Case) -> Miss | None:
    """Judge a case; ``None`` where all is as it should be.

    Raises:
        PolicyError: An expression does not compile.
    """
    try:
        inventory = inventory_of(case)
        found = judge_case(policy, case, inventory)
    except PolicyError:
        raise
    except PullguardError as error:
        return Miss(case, [], [str(error)])
    differing = differences(case, found)
    notes = [f"not read: {gap.place}: {gap.problem}" for gap in inventory.gaps]
    return Miss(case, differing, notes) if differing else None


def inventory_of(case: Case) -> Inventory:
    """The inventory of a case.

    Raises:
        InputError: Its code or its inventory can't be read.
        ConfigError: Its variables don't fit its code.
    """
    if case.inventory is not None:
        return load(case.inventory)
    with tempfile.TemporaryDirectory() as folder:
        for path, text in case.sources.items():
            (Path(folder) / path).parent.mkdir(parents=True, exist_ok=True)
            (Path(folder) / path).write_text(text, encoding="utf-8")
        return _of_code(Path(folder), case.variables)


def judge_case(policy: Policy, case: Case, inventory: Inventory) -> dict[str, Found]:
    """What a policy says of an inventory with the parameters of a case, by the address that a finding would show.

    Several objects of one resource, such as the grants of one policy, go by their own: ``aws_ecr_registry_policy.x#S``.

    Raises:
        PolicyError: An expression does not compile, or two objects have one address.
        ConfigError: The case gives a parameter that the policy does not have, or that does not match its schema.
    """
    params = resolve([policy], case.params, place=case.place)
    judged = [
        (one, one.origin_of(policy.at or ""), verdict) for _, one, verdict in outcomes_of(inventory, [policy], params)
    ]
    count = Counter(origin.address for _, origin, _ in judged)
    found: dict[str, Found] = {}
    for one, origin, verdict in judged:
        address = origin.address if count[origin.address] == 1 else one.address
        if address in found:
            raise PolicyError(f"two objects are judged at {address}", place=case.place)
        place = origin.location
        file = Path(place.file).as_posix() if place else None
        found[address] = Found(verdict.outcome, file, place.line if place else None, verdict.error)
    return found


def differences(case: Case, found: Mapping[str, Found], *, lines: bool = True) -> list[Difference]:
    """Where the outcomes are not those that a case expects, in the order of its addresses, then of those found.

    Args:
        case: What is expected.
        found: What there is.
        lines: Whether to compare lines too: a plan has none.
    """
    differing = []
    for address in dict.fromkeys([*case.expect, *found]):
        wanted, one = case.expect.get(address), found.get(address)
        placed = lines and wanted is not None and wanted.line is not None
        texts = (_wanted(wanted, placed=placed), _found(one, placed=placed))
        if texts[0] != texts[1]:
            differing.append(Difference(address, *texts))
    return differing


def _wanted(wanted: Expected | None, *, placed: bool) -> str:
    if wanted is None:
        return ""
    return f"{wanted.outcome.value} at {wanted.file}:{wanted.line}" if placed else wanted.outcome.value


def _found(found: Found | None, *, placed: bool) -> str:
    if found is None:
        return ""
    text = f"{found.outcome.value} at {found.file}:{found.line}" if placed else found.outcome.value
    return f"{text}: {found.error}" if found.error else text


def _of_code(directory: Path, variables: Mapping[str, Any]) -> Inventory:
    # The reader of source code is heavy, and only cases with code need it.
    from validator.sources.hcl.library import Library  # noqa: PLC0415
    from validator.sources.hcl.run import Options  # noqa: PLC0415
    from validator.sources.hcl.source import read_root  # noqa: PLC0415
    from validator.sources.terraform.assemble import assemble  # noqa: PLC0415

    given = tuple(f"{name}={_spelt(value)}" for name, value in variables.items())
    reading = read_root(directory, ".", Library(), Options(variables=given))
    if reading.errors:
        raise reading.errors[0]
    return assemble(reading.resources, Source.HCL, gaps=reading.gaps)


def _spelt(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
