"""Record the cases of policies: ``policies/<area>/<name>/cases.yaml`` -> ``tests/fixtures/cases/<name>.json``.

Each case is a small root module. Nearly all of them are planned together as child modules of one root and their plans
cut out of the big one; the rest, whose meaning depends on being the root, are planned alone.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from tools.record.command import escaped
from tools.record.mirror import RecordError

# Blocks and names that mean something else, or nothing, in a module that is called by another.
_ROOT_ONLY = re.compile(
    r"^\s*(output|import|moved|removed|check|validation|backend|cloud)\b|\bpath\.(root|cwd)\b", re.MULTILINE
)
_PROVIDER = re.compile(r'^\s*provider\s+"', re.MULTILINE)
# A provider block in a called module starts a provider process of its own: so many at a time.
PROVIDERS_AT_A_TIME = 6


@dataclass(frozen=True)
class Case:
    """One case that has code.

    Attributes:
        policy: The name of the policy's folder.
        name: The name of the case.
        files: Path in the root module -> text; ``main.tf`` is one of them.
        variables: Given values.
    """

    policy: str
    name: str
    files: dict[str, str]
    variables: dict[str, Any] = field(default_factory=dict)

    def write(self, directory: Path) -> None:
        """Write the code of the case."""
        for path, text in self.files.items():
            target = directory / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")

    @property
    def providers(self) -> int:
        """How many provider blocks the code has."""
        return sum(len(_PROVIDER.findall(text)) for text in self.files.values())

    @property
    def needs_root(self) -> bool:
        """Whether the code means what it should only as a root module."""
        named = any(".tfvars" in path or "override.tf" in path for path in self.files)
        return named or any(_ROOT_ONLY.search(text) for text in self.files.values())


def read_cases(path: Path, schema: dict[str, Any]) -> list[Case]:
    """The cases of one file that have code; those with an inventory are not for Terraform.

    Raises:
        RecordError: The file is not as the schema says, or two cases have one name.
    """
    cases = yaml.safe_load(path.read_text(encoding="utf-8"))
    for error in Draft202012Validator(schema).iter_errors(cases):
        raise RecordError(f"{path}: {error.json_path}: {error.message}")
    names = [case["name"] for case in cases]
    if len(set(names)) < len(names):
        raise RecordError(f"{path}: two cases have the same name")
    return [
        Case(
            policy=path.parent.name,
            name=case["name"],
            files={"main.tf": case["hcl"], **case.get("files", {})},
            variables=case.get("variables", {}),
        )
        for case in cases
        if "hcl" in case
    ]


def batches(cases: Iterable[Case]) -> Iterator[list[Case]]:
    """Cases that can be planned together, in as few lots as possible."""
    together: list[Case] = []
    crowd: list[Case] = []
    for case in cases:
        if case.needs_root:
            yield [case]
        elif not case.providers:
            together.append(case)
        else:
            if crowd and sum(one.providers for one in crowd) + case.providers > PROVIDERS_AT_A_TIME:
                yield crowd
                crowd = []
            crowd.append(case)
    yield from (lot for lot in (together, crowd) if lot)


def write_calls(directory: Path, cases: list[Case]) -> dict[str, Case]:
    """Write a root module that calls every case, and tell which call is which case."""
    calls = {f"c{number:04}": case for number, case in enumerate(cases, 1)}
    for name, case in calls.items():
        case.write(directory / name)
    modules = {name: {"source": f"./{name}", **escaped(case.variables)} for name, case in calls.items()}
    (directory / "main.tf.json").write_text(json.dumps({"module": modules}), encoding="utf-8")
    return calls
