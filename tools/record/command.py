"""Terraform as a function from a directory to a plan."""

import json
import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tools.record.mirror import RecordError

PLAN = "plan.bin"
_QUIET = ("-input=false", "-no-color")


@dataclass(frozen=True)
class Options:
    """How one module is planned.

    Attributes:
        variables: Values given with ``-var``.
        var_files: Files given with ``-var-file``.
        targets: Addresses given with ``-target``.
        environment: Further environment variables, such as ``TF_VAR_name``.
        workspace: The selected workspace.
        refresh: False plans on the given state alone.
        destroy: Plan the destruction of everything.
        fails: Planning fails, which is what is to be recorded: Terraform keeps what it planned until then.
    """

    variables: dict[str, Any] = field(default_factory=dict)
    var_files: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    workspace: str | None = None
    refresh: bool = True
    destroy: bool = False
    fails: bool = False

    def arguments(self) -> list[str]:
        """The options of ``terraform plan`` and ``apply``."""
        given = [f"-var-file={name}" for name in self.var_files]
        given += [f"-var={name}={_spelt(value)}" for name, value in self.variables.items()]
        given += [f"-target={address}" for address in self.targets]
        given += [] if self.refresh else ["-refresh=false"]
        return given + (["-destroy"] if self.destroy else [])


NO_OPTIONS = Options()


@dataclass(frozen=True)
class Terraform:
    """The command, with a CLI configuration of its own that knows the mirror and nothing else.

    Attributes:
        command: The executable.
        home: A scratch directory; the user's own configuration and credentials are never seen.
        cloud: The environment variables that reach the cloud.
    """

    command: Path
    home: Path
    cloud: dict[str, str]

    @classmethod
    def with_mirror(cls, command: Path, mirror: Path, home: Path, cloud: dict[str, str]) -> "Terraform":
        """Set up the scratch directory."""
        (home / "cache").mkdir()
        (home / "rc").write_text(
            f'plugin_cache_dir = "{(home / "cache").as_posix()}"\n'
            f'provider_installation {{\n  filesystem_mirror {{ path = "{mirror.as_posix()}" }}\n}}\n',
            encoding="utf-8",
        )
        return cls(command, home, cloud)

    def plan(self, directory: Path, options: Options = NO_OPTIONS) -> dict[str, Any]:
        """The plan of a root module as ``terraform show -json`` prints it; ``plan.bin`` stays in the directory.

        Raises:
            RecordError: Terraform refused; the text is Terraform's.
        """
        self.init(directory, options)
        try:
            self.run(directory, options, "plan", *_QUIET, f"-out={PLAN}", *options.arguments())
        except RecordError:
            if not options.fails:
                raise
        return self.show(directory, options, PLAN)

    def init(self, directory: Path, options: Options = NO_OPTIONS) -> None:
        """Install modules and providers."""
        if options.workspace:
            # A workspace that has this directory exists; `workspace new` would need an initialized module.
            (directory / "terraform.tfstate.d" / options.workspace).mkdir(parents=True)
        self.run(directory, options, "init", *_QUIET)

    def show(self, directory: Path, options: Options, *what: str) -> dict[str, Any]:
        """``terraform show -json`` of a plan file, or of the state."""
        shown: dict[str, Any] = json.loads(self.run(directory, options, "show", "-json", "-no-color", *what))
        return shown

    def run(self, directory: Path, options: Options, *arguments: str) -> str:
        """Standard output of one Terraform command.

        Raises:
            RecordError: It failed.
        """
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "TF_CLI_CONFIG_FILE": str(self.home / "rc"),
            "TF_IN_AUTOMATION": "1",
            "CHECKPOINT_DISABLE": "1",
            **({"TF_WORKSPACE": options.workspace} if options.workspace else {}),
            **self.cloud,
            **options.environment,
        }
        done = subprocess.run(
            [self.command, *arguments], cwd=directory, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RecordError(f"terraform {arguments[0]} failed:\n{done.stderr or done.stdout}")
        return done.stdout


def escaped(value: Any) -> Any:
    """A value that Terraform reads as itself and not as a template, where it reads JSON as expressions."""
    if isinstance(value, str):
        return value.replace("${", "$${").replace("%{", "%%{")
    if isinstance(value, list):
        return [escaped(item) for item in value]
    if isinstance(value, dict):
        return {escaped(key): escaped(item) for key, item in value.items()}
    return value


def _spelt(value: Any) -> str:
    # A string is taken as it is, anything else as an expression.
    return value if isinstance(value, str) else json.dumps(escaped(value))
