"""Binary plan files: recognized, and handed to Terraform, which alone can read them."""

import os
import shutil
import subprocess
from pathlib import Path

from validator.errors import InputError

_ZIP = b"PK\x03\x04"
_SECONDS = 120


def is_binary_plan(data: bytes) -> bool:
    """Whether bytes are a plan file as `terraform plan -out` writes it: a zip archive."""
    return data.startswith(_ZIP)


def show(path: Path) -> bytes:
    """What `terraform show -json` prints of a binary plan.

    Terraform is run beside the plan, where the providers of its `terraform init` are. ``PULLGUARD_TERRAFORM`` names
    another command, such as ``tofu``.

    Raises:
        InputError: There is no Terraform, or it can't read the plan.
    """
    command = os.environ.get("PULLGUARD_TERRAFORM", "terraform")
    program = shutil.which(command)
    by_hand = f"run: {command} show -json {path.name} > plan.json, and check plan.json"
    if program is None:
        raise InputError(f"is a binary plan, and there is no {command} to read it", place=str(path), remedy=by_hand)
    arguments = [program, "show", "-json", "-no-color", path.name]
    try:
        done = subprocess.run(arguments, cwd=path.parent or ".", capture_output=True, check=False, timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        raise InputError(
            f"is a binary plan that {command} took too long to read", place=str(path), remedy=by_hand
        ) from None
    if done.returncode != 0:
        raise InputError(
            f"is a binary plan that {command} can't read ({_reason(done.stderr)})", place=str(path), remedy=by_hand
        )
    return done.stdout


def _reason(stderr: bytes) -> str:
    """The first sentence of Terraform's error, which may be boxed."""
    lines = [line.strip("│╷╵ \t") for line in stderr.decode(errors="replace").splitlines()]
    found = next((line for line in lines if line.startswith("Error")), "it does not say why")
    return found.removeprefix("Error:").strip() or "it does not say why"
