"""Run the commands that the README shows and put what they print beneath them.

python -m tools.readme            write README.md
python -m tools.readme --check    say whether it is up to date; exit status 1 if not
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"

_RUN = re.compile(r"```console\n\$ (?P<command>[^\n]+)\n(?P<output>.*?)```", re.DOTALL)


def main(arguments: list[str]) -> int:
    """Write or check the README."""
    text = README.read_text()
    fresh = _RUN.sub(lambda run: f"```console\n$ {run['command']}\n{output_of(run['command'])}```", text)
    if "--check" not in arguments:
        README.write_text(fresh)
    elif fresh != text:
        print("README.md is stale; run: python -m tools.readme")
        return 1
    return 0


def output_of(command: str) -> str:
    """What a command of the README prints, run from the project's directory."""
    name, *rest = command.split()
    environment = {"PATH": "", "COLUMNS": "100"}
    run = [sys.executable, "-m", {"pullguard": "validator"}[name], *rest]
    done = subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
