"""Write ``policies/index.json``: the logic of all shipped policies, so that a run need not read their YAML.

``python -m tools.index`` writes it, ``python -m tools.index --check`` says whether it is up to date.
"""

import sys
from pathlib import Path

import msgspec

from validator import bundle
from validator.engine.load import INDEX, check_unique, load_policy
from validator.engine.policy import Policy
from validator.errors import PolicyError


def main(arguments: list[str]) -> int:
    """Write or check the index; the exit status is 1 when a policy is wrong or the index is not up to date."""
    try:
        text = index()
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 1
    target = bundle.POLICIES / INDEX
    if "--check" not in arguments:
        target.write_text(text, encoding="utf-8")
        return 0
    if target.is_file() and target.read_text(encoding="utf-8") == text:
        return 0
    print(f"{target.name} is not up to date: run python -m tools.index", file=sys.stderr)
    return 1


def index() -> str:
    """The index, with a line for each policy.

    Raises:
        PolicyError: A policy is wrong, or does not fit the others.
    """
    policies = sorted(map(_shipped, bundle.POLICIES.glob("*/*/policy.yaml")), key=lambda policy: policy.id)
    check_unique(policies)
    lines = ",\n".join(msgspec.json.encode(policy).decode() for policy in policies)
    return f"[\n{lines}\n]\n"


def _shipped(file: Path) -> Policy:
    place = file.relative_to(bundle.POLICIES).as_posix()
    return msgspec.structs.replace(load_policy(file), file=place, shipped=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
