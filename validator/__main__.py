"""``python -m validator``, and what the ``pullguard`` script calls."""

import os
import sys
import threading

from validator.cli import cli


def main() -> None:
    """Run the command line; ends with ``SystemExit``."""
    try:
        cli.main()
    finally:
        _leave_threads()


def _leave_threads() -> None:
    """End at once where calls to AWS are still under way: the interpreter would wait for the threads of their pools."""
    ending = sys.exc_info()[1]
    if threading.active_count() > 1 and isinstance(ending, SystemExit) and isinstance(ending.code, int):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(ending.code)


if __name__ == "__main__":
    main()
