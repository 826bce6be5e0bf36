"""Write what runs read instead of the shipped policies' YAML: ``policies/index.json`` and ``policies/texts.json``.

The index holds the logic of all policies and is read by every run; the texts are read where there are findings.
``python -m tools.index`` writes both, ``python -m tools.index --check`` says whether they are up to date.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from validator import bundle
from validator.engine import document
from validator.engine.load import INDEX, TEXTS, check_unique, load_policy
from validator.engine.policy import Policy, Texts
from validator.errors import PolicyError


def main(arguments: list[str]) -> int:
    """Write or check both files; the exit status is 1 when a policy is wrong or a file is not up to date."""
    try:
        files = {INDEX: index(), TEXTS: texts()}
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    stale = [name for name, text in files.items() if not _is(bundle.POLICIES / name, text)]
    if "--check" not in arguments:
        for name in stale:
            (bundle.POLICIES / name).write_text(files[name], encoding="utf-8")
        return 0
    for name in stale:
        print(f"{name} is not up to date: run python -m tools.index", file=sys.stderr)
    return 1 if stale else 0


def _is(file: Path, text: str) -> bool:
    return file.is_file() and file.read_text(encoding="utf-8") == text


def index() -> str:
    """The index, with a line for each policy.

    Raises:
        PolicyError: A policy is wrong, or does not fit the others.
    """
    policies = sorted(map(_shipped, bundle.POLICIES.glob("*/*/policy.yaml")), key=lambda policy: policy.id)
    check_unique(policies)
    lines = ",\n".join(msgspec.json.encode(policy).decode() for policy in policies)
    return f"[\n{lines}\n]\n"


def texts() -> str:
    """The texts of all policies by their id, with a line for each policy."""
    written = {data["id"]: {name: data[name] for name in Texts.__struct_fields__ if name in data} for data in _data()}
    lines = ",\n".join(f'"{name}":{msgspec.json.encode(written[name]).decode()}' for name in sorted(written))
    return f"{{\n{lines}\n}}\n"


def _data() -> Iterator[dict[str, Any]]:
    for file in bundle.POLICIES.glob("*/*/policy.yaml"):
        yield document.read(file).data


def _shipped(file: Path) -> Policy:
    place = file.relative_to(bundle.POLICIES).as_posix()
    return msgspec.structs.replace(load_policy(file), file=place, shipped=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
