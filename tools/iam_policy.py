"""Write ``docs/iam-policy.json``: ``python -m tools.iam_policy``, with ``--check`` to compare only."""

import argparse
import json
import sys
from pathlib import Path

from validator.sources.aws.iam_policy import policy_document

FILE = Path(__file__).parents[1] / "docs" / "iam-policy.json"


def main() -> int:
    """Write the policy, or with ``--check`` say whether it differs; the exit status is 1 where it does."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    text = json.dumps(policy_document(), indent=2) + "\n"
    if FILE.is_file() and FILE.read_text(encoding="utf-8") == text:
        return 0
    if check:
        print(f"{FILE.name} is stale: run python -m tools.iam_policy", file=sys.stderr)
        return 1
    FILE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
