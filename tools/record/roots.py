"""Record one root module: plan a copy of it, write ``plan.json`` beside the source.

How to plan it stands in an optional ``record.yaml``:

========== ============================================================================================
key        meaning
========== ============================================================================================
note       what the recording shows, for people
vars       values given with ``-var``
var_files  files given with ``-var-file``, in order
env        environment variables, such as ``TF_VAR_name``
targets    addresses given with ``-target``
workspace  the workspace that is selected
state      a raw state file of this directory that the plan starts from
refresh    true asks the cloud for what became of that state; without it nothing is asked
destroy    true plans the destruction of everything
fails      true where planning fails and the plan says so: ``errored``
apply      true applies first and writes the state both ways: ``terraform.tfstate`` and ``state.json``
binary     where the plan file itself is kept as well; it is never the same twice, so it is made only once
expect     ``unrecordable``: no provider is at hand, an ``inventory.json`` was written by hand instead
========== ============================================================================================
"""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import yaml

from tools.record.cloud import Cloud
from tools.record.command import PLAN, Options, Terraform
from tools.record.mirror import RecordError
from tools.record.recording import normalised, text_of, without_chance

UNRECORDABLE = "unrecordable"
_RECORDINGS = ("plan.json", "state.json", "inventory.json", "record.yaml", "*.tfstate", "*.tfplan", ".terraform*")


@dataclass(frozen=True)
class Recipe:
    """A ``record.yaml``; the keys stand in the module's text."""

    note: str = ""
    vars: dict[str, Any] | None = None
    var_files: tuple[str, ...] = ()
    env: dict[str, str] | None = None
    targets: tuple[str, ...] = ()
    workspace: str | None = None
    state: str | None = None
    refresh: bool = False
    destroy: bool = False
    fails: bool = False
    apply: bool = False
    binary: str | None = None
    expect: str | None = None

    @classmethod
    def of(cls, root: Path) -> "Recipe":
        """The recipe of a root module; an empty one where there is no file.

        Raises:
            RecordError: A key is not known.
        """
        path = root / "record.yaml"
        if not path.is_file():
            return cls()
        given = yaml.safe_load(path.read_text(encoding="utf-8"))
        unknown = set(given) - {one.name for one in fields(cls)}
        if unknown:
            raise RecordError(f"{path}: unknown key {', '.join(sorted(unknown))}")
        return cls(**given)

    def options(self) -> Options:
        """The recipe as Terraform's options."""
        return Options(
            variables=self.vars or {},
            var_files=tuple(self.var_files),
            targets=tuple(self.targets),
            environment=self.env or {},
            workspace=self.workspace,
            refresh=self.refresh or self.state is None,
            destroy=self.destroy,
            fails=self.fails,
        )


def roots_of(fixture: Path) -> list[Path]:
    """The root modules of a fixture: itself, or where it has no code of its own, its directories except ``modules``."""
    if _has_code(fixture):
        return [fixture]
    return [one for one in sorted(fixture.iterdir()) if one.is_dir() and one.name != "modules" and _has_code(one)]


def record(fixture: Path, root: Path, terraform: Terraform, cloud: Cloud) -> str:
    """Record a root module of a fixture and tell what became of it.

    Raises:
        RecordError: Terraform refused it.
    """
    recipe = Recipe.of(root)
    if recipe.expect == UNRECORDABLE:
        return "unrecordable, left alone"
    cloud.reset()
    with _copied(fixture) as copied:
        copy = copied / root.relative_to(fixture)
        if recipe.state:
            shutil.copy(root / recipe.state, copy / "terraform.tfstate")
        recorded = (_applied if recipe.apply else _planned)(copy, terraform, recipe.options())
        if recipe.binary and not (root / recipe.binary).exists():
            shutil.copy(copy / PLAN, root / recipe.binary)
    for name, text in recorded.items():
        (root / name).write_text(text, encoding="utf-8")
    return "recorded"


def _planned(copy: Path, terraform: Terraform, options: Options) -> dict[str, str]:
    return {"plan.json": text_of(normalised(terraform.plan(copy, options)))}


def _applied(copy: Path, terraform: Terraform, options: Options) -> dict[str, str]:
    terraform.init(copy, options)
    # One at a time: what the cloud names at random comes in the order of the calls.
    terraform.run(copy, options, "apply", "-auto-approve", "-input=false", "-parallelism=1", *options.arguments())
    raw = json.loads((copy / "terraform.tfstate").read_text(encoding="utf-8"))
    shown = terraform.show(copy, options)
    return {
        "terraform.tfstate": without_chance(json.dumps(normalised(raw), indent=2) + "\n"),
        "state.json": without_chance(text_of(normalised(shown))),
    }


@contextmanager
def _copied(fixture: Path) -> Iterator[Path]:
    """A copy of a fixture without its recordings, for Terraform to work in."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / fixture.name
        shutil.copytree(fixture, copy, ignore=shutil.ignore_patterns(*_RECORDINGS))
        yield copy


def _has_code(directory: Path) -> bool:
    return any(directory.glob("*.tf")) or any(directory.glob("*.tf.json"))
