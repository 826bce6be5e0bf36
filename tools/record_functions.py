"""Record what Terraform's functions give: ``tests/fixtures/functions.txt`` -> ``functions.json``.

Every expression becomes two outputs of one module, its value and the tuple of its arguments, and real Terraform plans
that module: a plan tells types and unknown values apart, which ``terraform console`` prints in one and the same way.
Outputs that fail are dropped from the next attempt and recorded with Terraform's error.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

FIXTURES = Path(__file__).parent.parent / "tests" / "fixtures"
EXPRESSIONS = FIXTURES / "functions.txt"
RECORD = FIXTURES / "functions.json"
FILES = FIXTURES / "functions"
DIRECTORY = "$directory"
"""What stands in the record for the directory that the expressions were evaluated in."""

PREAMBLE = """\
resource "terraform_data" "x" {}
resource "terraform_data" "y" { input = jsondecode(terraform_data.x.id) }
locals { greeting = "Hello, $${name}!" }
"""
MAX_ATTEMPTS = 5
MAX_DETAIL = 100


def main() -> int:
    """Record all expressions; the exit status is 1 when Terraform is missing."""
    terraform = shutil.which("terraform")
    if terraform is None:
        print("terraform is not installed: nothing was recorded", file=sys.stderr)
        return 1
    expressions = read_expressions()
    with tempfile.TemporaryDirectory() as scratch:
        module = Path(scratch) / "functions"
        shutil.copytree(FILES, module)
        plan, errors = plan_outputs(terraform, module, outputs_of(expressions))
    entries = [entry(i, expression, plan, errors) for i, expression in enumerate(expressions)]
    lines = ",\n".join(json.dumps(e, ensure_ascii=False, sort_keys=True) for e in entries)
    RECORD.write_text(f"[\n{lines}\n]\n".replace(str(module), DIRECTORY), encoding="utf-8")
    print(f"{len(entries)} expressions, {sum('error' in e for e in entries)} of them errors")
    return 0


def read_expressions() -> list[str]:
    """The expressions of the table, without comments and blank lines."""
    lines = EXPRESSIONS.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def outputs_of(expressions: list[str]) -> dict[str, str]:
    """Output name -> expression: ``value_N`` is the call, ``arguments_N`` the tuple of what it is called with."""
    outputs: dict[str, str] = {}
    for i, expression in enumerate(expressions):
        outputs[f"value_{i}"] = expression
        outputs[f"arguments_{i}"] = f"[{arguments_of(expression)}]"
    return outputs


def arguments_of(call: str) -> str:
    """What stands between the brackets of a call."""
    return call[call.index("(") + 1 : -1]


def plan_outputs(terraform: str, module: Path, outputs: dict[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """The plan of all outputs that work, and the errors of those that don't by output name."""
    errors: dict[str, str] = {}
    run([terraform, "init", "-input=false", "-no-color"], write_module(module, outputs))
    for _ in range(MAX_ATTEMPTS):
        names = [name for name in outputs if name not in errors]
        write_module(module, {name: outputs[name] for name in names})
        log = run([terraform, "plan", "-input=false", "-json", "-out=plan"], module)
        failed = diagnostics(log, names)
        if not failed:
            shown = run([terraform, "show", "-json", "plan"], module)
            plan: dict[str, Any] = json.loads(shown, parse_float=Decimal)
            return plan, errors
        errors |= failed
    message = f"outputs still fail after {MAX_ATTEMPTS} attempts"
    raise RuntimeError(message)


def write_module(module: Path, outputs: dict[str, str]) -> Path:
    """Write ``main.tf`` with one output a line; sensitive, since some of the values are."""
    lines = [f'output "{name}" {{\nsensitive = true\nvalue = {expression}\n}}' for name, expression in outputs.items()]
    (module / "main.tf").write_text(PREAMBLE + "\n".join(lines) + "\n", encoding="utf-8")
    return module


def run(command: list[str], module: Path) -> str:
    """Standard output of a command, whatever its exit status."""
    done = subprocess.run(command, cwd=module, capture_output=True, text=True, check=False)
    if not done.stdout:
        raise RuntimeError(done.stderr)
    return done.stdout


def diagnostics(log: str, names: list[str]) -> dict[str, str]:
    """Errors by output name, from the machine-readable log of ``terraform plan``."""
    first_line = PREAMBLE.count("\n") + 1
    failed: dict[str, str] = {}
    for line in log.splitlines():
        diagnostic = json.loads(line).get("diagnostic", {})
        if diagnostic.get("severity") == "error":
            at = diagnostic.get("range", {}).get("start", {}).get("line")
            if at is None:
                failed |= dict.fromkeys(infinite(diagnostic["detail"]), "the result is infinite")
                continue
            failed[names[(at - first_line) // 4]] = brief(diagnostic["detail"])
    return failed


def brief(detail: str) -> str:
    """The start of an error's text on one line; some go on with a stack trace."""
    return re.sub(r"\s+", " ", detail)[:MAX_DETAIL]


def infinite(detail: str) -> list[str]:
    """The outputs whose value is an infinity, which no plan file can hold."""
    names = re.findall(r'output value "(\w+)": cannot serialize infinity', detail)
    if not names:
        raise RuntimeError(detail)
    return names


def entry(number: int, expression: str, plan: dict[str, Any], errors: dict[str, str]) -> dict[str, Any]:
    """One expression's record."""
    recorded: dict[str, Any] = {"expression": expression, "function": expression[: expression.index("(")]}
    arguments = f"arguments_{number}"
    if arguments not in errors:
        recorded["arguments"] = value_of(plan, arguments)
    value = f"value_{number}"
    if value in errors:
        return recorded | {"error": errors[value]}
    return recorded | {"value": value_of(plan, value)}


def value_of(plan: dict[str, Any], name: str) -> Any:
    """A planned output's value with its unknown parts and its sets marked."""
    change = plan["output_changes"][name]
    planned = plan["planned_values"]["outputs"][name]
    return marked(change.get("after"), change["after_unknown"], planned.get("type"))


def marked(value: Any, unknown: Any, kind: Any) -> Any:
    """A value as the table spells it: ``$unknown``, ``$set`` and, for fractions, ``$number``."""
    if unknown is True:
        return {"$unknown": True}
    if isinstance(value, dict):
        missing = dict.fromkeys(unknown or {}) | value
        return {k: marked(v, (unknown or {}).get(k), kind_of(kind, k)) for k, v in missing.items()}
    if isinstance(value, list):
        flags = unknown if isinstance(unknown, list) else [None] * len(value)
        items = [marked(v, flags[i], kind_of(kind, i)) for i, v in enumerate(value)]
        return {"$set": items} if isinstance(kind, list) and kind[0] == "set" else items
    if isinstance(value, Decimal):
        return {"$number": f"{value:f}"} if value != int(value) else int(value)
    return value


def kind_of(kind: Any, step: str | int) -> Any:
    """The type of an element or attribute in Terraform's JSON spelling of types."""
    if not isinstance(kind, list):
        return None
    inner = kind[1]
    return inner[step] if kind[0] in ("object", "tuple") else inner


if __name__ == "__main__":
    sys.exit(main())
