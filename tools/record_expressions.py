"""Record what Terraform makes of expressions: ``tests/fixtures/expressions/`` -> ``tests/fixtures/expressions.json``.

Every expression of ``expressions.txt`` becomes an output of the module beside it, and real Terraform plans it. An entry
is ``[expression, outcome, value]``: ``known`` with its JSON, ``unknown``, or ``error``. An output whose expression
Terraform refuses is dropped from the next attempt.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).parent.parent / "tests" / "fixtures"
MODULE = FIXTURES / "expressions"
RECORD = FIXTURES / "expressions.json"
MAX_ATTEMPTS = 8
_ERROR_LINE = re.compile(r"on outputs\.tf line (\d+)")


def main() -> int:
    """Record all expressions; the exit status is 1 when Terraform is missing."""
    terraform = shutil.which("terraform")
    if terraform is None:
        print("terraform is not installed: nothing was recorded", file=sys.stderr)
        return 1
    lines = (MODULE / "expressions.txt").read_text(encoding="utf-8").splitlines()
    expressions = [line for line in lines if line and not line.startswith("#")]
    with tempfile.TemporaryDirectory() as scratch:
        shutil.copy(MODULE / "main.tf", scratch)
        entries = _plan(terraform, Path(scratch), expressions)
    RECORD.write_text("[\n" + ",\n".join(json.dumps(entry) for entry in entries) + "\n]\n", encoding="utf-8")
    print(f"{len(entries)} expressions, {sum(entry[1] == 'error' for entry in entries)} of them errors")
    return 0


def _plan(terraform: str, module: Path, expressions: list[str]) -> list[list[Any]]:
    refused: set[int] = set()
    _run(terraform, module, "init", "-no-color")
    for _ in range(MAX_ATTEMPTS):
        wanted = [place for place in range(len(expressions)) if place not in refused]
        blocks = [f'output "e{place}" {{\n  value = [jsonencode({expressions[place]})]\n}}' for place in wanted]
        (module / "outputs.tf").write_text("\n".join(blocks), encoding="utf-8")
        result = _run(terraform, module, "plan", "-no-color", "-out=plan.bin")
        if result.returncode == 0:
            break
        # An output is three lines; its expression stands in the second.
        refused |= {wanted[(int(line) - 1) // 3] for line in _ERROR_LINE.findall(result.stdout + result.stderr)}
    else:
        raise SystemExit("Terraform refuses more than single expressions:\n" + result.stderr)
    plan = json.loads(_run(terraform, module, "show", "-json", "plan.bin").stdout)
    outputs = plan["planned_values"]["outputs"]
    return [_entry(place, expression, outputs, refused) for place, expression in enumerate(expressions)]


def _entry(place: int, expression: str, outputs: dict[str, Any], refused: set[int]) -> list[Any]:
    if place in refused:
        return [expression, "error", None]
    value = outputs[f"e{place}"].get("value")
    return [expression, "unknown", None] if value is None else [expression, "known", value[0]]


def _run(terraform: str, module: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([terraform, *arguments], cwd=module, capture_output=True, text=True, check=False)


if __name__ == "__main__":
    sys.exit(main())
