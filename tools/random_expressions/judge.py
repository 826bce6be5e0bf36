"""What real Terraform makes of expressions, by one ``terraform console``."""

import base64
import json
import subprocess
from collections.abc import Sequence

REFUSED = "refused"
"""Stands for the result of an expression that Terraform refuses; no JSON text is equal to it."""


def wrapped(expression: str) -> str:
    """An expression's JSON as text, or `REFUSED`."""
    return f'try(jsonencode({expression}), "{REFUSED}")'


def results(terraform: str, expressions: Sequence[str]) -> list[str]:
    """The JSON of each expression's value, or `REFUSED`.

    Raises:
        ValueError: Terraform can't parse one of the expressions; the text is Terraform's.
    """
    # The console prints only the last of several results, and prints strings in more than one way.
    text = f"base64encode(jsonencode([{', '.join(map(wrapped, expressions))}]))\n"
    done = subprocess.run([terraform, "console"], input=text, capture_output=True, text=True, check=False)
    if done.returncode or not done.stdout.startswith('"'):
        raise ValueError(done.stdout + done.stderr)
    found: list[str] = json.loads(base64.b64decode(json.loads(done.stdout)))
    return found
