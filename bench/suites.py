"""What is measured, in suites, and the ratios that each should stay under."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from bench import live, modules
from bench.measure import measure
from bench.plans import OURS
from bench.table import Row, Target, show

PULLGUARD = Path(sys.executable).with_name("pullguard")
SMALL = OURS[1]
# Kind of plan -> its sizes in MB.
PLANS = {"mixed": (1, 10, 100), "dense": (1, 10, 100), "everyday": (100,)}

IMPORTS = "python -c 'import click, msgspec'"
DECODE = "msgspec.json.decode of the same file, untyped"
_DECODE = "import sys, msgspec; msgspec.json.decode(open(sys.argv[1], 'rb').read())"

PARSE = "import hcl2 and hcl2.load of the same files"
_PARSE = """
import pathlib, sys, hcl2
for file in sorted(pathlib.Path(sys.argv[1]).rglob("*.tf")):
    with file.open() as source:
        hcl2.load(source)
"""
# A bare parse of more bytes takes so long that it is left out.
_MUCH_SOURCE = 500_000

_NO_TARGET = Target()
_SMALL_TARGET = Target(cpu=3)
_TARGETS = {("mixed", 100): Target(cpu=0.7, peak=0.5), ("dense", 100): Target(cpu=5)}


def startup(_: Path) -> Iterator[Row]:
    """What every run pays: ``--version``, and a plan as small as they come."""
    bare = measure([sys.executable, "-c", "import click, msgspec"])
    yield Row("--version", 0, measure([PULLGUARD, "--version"]), bare)
    yield Row("check, small plan", SMALL.stat().st_size, measure([PULLGUARD, "check", SMALL]), bare, _SMALL_TARGET)


def plans(scratch: Path) -> Iterator[Row]:
    """Plans of 1 to 100 MB."""
    for kind, sizes in PLANS.items():
        for size in sizes:
            file = scratch / f"{kind}-{size}.json"
            subprocess.run([sys.executable, "-m", "bench.plans", kind, str(size), file], check=True)
            bare = measure([sys.executable, "-c", _DECODE, file])
            ours = measure([PULLGUARD, "check", "--format", "json", file])
            yield Row(f"{kind}, {size} MB", file.stat().st_size, ours, bare, _TARGETS.get((kind, size), _NO_TARGET))
            file.unlink()


def source(scratch: Path) -> Iterator[Row]:
    """Terraform source: a small module, a large repository, and modules of growing size."""
    yield _source("small module", SMALL.parent, Target(cpu=2))
    repository = scratch / "repository"
    modules.repository(repository, modules=1000, matter=10)
    yield _source("1,000 modules of which 10 matter", repository)
    for_each = scratch / "for-each"
    modules.for_each(for_each, rules=5000)
    yield _source("5,000 rules by for_each", for_each)
    roles = scratch / "roles"
    modules.among_roles(roles, rules=10, roles=1000)
    yield _source("10 rules among 1,000 IAM roles", roles)
    for blocks in (10, 100, 1000, 5000):
        flat = scratch / f"flat-{blocks}"
        modules.flat(flat, blocks)
        yield _source(f"flat, {blocks} blocks of ours and {9 * blocks} others", flat)


def _source(name: str, root: Path, target: Target = _NO_TARGET) -> Row:
    size = sum(file.stat().st_size for file in modules.files_in(root))
    ours = measure([PULLGUARD, "check", "--format", "json", root])
    bare = measure([sys.executable, "-c", _PARSE, root]) if size < _MUCH_SOURCE else None
    return Row(name, size, ours, bare, target)


class Suite(NamedTuple):
    """What is measured together.

    Attributes:
        baseline: What it is measured against.
        rows: Measures, given a directory for inputs.
        show: Prints the table of a suite, given its name, its baseline and the rows.
    """

    baseline: str
    rows: Callable[[Path], Iterator[Any]]
    show: Callable[[str, str, Any], None] = show


SUITES = {
    "startup": Suite(IMPORTS, startup),
    "plans": Suite(DECODE, plans),
    "source": Suite(PARSE, source),
    "live": Suite(live.IDEAL, partial(live.audits, sizes=live.FEW), live.show),
    "live-large": Suite(live.IDEAL, partial(live.audits, sizes=live.MANY), live.show),
}
# Only run where they are named.
LONG = frozenset({"live-large"})
