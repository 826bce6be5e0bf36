"""``python -m tools.record [NAME]…``: record everything, or what the names start with.

Names are those that the run prints: ``modules``, ``modules/heredoc-plain``, ``plans``, ``cases``, ``cases/root-rule``,
``examples/secure``. Exit status: 0 recorded, 1 Terraform refused something, 2 no Terraform or no provider mirror.
"""

import json
import os
import sys
import tempfile
from pathlib import Path

from tools.record import batch, cloud, roots
from tools.record.cases import Case, read_cases
from tools.record.command import Terraform
from tools.record.mirror import RecordError, find_mirror, find_terraform

REPOSITORY = Path(__file__).parents[2]
FIXTURES = REPOSITORY / "tests" / "fixtures"
PLACES = {
    "modules": FIXTURES / "modules",
    "plans": FIXTURES / "plans",
    "examples": REPOSITORY / "examples" / "terraform",
}


def main(names: list[str]) -> int:
    """Record what is wanted; the exit status is told in the module's text."""
    try:
        command, mirror = find_terraform(), find_mirror(os.environ)
    except RecordError as error:
        print(f"nothing was recorded: {error}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as home, cloud.running() as running:
        terraform = Terraform.with_mirror(command, mirror, Path(home), running.environment())
        refused = [*record_roots(names, terraform, running), *record_cases(names, terraform, running)]
    return 1 if refused else 0


def record_roots(names: list[str], terraform: Terraform, running: cloud.Cloud) -> list[str]:
    """Record fixture modules, plans and examples; gives the names of those that Terraform refused."""
    refused = []
    for place, directory in PLACES.items():
        for fixture in sorted(one for one in directory.iterdir() if one.is_dir()):
            for root in roots.roots_of(fixture):
                name = f"{place}/{root.relative_to(directory).as_posix()}"
                if not wanted(name, names):
                    continue
                try:
                    print(f"{name}: {roots.record(fixture, root, terraform, running)}", flush=True)
                except RecordError as error:
                    print(f"{name}: {error}", file=sys.stderr, flush=True)
                    refused.append(name)
    return refused


def record_cases(names: list[str], terraform: Terraform, running: cloud.Cloud) -> list[str]:
    """Record the cases of policies; gives what Terraform refused."""
    schema = json.loads((REPOSITORY / "schemas" / "cases.schema.json").read_text(encoding="utf-8"))
    cases: list[Case] = []
    for path in sorted((REPOSITORY / "policies").glob("*/*/cases.yaml")):
        if wanted(f"cases/{path.parent.name}", names):
            found = read_cases(path, schema)
            print(f"cases/{path.parent.name}: {len(found)} to record", flush=True)
            cases += found
    refused = batch.record(cases, FIXTURES / "cases", terraform, running)
    for text in refused:
        print(text, file=sys.stderr, flush=True)
    return refused


def wanted(name: str, names: list[str]) -> bool:
    """Whether a name is asked for; without names everything is."""
    return not names or any(name == one or name.startswith(f"{one}/") for one in names)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
