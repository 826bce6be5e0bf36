"""Run the commands that the README shows and put what they print beneath them.

python -m tools.readme            write README.md
python -m tools.readme --check    say whether it is up to date; exit status 1 if not

What reads an account is given that of the demo. Its dates move with the day, so that they are no reason to write.
"""

import re
import subprocess
import sys
from pathlib import Path

from tests.aws import demo

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"

_RUN = re.compile(r"```console\n\$ (?P<command>[^\n]+)\n(?P<output>.*?)```", re.DOTALL)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(T[\d:]+Z)?")


def main(arguments: list[str]) -> int:
    """Write or check the README."""
    text = README.read_text(encoding="utf-8")
    with demo.account() as account:
        fresh = _RUN.sub(lambda run: _shown(run["command"], account.environment()), text)
    if _dateless(fresh) == _dateless(text):
        return 0
    if "--check" in arguments:
        print("README.md is stale; run: python -m tools.readme")
        return 1
    README.write_text(fresh, encoding="utf-8")
    return 0


def output_of(command: str, account: dict[str, str]) -> str:
    """What a command of the README prints, run from the project's directory.

    Args:
        command: The command.
        account: The environment variables that lead to an account.
    """
    name, *rest = command.split()
    environment = {"PATH": "", "COLUMNS": "100", **account}
    run = [sys.executable, "-m", {"pullguard": "validator"}[name], *rest]
    done = subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def _shown(command: str, account: dict[str, str]) -> str:
    return f"```console\n$ {command}\n{output_of(command, account)}```"


def _dateless(text: str) -> str:
    return _DATE.sub("", text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
