"""``python -m tools.random_expressions``: record ``tests/fixtures/random_expressions.json``.

Entries are pairs of an expression and its value's JSON, or ``refused``; the same expressions every time, as long as
the grammar and Hypothesis's release stay the same. Exit status: 0 recorded, 2 no Terraform.
"""

import json
import shutil
import sys
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings

from tools.random_expressions.grammar import expressions
from tools.random_expressions.judge import REFUSED, results

RECORD = Path(__file__).parents[2] / "tests" / "fixtures" / "random_expressions.json"
WANTED = 500
BATCH = 50
MAX_LENGTH = 400


def main() -> int:
    """Record as many expressions as are wanted."""
    terraform = shutil.which("terraform")
    if terraform is None:
        print("terraform is not installed: nothing was recorded", file=sys.stderr)
        return 2
    found = some_expressions()
    entries: list[tuple[str, str]] = []
    for start in range(0, len(found), BATCH):
        batch = found[start : start + BATCH]
        entries += zip(batch, results(terraform, batch), strict=True)
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    RECORD.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    print(f"{len(entries)} expressions, {sum(value == REFUSED for _, value in entries)} of them refused")
    return 0


def some_expressions() -> list[str]:
    """Different expressions, the same ones in every run."""
    found: dict[str, None] = {}

    @settings(
        max_examples=4 * WANTED,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(expressions())
    def collect(expression: str) -> None:
        if len(expression) <= MAX_LENGTH and len(found) < WANTED:
            found.setdefault(expression)

    collect()
    return list(found)


if __name__ == "__main__":
    sys.exit(main())
