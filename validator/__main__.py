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
    """End at once where calls to AWS are still under way: the interpreter would wait for their threads."""
    ending = sys.exc_info()[1]
    waiting = any(not thread.daemon for thread in threading.enumerate() if thread is not threading.main_thread())
    if waiting and isinstance(ending, SystemExit) and isinstance(ending.code, int):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(ending.code)


if __name__ == "__main__":
    main()
