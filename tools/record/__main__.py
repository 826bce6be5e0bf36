"""``python -m tools.record [NAME]…``: record everything, or what the names start with.

A name is a path below ``tests/fixtures`` or ``examples`` without its first part: ``modules``, ``modules/heredoc``,
``cases/root-rule``, ``plans``, ``terraform/secure``. Exit status: 0 recorded, 1 Terraform refused something, 2 no
Terraform or no provider mirror.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tools.record import cloud, roots
from tools.record.command import Terraform
from tools.record.mirror import RecordError, find_mirror, find_terraform

REPOSITORY = Path(__file__).parents[2]
PLACES = {
    "modules": REPOSITORY / "tests" / "fixtures" / "modules",
    "plans": REPOSITORY / "tests" / "fixtures" / "plans",
    "terraform": REPOSITORY / "examples" / "terraform",
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
        failed = [name for name, job in jobs(terraform, running).items() if wanted(name, names) and not done(name, job)]
    return 1 if failed else 0


def jobs(terraform: Terraform, running: cloud.Cloud) -> dict[str, Callable[[], str]]:
    """What can be recorded: name -> a function that does it and says what became of it."""
    return {
        f"{place}/{root.relative_to(directory).as_posix()}": partial(roots.record, fixture, root, terraform, running)
        for place, directory in PLACES.items()
        for fixture in sorted(directory.iterdir())
        if fixture.is_dir()
        for root in roots.roots_of(fixture)
    }


def wanted(name: str, names: list[str]) -> bool:
    """Whether a name is asked for; without names everything is."""
    return not names or any(name == one or name.startswith(f"{one}/") for one in names)


def done(name: str, job: Callable[[], str]) -> bool:
    """Do one job and tell; False when Terraform refused."""
    try:
        print(f"{name}: {job()}", flush=True)
    except RecordError as error:
        print(f"{name}: {error}", file=sys.stderr, flush=True)
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
