"""Where Terraform and a local copy of the AWS provider are."""

import os
import platform
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

PROVIDER = Path("registry.terraform.io") / "hashicorp" / "aws"
LIKELY_ROOTS = (Path("/opt"), Path("/usr/local"), Path("/usr/local/share"), Path("/usr/share"))
_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64", "i386": "386", "i686": "386"}


class RecordError(Exception):
    """Recording cannot go on; the text says why and what to do."""


def find_terraform() -> Path:
    """The ``terraform`` command.

    Raises:
        RecordError: There is none on the search path.
    """
    found = shutil.which("terraform")
    if found is None:
        raise RecordError("terraform is not on PATH: install Terraform 1.11 or later")
    return Path(found)


def find_mirror(environment: Mapping[str, str], roots: Iterable[Path] = LIKELY_ROOTS) -> Path:
    """A provider mirror that holds hashicorp/aws for this machine.

    ``TF_PLUGIN_MIRROR`` decides where it is set. Else it is the first of Terraform's own implied mirror directories,
    and then of the directories right below the likely roots, that has the provider.

    Raises:
        RecordError: No directory has it.
    """
    chosen = environment.get("TF_PLUGIN_MIRROR")
    if chosen:
        if holds_provider(Path(chosen)):
            return Path(chosen).resolve()
        raise RecordError(f"TF_PLUGIN_MIRROR={chosen} holds no {PROVIDER} for {target()}")
    for directory in (*implied_mirrors(environment), *below(roots)):
        if holds_provider(directory):
            return directory.resolve()
    raise RecordError(
        f"no provider mirror holds {PROVIDER} for {target()}: make one with `terraform providers mirror DIR` "
        "and set TF_PLUGIN_MIRROR=DIR"
    )


def implied_mirrors(environment: Mapping[str, str]) -> Iterator[Path]:
    """The local directories that Terraform itself searches before it asks a registry.

    Source: Terraform's documentation of the CLI configuration file, "Implied Local Mirror Directories".
    """
    home = Path(environment.get("HOME") or Path.home())
    yield home / ".terraform.d" / "plugins"
    if sys.platform == "darwin":
        yield home / "Library" / "Application Support" / "io.terraform" / "plugins"
        yield Path("/Library/Application Support/io.terraform/plugins")
        return
    shared = environment.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    for data in (environment.get("XDG_DATA_HOME") or home / ".local" / "share", *shared.split(os.pathsep)):
        yield Path(data) / "terraform" / "plugins"


def below(roots: Iterable[Path]) -> Iterator[Path]:
    """The directories right below some roots, in order of their names."""
    for root in roots:
        try:
            children = sorted(root.iterdir())
        except OSError:
            continue
        yield from children


def holds_provider(directory: Path) -> bool:
    """Whether a directory is a mirror, unpacked or packed, with the AWS provider for this machine."""
    provider = directory / PROVIDER
    unpacked, packed = provider.glob(f"*/{target()}"), provider.glob(f"terraform-provider-aws_*_{target()}.zip")
    try:
        return any(unpacked) or any(packed)
    except OSError:
        return False


def target() -> str:
    """This machine as Terraform names it: ``linux_amd64``."""
    machine = platform.machine().lower()
    return f"{platform.system().lower()}_{_ARCHITECTURES.get(machine, machine)}"
