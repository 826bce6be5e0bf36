"""The cases of a policy, ``cases.yaml``: an input each, and exactly what the policy must say of it."""

from pathlib import Path
from typing import Any

import msgspec

from validator.engine import document
from validator.errors import PolicyError
from validator.findings.finding import Outcome

CASES = "cases.yaml"
MAIN = "main.tf"


class Expected(msgspec.Struct, frozen=True):
    """What a case expects at one address.

    Attributes:
        outcome: The outcome.
        line: The line of code that its finding points to; ``None``: the case does not say.
        file: The file of that line.
    """

    outcome: Outcome
    line: int | None = None
    file: str = MAIN


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One case. It has either code or an inventory.

    Attributes:
        name: What it shows.
        place: Where it is written: file and line.
        expect: Every outcome that it must have, by the address of the object.
        hcl: The code of a root module.
        files: Further files of it by their path.
        variables: The values of its variables.
        inventory: An inventory as plain data.
        params: Parameters of the policy.
    """

    name: str
    place: str
    expect: dict[str, Expected]
    hcl: str | None = None
    files: dict[str, str] = {}
    variables: dict[str, Any] = {}
    inventory: dict[str, Any] | None = None
    params: dict[str, Any] = {}

    @property
    def sources(self) -> dict[str, str]:
        """The files of its root module by their path."""
        return {} if self.hcl is None else {MAIN: self.hcl, **self.files}

    @property
    def outcomes(self) -> set[Outcome]:
        """The outcomes that it shows."""
        return {one.outcome for one in self.expect.values()}


def read_cases(file: Path) -> list[Case]:
    """The cases of one file.

    Raises:
        PolicyError: The file can't be read, does not match the schema, or two cases have the same name.
    """
    written = document.read(file, "list")
    document.check_schema(written, "cases.schema.json")
    names: set[str] = set()
    for at, data in enumerate(written.data):
        if data["name"] in names:
            raise written.error(f"another case is named {data['name']!r} too", at, "name")
        names.add(data["name"])
    return [_case(data, f"{file}:{written.lines[at,]}") for at, data in enumerate(written.data)]


def cases_of(policy_file: Path) -> list[Case]:
    """The cases beside a ``policy.yaml``; none where it has no such file.

    Raises:
        PolicyError: They are wrong.
    """
    file = policy_file.with_name(CASES)
    return read_cases(file) if file.is_file() else []


def _case(data: dict[str, Any], place: str) -> Case:
    expect = {address: {"outcome": one} if isinstance(one, str) else one for address, one in data["expect"].items()}
    try:
        return msgspec.convert(data | {"expect": expect, "place": place}, Case)
    except msgspec.ValidationError as error:
        raise PolicyError(str(error), place=place) from None
